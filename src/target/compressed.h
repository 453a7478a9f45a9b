/* First bytes of the compressions that the worker reads: the parent only tells whether, never unpacks. */
#ifndef SEAWORTHY_TARGET_COMPRESSED_H
#define SEAWORTHY_TARGET_COMPRESSED_H

#include "base/slice.h"

enum { COMPRESSED_HEAD = 8 };

bool compressed_recognise(struct slice head);

#endif
