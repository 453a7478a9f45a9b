/*
 * The stream of facts, shared by encode.c and decode.c. Numbers are LEB128, shortest form; a string is its length and
 * its bytes. Strings are not interned: over 2,000 packages that would save 60 KB beside 5 MB of path hashes.
 *
 *     "SWFACTS\n" FACTS_VERSION table entries unpacked diff_id
 *     sources   count × (path analyzer size mode, packages, values, owned)      ascending by path, analyzer
 *     removed   count × path                                                    ascending
 *     opaque    count × path                                                    ascending
 *     links     count × (path hard target)                                      ascending by path
 *     members   count × (path offset size mode link)                            ascending by path
 *     problems  count × (code path detail)                                      ascending by path
 *     paths     count × 16 bytes                                                ascending
 *     "SWFEND.\n"
 *
 * A package is a bit mask of the rows of facts_fields that are not empty, then these, in that order.
 */
#ifndef SEAWORTHY_FACTS_WIRE_H
#define SEAWORTHY_FACTS_WIRE_H

#include "facts/facts.h"

#define FACTS_MAGIC S("SWFACTS\n")
#define FACTS_END   S("SWFEND.\n")

enum {
    FACTS_VERSION = 1, /* of this layout; part of the cache key */
    NUMBER_MAX = 10,   /* bytes of a LEB128 number */
    FACTS_FIELDS = 33,
};

enum fact_field_kind { FIELD_STRING, FIELD_LIST, FIELD_EPOCH, FIELD_CHOICE, FIELD_FLAG };

/* One member of struct package. */
struct fact_field {
    enum fact_field_kind kind;
    size_t offset;
    size_t max; /* bytes of a string (each of a list); the last value of a choice */
};
extern const struct fact_field facts_fields[FACTS_FIELDS];

/*
 * Both are lists of plain bytes, and the decoder points at them where they lie.
 */
_Static_assert(sizeof(struct path_hash) == 16 && _Alignof(struct path_hash) == 1, "path hashes have no padding");
_Static_assert(sizeof(struct owned) == 37 && _Alignof(struct owned) == 1, "owned files have no padding");

#endif
