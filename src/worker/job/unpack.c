/* Job `unpack`: a compressed outer archive into the scratch file, as its members must be reached at random. */
#include "layer/codec.h"
#include "worker/job/job.h"
#include "worker/job/scratch.h"

#include <errno.h>

static bool is_zero(struct slice s)
{
    return s.len == 0 || (s.at[0] == 0 && memcmp(s.at, s.at + 1, s.len - 1) == 0);
}

/*
 * Chunks of zeros stay holes, so that gigabytes of them, in a few compressed megabytes, fill no disk. Only the last
 * byte is written always: it makes the file as long as it should be.
 */
static bool put_sparsely(struct scratch *scratch, struct slice chunk, struct error *error)
{
    if (!is_zero(chunk) || chunk.len > scratch->room - scratch->used)
        return scratch_put(scratch, chunk, error);
    scratch->used += chunk.len - 1;
    return scratch_put(scratch, S("\0"), error);
}

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
        if (!unpacked->next(unpacked, &chunk, error) || (chunk.len && !put_sparsely(&scratch, chunk, error))) {
            job_problem(&facts, error);
            break;
        }
    } while (chunk.len > 0);
    facts.unpacked = scratch.used;
    job_write_facts(&facts);
    return true;
}

const struct job job_unpack = {.name = "unpack", .run = unpack_run};
