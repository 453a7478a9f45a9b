/*
 * For tests: an archive as text, one line an entry and notice, so that a test is an archive and the text it should
 * give:
 *
 *     file etc/motd 644 5 'hello'
 *     link usr/lib64 777 -> lib
 *     ! malformed etc/motd: a pax record with a bad length
 *     = ok
 */
#ifndef SEAWORTHY_LAYER_TESTING_LISTING_H
#define SEAWORTHY_LAYER_TESTING_LISTING_H

#include "base/arena.h"
#include "base/source.h"

enum listing_content {
    LISTING_ALL,   /* read all content; what is longer than 40 bytes is shown by its CRC-32 */
    LISTING_NONE,  /* read none: it is passed over */
    LISTING_HALF,  /* skip a third of it, read a third (and no more than LISTING_FIRST reads) */
    LISTING_FIRST, /* read up to 64 KiB of it */
};

struct slice listing_of(struct arena *arena, struct source *archive, enum listing_content content);

#endif
