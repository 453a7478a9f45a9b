/*
 * The feeds of a folder into a build: each is read by a worker of its own, several at once. What is a feed, and which
 * row reads it, its place in the folder tells (advisory/feed/feed.h).
 *
 * The folder may have a table `feeds.tsv` that tells of feeds what their records do not: tab-separated with a header
 * that names the columns `file` (place in the folder), `newest_record_date` ("2025-01-04"; a '~' behind it: of the
 * snapshot) and `complete` ("yes"; anything else: not all that upstream has today).
 */
#ifndef SEAWORTHY_SCAN_FEEDS_H
#define SEAWORTHY_SCAN_FEEDS_H

#include "advisory/make/build.h"
#include "scan/process.h"

struct feeds_options {
    const char *folder;
    bool facts_only; /* leave out feeds whose facts may not be given to others */
    struct process_options process;
    /* One line: a feed was read, was not known, was left out. May be NULL. */
    void (*tell)(void *context, const char *text);
    /* A line that the next one replaces. May be NULL. */
    void (*progress)(void *context, const char *text);
    void *context;
};

struct feeds_summary {
    size_t read, unknown, left_out;
    bool incomplete; /* of one feed something was not read: problems of the build tell */
};

/* fails  the folder cannot be read or holds no feed, no worker can run, there is more than a build can hold */
bool feeds_read(struct arena *arena, const struct feeds_options *options, struct build *build,
                struct feeds_summary *summary, struct error *error);

#endif
