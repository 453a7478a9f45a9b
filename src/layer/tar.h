/*
 * Tar archives entry by entry: ustar (POSIX.1-1988 prefix), pax extended headers (POSIX.1-2001), GNU long names and
 * links, base-256 numbers, sparse files (old GNU, pax 0.0, 0.1, 1.0). Where an archive is odd, Go's archive/tar (which
 * container engines use) is followed, then GNU tar: what an engine would unpack must not be hidden from us. So global
 * pax headers are told and not applied.
 */
#ifndef SEAWORTHY_LAYER_TAR_H
#define SEAWORTHY_LAYER_TAR_H

#include "layer/entry.h"

struct tar;

/* Where an oddity that does not stop the reading goes (a bad pax record, a name that is too long). */
typedef void tar_notice(void *context, enum error_code code, struct slice path, const char *text);

/*
 * arena   not to be reset while the tar is in use: the readers of its entries share a buffer there. Nothing is taken
 * from it per entry notice  may be NULL. path  as far as it is known, else empty
 */
struct tar *tar_open(struct arena *arena, struct source *archive, tar_notice *notice, void *context);

/*
 * The next entry. pax and GNU header entries are applied and not given out. Memory is bounded whatever the headers say:
 * pax records that nobody wants are passed over by length.
 *
 * returns  false at the end (then tar_ok is true) and on damage; an archive that ends without its two zero blocks at an
 *          entry's border ended well (GNU tar's "lone zero block" likewise); one cut inside an entry is `truncated`
 */
bool tar_next(struct tar *tar, struct entry *entry);
/*
 * Gives back the buffers that arena_reset leaves alone (base/arena.h), for who opens many archives on one arena.
 * entry  as in the last tar_next
 */
void tar_close(struct tar *tar, struct entry *entry);
bool tar_ok(const struct tar *tar, struct error *error);
/* Entries given out and bytes of the archive consumed. */
uint64_t tar_count(const struct tar *tar);
uint64_t tar_position(const struct tar *tar);

/* true when these first 512 bytes are a tar header (checksum holds; or all zero: an empty archive) */
bool tar_recognise(struct slice head);

#endif
