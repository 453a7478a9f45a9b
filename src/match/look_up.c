/*
 * What one segment says under one name, flaw by flaw: records of one flaw stand side by side there, so that no more of
 * them than that are held at a time, however many there are (of the Debian kernel, ten thousand).
 */
#include "match/match.h"

struct look {
    struct matcher *matcher;
    const struct subject *subject;
    struct merge *merge;
    struct slice segment;
    struct arena_mark mark;
    struct bounds_known known;
    struct candidates list;
};

/* What no record calls affected is only counted, unless all is to be shown. */
static bool count_hidden(struct look *look)
{
    struct findings *findings = look->matcher->findings;
    unsigned seen = 0;

    for (size_t i = 0; i < look->list.count; i++)
        seen |= 1u << look->list.at[i].decision;
    if (look->matcher->options->show_all || (seen & (1u << DECISION_AFFECTED | 1u << DECISION_UPSTREAM)))
        return false;
    if (seen & 1u << DECISION_INVESTIGATED)
        findings->hidden_under_investigation++;
    else if (seen & 1u << DECISION_NOT_AFFECTED)
        findings->hidden_not_affected++;
    else if (seen & 1u << DECISION_CLEAN)
        findings->hidden_fixed++;
    return true;
}

static void take_flaw(struct look *look)
{
    struct candidates *list = &look->list;

    candidates_decide(look->subject, &look->known, list);
    trace_take(look->matcher, look->subject, list);
    if (!count_hidden(look))
        for (size_t i = 0; i < list->count; i++)
            if (list->at[i].decision != DECISION_NONE && list->at[i].decision != DECISION_VOID)
                merge_take(look->merge, &list->at[i]);
    *list = (struct candidates){0};
    arena_reset(look->matcher->flaw, look->mark);
}

static bool take_record(void *context, const struct advisory *advisory)
{
    struct look *look = context;
    struct arena *arena = look->matcher->flaw;

    if (look->list.count && !slice_equal(look->list.at[0].advisory->id, advisory->id))
        take_flaw(look);
    struct advisory *copy = arena_new(arena, struct advisory);
    *copy = *advisory;
    *ARENA_PUSH(arena, &look->list) = (struct candidate){.advisory = copy, .segment = look->segment};
    return true;
}

bool look_up(struct matcher *matcher, const struct subject *subject, const struct place *place, struct merge *merge,
             struct error *error)
{
    struct look look = {.matcher = matcher,
                        .subject = subject,
                        .merge = merge,
                        .segment = place->segment,
                        .mark = arena_mark(matcher->flaw)};
    struct segment *segment;

    if (!database_segment(matcher->database, place->segment, &segment, error) ||
        !segment_each(segment, place->name, take_record, &look, error))
        return false;
    take_flaw(&look);
    return true;
}
