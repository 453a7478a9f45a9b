#include "match/merge.h"

#include "base/map.h"

struct merge {
    struct matcher *matcher;
    const struct subject *subject;
    struct map by_name; /* id or alias -> group */
    struct {
        struct group **at;
        size_t count, room;
    } groups;
};

struct merge *merge_begin(struct matcher *matcher, const struct subject *subject)
{
    struct merge *merge = arena_new(matcher->packed, struct merge);

    merge->matcher = matcher;
    merge->subject = subject;
    map_init(&merge->by_name, matcher->packed, NULL);
    return merge;
}

static struct group *last_of(struct group *group)
{
    while (group && group->into)
        group = group->into;
    return group;
}

static void join(struct merge *merge, struct group *into, struct group *from)
{
    for (size_t i = 0; i < from->records.count; i++)
        *ARENA_PUSH(merge->matcher->packed, &into->records) = from->records.at[i];
    from->into = into;
}

static void name_group(struct merge *merge, struct slice name, struct group **group)
{
    void **place = map_put(&merge->by_name, name);
    struct group *known = last_of(*place);

    if (known && *group && known != *group)
        join(merge, known, *group);
    if (known)
        *group = known;
    else if (*group)
        *place = *group;
}

static void name_group_by_all(struct merge *merge, const struct advisory *advisory, struct group **group)
{
    name_group(merge, advisory->id, group);
    for (size_t i = 0; i < advisory->aliases.count; i++)
        name_group(merge, advisory->aliases.at[i], group);
}

/* The group that has a record which names this one among its vendor's announcements. */
static struct group *announced_by(const struct merge *merge, struct slice id)
{
    for (size_t i = 0; i < merge->groups.count; i++)
        for (size_t k = 0; k < merge->groups.at[i]->records.count; k++)
            if (slices_has(merge->groups.at[i]->records.at[k].advisory->vendor_ids, id))
                return last_of(merge->groups.at[i]);
    return NULL;
}

void merge_take(struct merge *merge, const struct candidate *candidate)
{
    struct arena *arena = merge->matcher->packed;
    const struct advisory *advisory = advisory_keep(arena, candidate->advisory);
    struct group *group = NULL;

    /* One announcement of Jenkins may stand for several CVEs, and tells none: it is not a name that joins them. */
    if (slice_equal(advisory->source, S("jenkins")))
        group = announced_by(merge, advisory->id);
    if (!group) {
        name_group_by_all(merge, advisory, &group);
        if (!group) {
            group = arena_new(arena, struct group);
            *ARENA_PUSH(arena, &merge->groups) = group;
            name_group_by_all(merge, advisory, &group);
        }
    }
    struct candidate *record = ARENA_PUSH(arena, &group->records);
    *record = *candidate;
    record->advisory = advisory;
}

/* What is decided of the whole: affected wins over "looked into", that over "not affected" and "fixed". */
static enum finding_status group_status(const struct group *group)
{
    bool investigated = false, not_affected = false;

    for (size_t i = 0; i < group->records.count; i++) {
        enum decision decision = group->records.at[i].decision;
        if (decision == DECISION_AFFECTED)
            return FINDING_AFFECTED;
        investigated = investigated || decision == DECISION_INVESTIGATED || decision == DECISION_UPSTREAM;
        not_affected = not_affected || decision == DECISION_NOT_AFFECTED;
    }
    return investigated ? FINDING_UNDER_INVESTIGATION : not_affected ? FINDING_NOT_AFFECTED : FINDING_FIXED;
}

static bool is_upstream(const struct group *group)
{
    for (size_t i = 0; i < group->records.count; i++)
        if (group->records.at[i].decision == DECISION_UPSTREAM)
            return true;
    return false;
}

bool merge_end(struct merge *merge, struct error *error)
{
    struct findings *findings = merge->matcher->findings;

    for (size_t i = 0; i < merge->groups.count; i++) {
        const struct group *group = merge->groups.at[i];
        if (group->into)
            continue;
        enum finding_status status = group_status(group);
        findings->hidden_fixed += status == FINDING_FIXED;
        findings->hidden_not_affected += status == FINDING_NOT_AFFECTED;
        findings->hidden_under_investigation += status == FINDING_UNDER_INVESTIGATION;
        findings->upstream_of_owned += status == FINDING_UNDER_INVESTIGATION && is_upstream(group);
        if ((status == FINDING_AFFECTED || merge->matcher->options->show_all) &&
            !finding_add(merge->matcher, merge->subject, group, status, error))
            return false;
    }
    return true;
}
