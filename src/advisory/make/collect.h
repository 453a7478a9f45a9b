/* What a build holds between the records and the files; for the files of this folder only. */
#ifndef SEAWORTHY_ADVISORY_MAKE_COLLECT_H
#define SEAWORTHY_ADVISORY_MAKE_COLLECT_H

#include "advisory/database.h"
#include "advisory/make/build.h"
#include "advisory/make/intern.h"

/* A list on the build's arena. */
#define BUILD_LIST(type)                                                                                               \
    struct {                                                                                                           \
        type *at;                                                                                                      \
        size_t count, room;                                                                                            \
    }

/* Millions of them: 32 bytes each. All but `id` and `feed` are numbers in `interned`. */
struct build_statement {
    uint64_t id; /* the code of a CVE, or BUILD_NAMED + the number of its text */
    uint32_t segment, package, shape, bound, extra;
    uint16_t feed; /* place in `sources` */
    bool secondary;
};
#define BUILD_NAMED (1ull << 40)

struct build_word {
    uint32_t cve, source, vector; /* a code; numbers */
    enum severity severity;
};
struct build_cve {
    uint32_t cve, published;
    bool rejected;
};
struct build_epss {
    uint32_t cve, score, percentile;
};
struct build_kev {
    uint32_t cve, added, due;
    bool ransomware;
};
struct build_support {
    uint32_t product, release; /* numbers */
    uint32_t end_of_life, extended_until;
    bool authority;
};
struct build_repository {
    uint32_t name, cpes; /* numbers; cpes as bytes_put_list writes them */
};

/* What a source has a say in, besides statements. */
enum build_part { BUILD_CVSS, BUILD_SIGNALS, BUILD_FACTS, BUILD_PARTS };

struct build_source {
    const struct feed *row;
    uint32_t day, day_otherwise; /* told by its records; told by the caller. 0: none */
    bool complete;
    bool says[BUILD_PARTS];
    bool scores; /* EPSS */
    size_t problems;
};

struct build {
    struct arena *arena;
    struct arena *scratch; /* of one call */
    const struct build_release *releases;
    size_t release_count;
    struct intern interned;
    uint32_t empty; /* number of the empty text */
    /* By number of a shape: 0 not known yet, BUILD_LEFT_OUT, else the number of its segment's name + 1. */
    uint32_t *shape_segments;
    size_t shape_room;
    BUILD_LIST(struct build_source) sources;
    BUILD_LIST(struct build_statement) statements;
    BUILD_LIST(struct build_word) words;
    BUILD_LIST(struct build_cve) cves;
    BUILD_LIST(struct build_epss) epss;
    BUILD_LIST(struct build_kev) kev;
    BUILD_LIST(struct build_support) support;
    BUILD_LIST(struct build_repository) repositories;
    BUILD_LIST(struct segment_info) segments; /* written so far */
    struct build_summary summary;
};

/*
 * Brings together what says the same. statements  all of one segment, package and id
 * returns  how many are left, in front, in the order in which they are stored
 */
size_t build_merge(struct build *build, struct build_statement *statements, size_t count);

/* Each writes its segments below `folder` and adds them to build->segments. */
bool build_write_packages(struct build *build, const char *folder, struct error *error);
bool build_write_cvss(struct build *build, const char *folder, struct error *error);
bool build_write_signals(struct build *build, const char *folder, struct error *error);
bool build_write_facts(struct build *build, const char *folder, struct error *error);

/* The row of a wanted segment, or NULL. */
const struct build_release *build_release(const struct build *build, struct slice segment);

/* --- files.c */

/* Where the segment is written before it has its digest; NUL-terminated, on the build's arena. */
char *build_draft(struct build *build, const char *folder, struct slice name);
/*
 * Hashes the draft, gives it its name and adds it to the index.
 * used  by place in `sources`: who has a say in it
 */
bool build_keep(struct build *build, const char *folder, struct slice name, const bool *used, struct error *error);
/* Places in `sources` that have a say in `part`; on the build's arena. */
bool *build_says(struct build *build, enum build_part part);

#endif
