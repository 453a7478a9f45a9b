/*
 * From the files of a layer to facts: hands each to the rows of the analyzer table that want it, and keeps those that
 * must be read at random, or by several rows, in the scratch file.
 */
#ifndef SEAWORTHY_WORKER_JOB_COLLECT_H
#define SEAWORTHY_WORKER_JOB_COLLECT_H

#include "analyzer/dispatch.h"
#include "worker/job/job.h"

struct collect;

struct collect *collect_create(const struct job_context *job, struct facts *facts);
/* The archive is not compressed and its input a file: what rows read at random they read there. */
void collect_at_random(struct collect *collect);

/* Which rows want the path. */
struct collect_wants {
    struct dispatch_want at[DISPATCH_WANTS_MAX];
    size_t count;
};
void collect_find(const struct collect *collect, struct slice path, struct collect_wants *wants);
/* Which want the file: by its path and by its first bytes, which stay unread. Manifests passed over are counted. */
void collect_find_file(struct collect *collect, struct entry *entry, struct collect_wants *wants);

/* A file that at least one row wants. returns  false when nothing was kept of it */
bool collect_file(struct collect *collect, struct entry *entry, const struct collect_wants *wants);
/* The same for one whose content lies in the scratch file already. */
void collect_scratch_file(struct collect *collect, const struct spooled *file, const struct collect_wants *wants);
/* Drops what the scratch file holds of a path and of what is below: a later entry replaces it. */
void collect_forget(struct collect *collect, struct slice path);
/* After the last entry: the rows that read at random. */
void collect_end(struct collect *collect);

#endif
