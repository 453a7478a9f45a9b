/*
 * A statement in three parts, each a canonical run of bytes, so that equal parts are kept once wherever statements go:
 * from a feed worker to the parent (record.h), through the build, into segments.
 *   shape  what many statements share: source, distribution or ecosystem, kind, scheme, status, severity, where it
 * applies bound  which versions it speaks of extra  names and days: aliases, vendor ids, published, available; a vector
 * of its own; what is flawed, and on which systems. The package's name and the id are not part of them.
 */
#ifndef SEAWORTHY_ADVISORY_PART_H
#define SEAWORTHY_ADVISORY_PART_H

#include "advisory/advisory.h"
#include "advisory/bytes.h"

void part_put_shape(struct bytes *bytes, const struct advisory *advisory);
void part_put_bound(struct bytes *bytes, const struct advisory *advisory);
void part_put_extra(struct bytes *bytes, const struct advisory *advisory);

/*
 * The other way: sets the fields of that part and leaves the others alone. Texts are borrowed from `part`, arrays are
 * on `arena`. returns  false when `part` is not exactly what part_put_… writes; `advisory` is then undefined
 */
bool part_take_shape(struct slice part, struct arena *arena, struct advisory *advisory);
bool part_take_bound(struct slice part, struct arena *arena, struct advisory *advisory);
bool part_take_extra(struct slice part, struct arena *arena, struct advisory *advisory);

#endif
