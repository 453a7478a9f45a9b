/* The scratch file of a job: content is put behind what is there already, and read where it lies. */
#ifndef SEAWORTHY_WORKER_JOB_SCRATCH_H
#define SEAWORTHY_WORKER_JOB_SCRATCH_H

#include "base/reader.h"

struct scratch {
    uint64_t used, room;
    uint64_t written; /* what lies below may hold bytes of a file that was given up */
};

/*
 * Puts `bytes` behind the others. Chunks of zeros stay holes, so that gigabytes of them, in a few compressed megabytes,
 * fill no disk.
 * fails  `limit` when it is full, or the file system is
 */
bool scratch_put(struct scratch *scratch, struct slice bytes, struct error *error);
/*
 * Puts all that is left in a reader.
 * offset, size   where it lies now
 * fails          also with the reader's own error; what was put of it is lost
 */
bool scratch_put_all(struct scratch *scratch, struct reader *reader, uint64_t *offset, uint64_t *size,
                     struct error *error);

#endif
