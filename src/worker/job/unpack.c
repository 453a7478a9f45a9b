/* Job `unpack`: a compressed outer archive into the scratch file, as its members must be reached at random. */
#include "layer/codec.h"
#include "worker/job/job.h"
#include "worker/job/scratch.h"

static bool unpack_run(struct job_context *job, struct error *error)
{
    struct scratch scratch = {.room = job->arguments->scratch};
    struct source *unpacked;
    struct facts facts;
    struct slice chunk = S("");

    if (!codec_open(job->arena, job_input(job, false), job->window, &unpacked, NULL, error))
        return false;
    job_facts_init(job, &facts);
    do {
        if (!unpacked->next(unpacked, &chunk, error) || (chunk.len && !scratch_put(&scratch, chunk, error))) {
            job_problem(&facts, error);
            break;
        }
    } while (chunk.len > 0);
    facts.unpacked = scratch.used;
    job_write_facts(&facts);
    return true;
}

const struct job job_unpack = {.name = "unpack", .run = unpack_run};
