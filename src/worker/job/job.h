/*
 * A job: what one worker is started for (worker/protocol.h). One file a row, named in job/rows.h; its `job_NAME` stands
 * at the file's end. By the time a job runs all walls stand.
 */
#ifndef SEAWORTHY_WORKER_JOB_JOB_H
#define SEAWORTHY_WORKER_JOB_JOB_H

#include "base/source.h"
#include "facts/facts.h"

/* `offset` and `length` say where in the input; without a length it is read as a stream, to its end. */
#define LENGTH_ABSENT UINT64_MAX

/* What the command line said; strings are the command line's own. */
struct job_arguments {
    uint64_t offset, length;
    uint64_t memory;  /* ceiling, beside the program and `window` */
    uint64_t scratch; /* bytes that the scratch file may grow to */
    uint64_t cpu;     /* seconds */
    bool seek, diff_id, facts_only;
    struct slice sandbox; /* "auto", "require", "off" */
    struct slice name;    /* of a feed */
    struct slices paths, files;
};

struct job_context {
    const struct job_arguments *arguments;
    struct arena *arena;
    uint64_t window;  /* the most that a decoder's window may take */
    uint64_t seed[2]; /* random, for tables whose keys are hostile; results never depend on it */
};

struct job {
    const char *name;
    /*
     * Does the work and writes the result with job_write. What could not be read of a part is a problem in the result.
     * returns  false when nothing could be done and nothing was written: main sends facts that hold only this problem
     */
    bool (*run)(struct job_context *job, struct error *error);
};

/* returns  row number `index`, or NULL behind the last */
const struct job *job_at(size_t index);

/* The input as the arguments say: a range or a stream; `seek`: for walking headers of what is not compressed. */
struct source *job_input(const struct job_context *job, bool seek);
/* Facts that carry the table's digest; their arena is a branch of the job's, for what reads files into them. */
void job_facts_init(const struct job_context *job, struct facts *facts);
/* For tar_open, with facts as its context: an oddity of the archive is a problem at the entry's path. */
void job_notice(void *facts, enum error_code code, struct slice path, const char *text);
/* What went wrong with the input as a whole. */
void job_problem(struct facts *facts, const struct error *error);
/* All of it to WORKER_OUTPUT; a parent that does not listen any more ends the worker. */
void job_write(struct slice bytes);
/* Encodes and writes. */
void job_write_facts(struct facts *facts);

#endif
