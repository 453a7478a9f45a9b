/*
 * A segment: one immutable SQLite file, a pure function of its content (segment_write.c), opened read-only as content
 * that nobody vouches for (segment_read.c). It has the tables of one kind, and `meta`: packages   statements by package
 * name (rules.h); shapes (part.h) once beside them cves       what is said of CVEs, in blocks of consecutive codes
 * (cves.h); texts once beside them facts      end-of-life days of releases, CPEs of repositories
 */
#ifndef SEAWORTHY_ADVISORY_SEGMENT_H
#define SEAWORTHY_ADVISORY_SEGMENT_H

#include "advisory/database.h"
#include "base/digest.h"

struct sqlite3;
struct sqlite3_stmt;

enum segment_kind { SEGMENT_PACKAGES, SEGMENT_CVES, SEGMENT_FACTS, SEGMENT_KINDS };

enum {
    SEGMENT_FORMAT = 2,               /* user_version: raised when the bytes mean something else, or more */
    SEGMENT_APPLICATION = 0x53574442, /* application_id: "SWDB" */
    SEGMENT_PAGE = 4096,
};

/* Names of the segments that are no distribution and no ecosystem. */
#define SEGMENT_NAME_CVSS    S("cvss")
#define SEGMENT_NAME_SIGNALS S("signals")
#define SEGMENT_NAME_FACTS   S("end-of-life")
#define SEGMENT_NAME_CPE     S("cpe")

/* What makes the tables of a kind: one statement each, NULL at the end. */
const char *const *segment_schema(enum segment_kind kind);

/* --- writing (segment_write.c) */

struct segment_writer;

/*
 * Makes the file anew. Rows must come in the order of their keys.
 * name     of the segment: the reader of the file checks it
 * returns  NULL with `error` set
 */
struct segment_writer *segment_create(struct arena *arena, const char *path, enum segment_kind kind, struct slice name,
                                      struct error *error);
/* One row of a table of that kind. What goes wrong is kept for segment_finish. */
void segment_put_package(struct segment_writer *writer, struct slice name, struct slice rules);
void segment_put_shape(struct segment_writer *writer, uint32_t id, struct slice shape);
void segment_put_block(struct segment_writer *writer, uint32_t block, struct slice body);
void segment_put_word(struct segment_writer *writer, uint32_t id, struct slice text);
void segment_put_support(struct segment_writer *writer, struct slice distro_id, struct slice release,
                         uint32_t end_of_life, uint32_t extended_until);
void segment_put_repository(struct segment_writer *writer, struct slice name, struct slice cpes);
void segment_put_meta(struct segment_writer *writer, struct slice key, struct slice value);
/* Closes the file and sets what SQLite puts into its header to constants. Must always be called. */
bool segment_finish(struct segment_writer *writer, struct error *error);

/* Digest and length of any file. */
bool segment_hash(const char *path, struct digest *digest, uint64_t *size, struct error *error);

/* --- reading (segment_read.c) */

enum segment_query {
    QUERY_PACKAGE,
    QUERY_SHAPE,
    QUERY_BLOCK,
    QUERY_WORD,
    QUERY_REPOSITORY,
    QUERY_META,
    QUERY_SUPPORT,
    QUERY_NAMES,
    QUERY_COUNT
};

struct segment {
    struct arena *arena;   /* its own: what is kept as long as it is open */
    struct arena *scratch; /* its own: what segment_each gave out last */
    struct arena_mark scratch_mark;
    char *path;
    struct slice name;
    struct sqlite3 *database;
    struct sqlite3_stmt *queries[QUERY_COUNT];
    enum segment_kind kind;
    /* Shapes by id, decoded once: ten thousand statements about a kernel share a dozen. */
    struct {
        struct advisory **at;
        size_t room;
    } shapes;
    /* Texts by id, likewise. */
    struct {
        struct slice *at;
        size_t room;
    } words;
    struct cves_cache *blocks; /* read last (database_cves.c) */
    struct slice epss_date;    /* NULL pointer: not read yet */
};

/* fails  NULL, database_unreadable: not a segment of this format, of another name, or damaged */
struct segment *segment_open(const char *path, struct slice name, struct error *error);
void segment_close(struct segment *segment);

/*
 * One value by its key; an empty slice with a NULL pointer where there is none. Borrowed until the next call of the
 * same function on this segment. fails  database_unreadable; also when the segment is of another kind
 */
bool segment_get_package(struct segment *segment, struct slice name, struct slice *rules, struct error *error);
bool segment_get_shape(struct segment *segment, uint32_t id, struct slice *shape, struct error *error);
bool segment_get_block(struct segment *segment, uint32_t block, struct slice *body, struct error *error);
bool segment_get_word(struct segment *segment, uint32_t id, struct slice *text, struct error *error);
bool segment_get_repository(struct segment *segment, struct slice name, struct slice *cpes, struct error *error);
bool segment_get_meta(struct segment *segment, struct slice key, struct slice *value, struct error *error);
/* returns  false also when the release is not known: then error->code is ERROR_NONE */
bool segment_get_support(struct segment *segment, struct slice distro_id, struct slice release, uint32_t *end_of_life,
                         uint32_t *extended_until, struct error *error);
#endif
