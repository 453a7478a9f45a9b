/* Findings: which advisory hits which package, with everything a report says of it. */
#ifndef SEAWORTHY_MATCH_FINDING_H
#define SEAWORTHY_MATCH_FINDING_H

#include "advisory/database.h"
#include "inventory/inventory.h"

enum finding_status { FINDING_AFFECTED, FINDING_UNDER_INVESTIGATION, FINDING_NOT_AFFECTED, FINDING_FIXED };
enum fix_state { FIX_FIXED, FIX_NONE, FIX_WONT_FIX, FIX_DEFERRED, FIX_END_OF_LIFE, FIX_UNKNOWN };
enum match_by { MATCH_SOURCE, MATCH_BINARY, MATCH_ECOSYSTEM, MATCH_CPE, MATCH_UPSTREAM_OF_OWNED };

struct severity_word {
    struct slice source;
    enum severity value;
    struct slice cvss; /* vector or empty */
    double score;      /* < 0: none */
};

struct finding {
    struct slice id;
    struct slices aliases; /* sorted, without id */
    const struct inventory_package *package;
    enum finding_status status;
    enum severity severity;
    struct slice severity_source; /* whose word that is */
    struct severity_word *severities;
    size_t severity_count;
    struct {
        enum fix_state state;
        struct slice version, channel, available;
    } fix;
    struct {
        enum match_by by;
        struct slice advisory, segment, rule;
        struct slices symbols; /* what of the package is flawed, where the record tells: "net/http Server.Serve …" */
    } match;
    double epss; /* < 0: none */
    struct slice epss_date;
    bool kev;
    struct slice kev_due;
    struct slice published;
    struct slices marks; /* "kernel_headers", "malicious", "unmaintained", "declared" … */
    bool gated;          /* counts for --fail-on */
};

/* One decision, for `explain`. */
struct trace_step {
    const struct inventory_package *package;
    struct slice advisory; /* id, or vendor id */
    struct slice segment;
    struct slice rule; /* what was compared: "source openssl 3.0.11-1 < 3.0.13-1" */
    struct slices symbols;
    bool held;
    struct slice reason; /* one sentence: why it did or did not hold */
};

struct findings {
    struct finding *at;
    size_t count, room;
    struct {
        struct trace_step *at;
        size_t count, room;
    } trace; /* only when asked */
    struct {
        struct problem *at;
        size_t count, room;
    } problems;                  /* no_advisory_source, no_feed, end_of_life, feed_fixed_only, database_unreadable */
    struct slice *segments_used; /* names, sorted */
    size_t segment_count;
    size_t unmatched; /* packages without a segment that speaks of them */
    size_t hidden_not_affected, hidden_under_investigation,
        hidden_fixed; /* decided so, not in the list unless show_all */
    /*
     * Flaws that upstream knows of in files of the distribution's packages, of which the distribution says nothing;
     * among those under investigation.
     */
    size_t upstream_of_owned;
    struct support support;
    struct slice support_state; /* "supported", "extended", "ended", "unknown" */
};

struct match_options {
    bool show_all;
    struct slice trace_id;      /* explain: keep steps of this id (or an alias) only; empty: no trace */
    struct slice trace_package; /* and of this package; empty: all */
    struct slice now;           /* "2026-11-23": judges end of life */
    bool gate_declared;         /* findings of packages that are only declared count for --fail-on */
    size_t memory;              /* once the arena holds more, packages are not looked up, with a problem; 0: no limit */
};

/*
 * Matches the whole inventory. Sorted as the contract says: severity from critical down, package, id.
 * fails  only when nothing can be matched at all; what one segment lacks is a problem
 */
bool match_inventory(struct arena *arena, const struct inventory *inventory, struct database *database,
                     const struct match_options *options, struct findings *findings, struct error *error);

#endif
