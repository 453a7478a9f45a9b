/*
 * The conductor: targets to images, layers to facts (cache or worker), facts to inventory, inventory to findings,
 * findings to a verdict.
 */
#ifndef SEAWORTHY_SCAN_SCAN_H
#define SEAWORTHY_SCAN_SCAN_H

#include "report/report.h"
#include "target/target.h"

enum sandbox { SANDBOX_AUTO, SANDBOX_REQUIRE, SANDBOX_OFF };

struct scan_options {
    struct slice platform, distro, now;
    const char *tmp;
    bool all_layers, verify, no_cache, offline, inventory_only;
    unsigned jobs;
    uint64_t max_memory;
    unsigned timeout_seconds, stall_seconds;
    enum sandbox sandbox;
    const char *cache;         /* folder; NULL: none */
    const char *database;      /* folder; NULL: inventory alone */
    uint64_t database_max_age; /* seconds; 0: any */
    struct slice tool_version;
    struct policy policy;
    struct match_options match;
    /* progress(context, text): one line, replaced by the next; NULL: silent */
    void (*progress)(void *context, const char *text);
    void (*warn)(void *context, const char *text);
    void (*tell)(void *context, const char *text); /* what -v shows: where facts came from */
    void *context;
};

/* One image's result, all on `arena`. */
struct scan_result {
    struct report report;
    struct inventory inventory;
    struct findings findings;
    struct judgement judgement;
    struct database database;
};

struct scan_results {
    struct scan_result *at;
    size_t count, room;
};

/* All images of one target. fails  when the target could not be read at all */
bool scan_target(struct arena *arena, struct slice target, const struct scan_options *options,
                 struct scan_results *results, struct error *error);
/* Segments that were opened for the results. */
void scan_close(struct scan_results *results);

#endif
