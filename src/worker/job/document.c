/* Job `document`: an inventory or SBOM as target, into the facts of one layer. */
#include "analyzer/document/document.h"
#include "worker/job/job.h"

static bool document_run(struct job_context *job, struct error *error)
{
    struct reader reader = reader_from(job_input(job, false), job->arena);
    struct facts facts;

    job_facts_init(job, &facts);
    facts_source(&facts, S("document"), "document", 0, 0);
    if (!document_read(&reader, &facts, error))
        return false;
    job_write_facts(&facts);
    return true;
}

const struct job job_document = {.name = "document", .run = document_run};
