/*
 * Upstream feeds: one file a row, listed in rows.h; nothing else in the program knows their names. A row turns the
 * files of one feed into statements, in a worker: what it reads was written by others.
 *
 * A feed is read as it lies in the feeds folder: a directory, an archive (.zip, .tar, .tar.*), JSON lines or any other
 * single file, compressed or not. The job opens all that; a row only ever sees plain files, one after the other.
 */
#ifndef SEAWORTHY_ADVISORY_FEED_FEED_H
#define SEAWORTHY_ADVISORY_FEED_FEED_H

#include "advisory/feed/emit.h"
#include "base/json.h"
#include "base/path.h"
#include "base/reader.h"

/* One plain file of a feed. */
struct feed_file {
    struct slice path;     /* in the archive or directory: "CVE/2024/CVE-2024-0001.json"; of a single file: its name */
    struct reader *reader; /* its content */
    struct arena *arena;   /* given back after each file */
};

struct feed {
    const char *name;    /* source of its statements: "osv-debian" */
    const char *speaker; /* whose word on severity they carry: "debian"; NULL: the name */
    /*
     * Where it lies in the feeds folder, without the endings of archives and compression: "debian/osv" is debian/osv/,
     * debian/osv.zip, debian/osv.tar.zst …; a '*' stands for any part of one name. Several places stand with a blank
     * between.
     */
    const char *path;
    const char *licence; /* as its upstream states it: an SPDX id, or words */
    bool facts_allowed;  /* plain facts derived from it may be given to others (--facts-only) */
    bool fixed_only;     /* tells only of what was fixed: absence is not safety */
    /*
     * Reads one file of the feed. Files that it does not want are left unread (return true). A bad record is a problem
     * (emit_problem) and the next one counts.
     * returns  false when the file as a whole could not be read: the caller counts `error` as a problem at its path
     */
    bool (*read)(struct feed_file *file, struct feed_emit *emit, struct error *error);
};

/* returns  row number `index`, or NULL behind the last */
const struct feed *feed_at(size_t index);
/* returns  the row with that name, or NULL */
const struct feed *feed_named(struct slice name);
/* path  relative to the feeds folder. returns  the row that reads it, or NULL */
const struct feed *feed_for_path(struct slice path);

/*
 * For feeds that are JSON lines: calls `line` for each record with a JSON reader over it. What is no JSON, or too long,
 * is a `malformed` problem with its line number. line  returns false when the record is malformed (`json` then says
 * why, or `error` was set)
 */
bool feed_json_lines(struct feed_file *file, struct feed_emit *emit,
                     bool (*line)(struct feed_file *file, struct json *json, struct feed_emit *emit,
                                  struct error *error),
                     struct error *error);

enum {
    FEED_LINE_MAX = 4 * 1024 * 1024,  /* one JSON record; the longest known have some ten thousand versions */
    FEED_FILE_MAX = 64 * 1024 * 1024, /* what a row may hold of one file at once */
};

#endif
