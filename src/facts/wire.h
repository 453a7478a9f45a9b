/*
 * The stream of facts, shared by encode.c and decode.c. Numbers are LEB128, shortest form; a string is its length and
 * its bytes. Strings are not interned: over 2,000 packages that would save 60 KB beside 5 MB of path hashes.
 *
 *     "SWFACTS\n" FACTS_VERSION table entries unpacked diff_id
 *     sources   count × (path analyzer size mode digests, packages, values,     ascending by path, analyzer
 *               owned)
 *     removed   count × path                                                    ascending
 *     opaque    count × path                                                    ascending
 *     links     count × (path hard target)                                      ascending by path
 *     members   count × (path offset size mode link)                            ascending by path
 *     problems  count × (code path detail)                                      ascending by path
 *     paths     count × 16 bytes                                                ascending
 *     "SWFEND.\n"
 *
 * Digests are 0, or 1 and 49 bytes: which were made, MD5, SHA-1, SHA-256, of each the first 16; zeros where not made.
 * A package is a bit mask of the rows of facts_fields that are not empty, then these, in that order.
 */
#ifndef SEAWORTHY_FACTS_WIRE_H
#define SEAWORTHY_FACTS_WIRE_H

#include "facts/facts.h"

#include "base/reader.h"

#define FACTS_MAGIC S("SWFACTS\n")
#define FACTS_END   S("SWFEND.\n")

enum {
    FACTS_VERSION = 4, /* of this layout; part of the cache key */
    NUMBER_MAX = 10,   /* bytes of a LEB128 number */
    FACTS_FIELDS = 34,
    FACTS_FRAME = 64 * 1024, /* kept free for head, counts and end of the stream, and for what tells of limits */
    FACTS_TOLD_MAX = 4,      /* problems that tell of limits, beyond FACTS_PROBLEMS_MAX */
};

enum fact_field_kind { FIELD_STRING, FIELD_LIST, FIELD_EPOCH, FIELD_CHOICE, FIELD_FLAG };

/* One member of struct package. */
struct fact_field {
    enum fact_field_kind kind;
    size_t offset;
    size_t max; /* bytes of a string (each of a list); the last value of a choice */
};
extern const struct fact_field facts_fields[FACTS_FIELDS];

/* Both are lists of plain bytes, and the decoder points at them where they lie. */
_Static_assert(sizeof(struct path_hash) == 16 && _Alignof(struct path_hash) == 1, "path hashes have no padding");
_Static_assert(sizeof(struct file_digests) == 49 && _Alignof(struct file_digests) == 1, "digests have no padding");
_Static_assert(sizeof(struct owned) == 37 && _Alignof(struct owned) == 1, "owned files have no padding");

/* What is encoded (output.c): kept on an arena, or handed on whenever a piece of it is full. */
struct output {
    struct arena *arena;
    uint8_t *at;
    size_t count, room;
    size_t handed;                                    /* bytes before `at` */
    void (*write)(void *context, struct slice bytes); /* NULL: all is kept */
    void *context;
};
void output_bytes(struct output *out, struct slice s);
void output_number(struct output *out, uint64_t n);
void output_string(struct output *out, struct slice s);
/* Hands the last piece on. */
void output_flush(struct output *out);

/* What is decoded (input.c): each number has a ceiling, and a count is held against the bytes that are left. */
struct input {
    struct reader reader;
    struct arena *arena;
    size_t weight, weight_max; /* of structs */
    size_t packages;           /* of all sources */
};
/* Marks it as damaged. */
void input_bad(struct input *in, const char *what);
uint64_t input_number(struct input *in, uint64_t max);
/* UTF-8 without NUL */
struct slice input_string(struct input *in, size_t max);
/* A normalised path. */
struct slice input_path(struct input *in);
/*
 * A count of items that take at least `bytes` each in the stream.
 * weight   bytes of one item's struct
 */
size_t input_count(struct input *in, size_t bytes, size_t weight);

#define INPUT_LIST(in, list, bytes)                                                                                    \
    do {                                                                                                               \
        (list)->count = input_count((in), (bytes), sizeof(*(list)->at));                                               \
        (list)->at = (list)->count ? arena_take((in)->arena, (list)->count, sizeof(*(list)->at),                       \
                                                _Alignof(__typeof__(*(list)->at)))                                     \
                                   : NULL;                                                                             \
    } while (0)

/* One package (package.c); its strings point into the input, its lists are on the input's arena. */
void package_put(struct output *out, const struct package *package);
void package_take(struct input *in, struct package *package);

/* Of one source, while the builder fills it. */
struct fact_building {
    struct output packages;
    struct {
        struct owned *at;
        size_t count, room;
    } owned;
    size_t used, weight; /* its part of those of the facts */
};
/* A file as facts_owned makes it of a path. */
void build_owned(struct facts *facts, const struct owned *owned);
/* Nothing more belongs to the current source: it goes when nothing was said of it. */
void build_end_source(struct facts *facts);

#endif
