/*
 * Reports: one file a format, a row each in rows.h, written in one pass through a sink that cannot be made to emit a
 * control character.
 */
#ifndef SEAWORTHY_REPORT_REPORT_H
#define SEAWORTHY_REPORT_REPORT_H

#include "base/digest.h"
#include "policy/policy.h"

/* Everything a report may say. */
struct report {
    struct slice tool_version;
    struct {
        struct slice name, kind, reference, platform, digest, config_digest, created;
    } target;
    const struct database *database; /* NULL: an inventory alone */
    const struct inventory *inventory;
    const struct findings *findings;   /* NULL: an inventory alone */
    const struct judgement *judgement; /* NULL: an inventory alone */
    const struct problem *problems;    /* all of coverage, sorted */
    size_t problem_count;
    struct slice sandbox; /* "off" when the user asked for that; else empty */
    struct slice now;
    bool complete;
};

struct report_options {
    unsigned severities; /* bits 1 << enum severity that are shown */
    bool only_fixed;
    bool show_all;
    bool colour;
    unsigned width;        /* columns of the terminal; 0: not a terminal */
    struct slices columns; /* tsv */
};

/* Where a report goes: buffered bytes to a descriptor. Errors (a full disk, a closed pipe) are kept until sink_close.
 */
struct sink;
struct sink *sink_open(struct arena *arena, int descriptor);
/* In memory, for digests over a report and for tests; sink_bytes gives what was written. */
struct sink *sink_memory(struct arena *arena);
struct slice sink_bytes(struct sink *sink);
bool sink_close(struct sink *sink, struct error *error);

/* A report of one image. Those of several stand one after the other (JSON: one document each), where that may be. */
struct format {
    const char *name;
    const char *about;       /* for --help */
    bool inventory_only_too; /* `packages` may use it */
    bool one_image;          /* readers of this format want one document a file: a second image is refused */
    bool (*write)(struct sink *sink, const struct report *report, const struct report_options *options,
                  struct arena *arena, struct error *error);
};
const struct format *format_find(struct slice name);
const struct format *format_at(size_t index);

#endif
