/* Path hashes of one layer while they come in: blocks that never move, gathered and sorted once at the end. */
#ifndef SEAWORTHY_FACTS_HASHES_H
#define SEAWORTHY_FACTS_HASHES_H

#include "base/arena.h"
#include "base/path.h"

struct facts_hashes;

struct facts_hashes *hashes_create(struct arena *arena);
void hashes_add(struct facts_hashes *hashes, struct path_hash hash);
size_t hashes_count(const struct facts_hashes *hashes);
/*
 * Writes all of them to `out`, sorted and without repetition.
 * out      hashes_count items
 * returns  how many are left
 */
size_t hashes_gather(const struct facts_hashes *hashes, struct path_hash *out);

#endif
