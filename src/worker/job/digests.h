/*
 * Digests of files that yielded packages, by which the inventory tells whose they are. Package managers record one kind
 * each, and hashing costs more than all else that is done with a program: a layer that has lists needs only the kinds
 * that these record, one without lists needs all, for lists of other layers. As lists come late in an archive (var
 * behind usr), files are kept for the end where no list has come yet.
 */
#ifndef SEAWORTHY_WORKER_JOB_DIGESTS_H
#define SEAWORTHY_WORKER_JOB_DIGESTS_H

#include "analyzer/spool.h"
#include "worker/job/scratch.h"

struct digests {
    struct arena *arena;
    const struct facts *facts; /* with the lists */
    struct scratch *scratch;
    uint64_t scratch_used; /* bytes of it that wait */
    uint8_t *memory;       /* files that wait, one behind the other; NULL before the first */
    size_t memory_used;
    struct {
        struct digests_held *at;
        size_t count, room;
    } held;
};

/*
 * Where a file can be put together in memory: if it is to wait, it waits there.
 * returns  NULL when there is no room for it
 */
uint8_t *digests_room(struct digests *digests, uint64_t size);
/*
 * spool    what lies in memory is copied to the scratch file when it is kept; else it must stay where it lies
 * returns  for facts_digests; filled now, or by digests_end
 */
struct file_digests *digests_want(struct digests *digests, const struct spool *spool, const struct spooled *file);
/* When all lists have been read. */
void digests_end(struct digests *digests);

#endif
