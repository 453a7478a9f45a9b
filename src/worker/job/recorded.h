/*
 * Which paths of an archive have records, and which have some below them: one look-up an entry tells whether it
 * replaces something that was filed before. Paths are told apart by 32 bits of their hash; a wrong "yes" costs a walk
 * over the records, which then finds nothing.
 */
#ifndef SEAWORTHY_WORKER_JOB_RECORDED_H
#define SEAWORTHY_WORKER_JOB_RECORDED_H

#include "base/path.h"

struct recorded;

/* seed  random: archives whose paths collide on purpose must not slow the table down */
struct recorded *recorded_create(struct arena *arena, const uint64_t seed[2]);
void recorded_add(struct recorded *recorded, struct slice path);
bool recorded_has(const struct recorded *recorded, struct path_hash hash);
bool recorded_has_below(const struct recorded *recorded, struct path_hash hash);

#endif
