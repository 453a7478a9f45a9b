/*
 * From records to a database folder. Records of all feeds come in any order; what is written depends on nothing else
 * than their content: the same records give the same bytes.
 *
 *     build = build_create(&options);
 *     feed = build_feed(build, row, …);           // one for each file of the feeds folder
 *     build_take(build, feed, record, error);     // … for each of its records
 *     build_write(build, folder, &summary, error);
 *     build_destroy(build);
 */
#ifndef SEAWORTHY_ADVISORY_MAKE_BUILD_H
#define SEAWORTHY_ADVISORY_MAKE_BUILD_H

#include "advisory/feed/feed.h"

struct build;

/* A segment of a distribution release or an ecosystem that is wanted. */
struct build_release {
    struct slice name; /* "debian-12" */
    struct slice day;  /* of the data of feeds whose records tell none: before what build_feed says. Empty: none */
};

struct build_options {
    uint64_t seed[2];                     /* two random words: keys of the hash tables come from other people */
    const struct build_release *releases; /* none: all */
    size_t release_count;
};

struct build *build_create(const struct build_options *options);
void build_destroy(struct build *build);

/*
 * A file (or folder) of the feeds folder that is about to be read.
 * day       of the data where its records tell none: "2025-02-12" or empty. Of several such files of one feed the
 * oldest counts: nobody knows which of them speaks of a release returns   its number
 */
size_t build_feed(struct build *build, const struct feed *feed, struct slice day, bool complete);

/* fails  when there is more than a build can hold */
bool build_take(struct build *build, size_t feed, const struct record *record, struct error *error);

struct build_summary {
    size_t segments, statements; /* as written */
    uint64_t bytes;
    struct slice built;
    struct {
        struct problem *at; /* path "FEED: file": the first ones of each feed */
        size_t count, room;
    } problems;
    uint64_t problem_count;
};

/*
 * Makes `folder` and writes segments and index.json into it; the index last, under its name only when it is whole.
 * Segments that the index does not name any more are removed. summary  lives as long as the build
 */
bool build_write(struct build *build, const char *folder, struct build_summary *summary, struct error *error);

#endif
