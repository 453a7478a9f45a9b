/* index.json of a database folder: which segments there are, of what, with which digest. Canonical JSON. */
#ifndef SEAWORTHY_ADVISORY_INDEX_H
#define SEAWORTHY_ADVISORY_INDEX_H

#include "advisory/database.h"

enum { INDEX_LEN_MAX = 8 * 1024 * 1024, INDEX_SEGMENTS_MAX = 4096 };

struct index {
    struct slice built;
    struct segment_info *segments; /* sorted by name */
    size_t segment_count;
};

/* Everything on `arena`. fails  ERROR_DATABASE_UNREADABLE */
bool index_read(struct arena *arena, struct slice text, struct index *index, struct error *error);
struct slice index_write(struct arena *arena, const struct index *index);
/* "segments/NAME-HEX.sqlite" */
struct slice index_file(struct arena *arena, struct slice name, struct slice digest);

#endif
