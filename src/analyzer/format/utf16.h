/* Text of two bytes a unit, as Windows writes it. */
#ifndef SEAWORTHY_ANALYZER_FORMAT_UTF16_H
#define SEAWORTHY_ANALYZER_FORMAT_UTF16_H

#include "base/arena.h"
#include "base/slice.h"

/* To UTF-8, on the arena. Half a pair becomes U+FFFD; a last odd byte is left out. */
struct slice utf16_decode(struct arena *arena, struct slice bytes, bool big_endian);

#endif
