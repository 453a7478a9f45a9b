/* Digests of a file that yielded a package, by which the inventory tells whose it is. */
#ifndef SEAWORTHY_WORKER_JOB_DIGESTS_H
#define SEAWORTHY_WORKER_JOB_DIGESTS_H

#include "base/reader.h"
#include "facts/facts.h"

/* Over all that is left in the reader. returns  false when it cannot be read to its end */
bool digests_of(struct reader *reader, struct file_digests *digests);

#endif
