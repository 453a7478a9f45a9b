/* Job `files`: files that the job `paths` put into the scratch file, as if each stood at another path of a layer. */
#include "worker/job/collect.h"

#include "base/text.h"

/* "OFFSET:SIZE:MODE:PATH", numbers in decimal. */
static bool parse_file(struct slice text, struct spooled *file)
{
    struct slice offset, size, mode;
    uint64_t number;

    if (!slice_cut(text, ':', &offset, &text) || !slice_cut(text, ':', &size, &text) ||
        !slice_cut(text, ':', &mode, &text))
        return false;
    if (!slice_decimal(offset, &file->offset) || !slice_decimal(size, &file->size) || !slice_decimal(mode, &number) ||
        number > UINT32_MAX || !utf8_valid(text))
        return false;
    file->mode = (uint32_t)number;
    file->path = text;
    return true;
}

static bool files_run(struct job_context *job, struct error *error)
{
    const struct slices *files = &job->arguments->files;
    struct facts facts;

    job_facts_init(job, &facts);
    struct collect *collect = collect_create(job, &facts);
    for (size_t i = 0; i < files->count; i++) {
        struct collect_wants wants;
        struct spooled file;
        if (!parse_file(files->at[i], &file))
            return fail(error, ERROR_INTERNAL, "file %zu is not OFFSET:SIZE:MODE:PATH", i);
        collect_find(collect, file.path, &wants);
        collect_scratch_file(collect, &file, &wants);
    }
    collect_end(collect);
    facts.entries = files->count;
    job_write_facts(&facts);
    return true;
}

const struct job job_files = {.name = "files", .run = files_run};
