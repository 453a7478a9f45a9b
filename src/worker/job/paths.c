/*
 * Job `paths`: copies the content of exactly these paths of a layer to the scratch file; facts.members says where each
 * lies. A path that is a hard link has the content of the file it names, which may lie before it: then the layer is
 * read again.
 */
#include "base/text.h"
#include "layer/codec.h"
#include "layer/tar.h"
#include "worker/job/job.h"
#include "worker/job/scratch.h"

#include <unistd.h>

/* A hard link names a file; archives in which it names another hard link are followed this far. */
enum { PASSES_MAX = 4 };

struct wanted {
    struct slice path;   /* as asked for */
    struct slice target; /* where its content lies: itself, or what a hard link names */
    bool found;
};

struct paths {
    struct job_context *job;
    struct facts facts;
    struct scratch scratch;
    struct wanted *wanted;
    size_t count;
    bool again; /* a target may lie before its link */
};

/* An entry that has several of the paths asked for is copied once. */
static void copy(struct paths *paths, struct entry *entry)
{
    struct fact_member member = {.mode = entry->mode};
    struct error error;
    bool copied = false;

    for (size_t i = 0; i < paths->count; i++) {
        struct wanted *wanted = &paths->wanted[i];
        if (!slice_equal(wanted->target, entry->path))
            continue;
        if (!copied && !scratch_put_all(&paths->scratch, &entry->reader, &member.offset, &member.size, &error)) {
            facts_problem_at(&paths->facts, error.code, wanted->path, slice_text(error.text));
            return;
        }
        copied = true;
        wanted->found = true;
        member.path = wanted->path;
        member.link = slice_equal(wanted->path, wanted->target) ? S("") : wanted->target;
        facts_member(&paths->facts, &member);
    }
}

static void follow(struct paths *paths, const struct entry *entry)
{
    for (size_t i = 0; i < paths->count; i++) {
        struct wanted *wanted = &paths->wanted[i];
        if (!slice_equal(wanted->target, entry->path) || !utf8_valid(entry->link))
            continue;
        wanted->target = arena_copy(paths->job->arena, entry->link);
        wanted->found = false;
        paths->again = true;
    }
}

static bool all_found(const struct paths *paths)
{
    for (size_t i = 0; i < paths->count; i++)
        if (!paths->wanted[i].found)
            return false;
    return true;
}

static bool read_once(struct paths *paths, struct error *error)
{
    struct job_context *job = paths->job;
    struct source *unpacked;
    struct entry entry;

    paths->again = false;
    if (!codec_open(job->arena, job_input(job, job->arguments->seek), job->window, &unpacked, NULL, error))
        return false;
    struct tar *tar = tar_open(job->arena, unpacked, job_notice, &paths->facts);
    while (tar_next(tar, &entry)) {
        if (entry.kind == ENTRY_FILE)
            copy(paths, &entry);
        else if (entry.kind == ENTRY_HARDLINK)
            follow(paths, &entry);
    }
    paths->facts.entries = tar_count(tar);
    return tar_ok(tar, error);
}

static bool paths_run(struct job_context *job, struct error *error)
{
    const struct slices *asked = &job->arguments->paths;
    struct paths paths = {
        .job = job,
        .scratch.room = job->arguments->scratch,
        .wanted = arena_array(job->arena, struct wanted, asked->count),
        .count = asked->count,
    };

    job_facts_init(job, &paths.facts);
    for (size_t i = 0; i < asked->count; i++)
        paths.wanted[i].path = paths.wanted[i].target = asked->at[i];
    for (unsigned pass = 0; pass < PASSES_MAX; pass++) {
        if (!read_once(&paths, error)) {
            job_problem(&paths.facts, error);
            break;
        }
        if (!paths.again || all_found(&paths) || job->arguments->length == LENGTH_ABSENT)
            break;
    }
    job_write_facts(&paths.facts);
    return true;
}

const struct job job_paths = {.name = "paths", .run = paths_run};
