#include "advisory/feed/osv.h"

/* One clause: from `from` (empty or "0": the beginning) to the event that ends it (NULL: open). */
static struct slice clause_of(struct arena *arena, struct slice from, const struct osv_event *end)
{
    bool bounded = from.len && !slice_equal(from, S("0"));
    const char *operator= end == NULL ? "" : end->kind == OSV_LAST_AFFECTED ? "<=" : "<";
    struct slice to = end ? end->version : (struct slice){0};

    return arena_format(arena, "%s%.*s%s%s%.*s", bounded ? ">=" : "", bounded ? (int)from.len : 0, from.at,
                        bounded && end ? "," : "", operator, SLICE_ARG(to));
}

static void add_clauses(struct arena *arena, const struct osv_range *range, struct slices *clauses, struct slice *fixed)
{
    struct slice from = {0};
    bool open = false;

    for (size_t i = 0; i < range->events.count; i++) {
        const struct osv_event *event = &range->events.at[i];
        if (event->kind == OSV_INTRODUCED) {
            if (!open)
                from = event->version;
            open = true;
        } else if (open) {
            clauses->at[clauses->count++] = clause_of(arena, from, event);
            open = false;
        }
        if (event->kind == OSV_FIXED)
            *fixed = event->version;
    }
    if (open)
        clauses->at[clauses->count++] = clause_of(arena, from, NULL);
}

bool osv_bound(struct arena *arena, const struct osv_affected *affected, struct advisory *advisory)
{
    struct slices clauses = {0};
    struct slice fixed = {0};
    size_t events = 1;

    for (size_t i = 0; i < affected->ranges.count; i++)
        events += affected->ranges.at[i].events.count;
    clauses.at = arena_array(arena, struct slice, events);
    for (size_t i = 0; i < affected->ranges.count; i++)
        if (!slice_equal(affected->ranges.at[i].type, S("GIT")))
            add_clauses(arena, &affected->ranges.at[i], &clauses, &fixed);
    if (clauses.count == 0)
        return false;
    advisory->status = fixed.len ? STATUS_FIXED : STATUS_AFFECTED;
    advisory->fixed_version = fixed;
    if (clauses.count == 1 && clauses.at[0].len == 0)
        return true; /* every version, no fix */
    if (clauses.count == 1 && fixed.len && clauses.at[0].len == fixed.len + 1 && clauses.at[0].at[0] == '<')
        return true; /* all that is lower than the fix */
    advisory->has_ranges = true;
    advisory->ranges = clauses;
    return true;
}
