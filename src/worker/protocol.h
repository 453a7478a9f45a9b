/*
 * What the parent and a worker agree on; the only header of this room that others may include.
 *
 * A worker is started as `seaworthy-worker JOB [NAME=VALUE …]` with an empty environment and these descriptors:
 *   0  the input: a file (opened anew for this worker, so that its position is the worker's progress) or a pipe
 *   1  a pipe: the result, facts (facts/facts.h) or records (advisory/record.h), written at the end of the job
 *      (records: as they come)
 *   2  /dev/null; a debug build may have the parent's stderr
 *   3  the scratch file: unlinked or a memfd, empty but for the job `files`
 * It raises its walls before the first byte is read (but for the address space, which the first 64 bytes decide: these
 * are read behind all others), and exits 0 when the result is complete, whatever problems the result tells of.
 * WORKER_EXIT_LIMIT: its arena or its address space was exhausted. Anything else: it died.
 *
 * Jobs, with the arguments that each takes (sizes and offsets in decimal bytes; without a length: a stream):
 *   - layer offset= length= [seek=1] [diff_id=1]: the bytes of one layer to facts.
 *     seek=1: an uncompressed layer whose bytes need not all be read; diff_id=1: hashed as they are unpacked
 *   - index offset= length=: the members of an outer archive, into facts.members;
 *     none of a root filesystem, the first 64 of a compressed archive
 *   - unpack: a compressed outer archive to descriptor 3, unpacked
 *   - paths offset= length= path=… (repeated): copies these exact paths (or, for a hard link, its target)
 *     to the scratch file, appended; facts.members says where
 *   - files file=OFFSET:SIZE:MODE:PATH … (repeated): analyses files that lie in the scratch file
 *     as if they stood at PATH in a layer
 *   - document offset= length=: an inventory or SBOM as target, into the facts of one layer
 *   - feed name= path= offset= length= [facts_only=1]: an upstream feed into advisory records
 * and every job:
 *   - memory=BYTES: the ceiling (--max-memory); the worker adds the codec's declared window,
 *     which for a pipe may not be more than WORKER_WINDOW_FREE
 *   - sandbox=auto|require|off, cpu=SECONDS, scratch=BYTES (how far the scratch file may grow)
 *
 * `seaworthy-worker --table` writes the digest of the analyzer table, LF, and the table (analyzer/dispatch.h): the
 * build bakes both into the parent.
 */
#ifndef SEAWORTHY_WORKER_PROTOCOL_H
#define SEAWORTHY_WORKER_PROTOCOL_H

enum {
    WORKER_INPUT = 0,
    WORKER_OUTPUT = 1,
    WORKER_SCRATCH = 3,
    WORKER_EXIT_USAGE = 2,
    WORKER_EXIT_WALL = 3,   /* a wall that must stand could not be raised; the reason is the result */
    WORKER_EXIT_LIMIT = 4,  /* memory exhausted */
    WORKER_EXIT_OUTPUT = 5, /* nobody takes the result */
};

/* What is not said on the command line. One spooled file may have 2 GiB. */
#define WORKER_MEMORY      (64ull << 20)
#define WORKER_SCRATCH_MAX (4ull << 30)
#define WORKER_SPOOL_MAX   (2ull << 30)

/* What a decoder's declared window may add to the ceiling, and what is allowed without asking. */
#define WORKER_WINDOW_FREE (8ull << 20)
#define WORKER_WINDOW_MAX  (128ull << 20)

#endif
