/* Where the database speaks of a package. */
#include "advisory/segment.h"
#include "match/match.h"

static void add(const struct matcher *matcher, struct slice segment, struct slice name, struct places *places)
{
    const struct segment_info *info = database_find(matcher->database, segment);

    for (size_t i = 0; i < places->count && info; i++)
        if (slice_equal(places->at[i].segment, info->name) && slice_equal(places->at[i].name, name))
            return;
    if (info && name.len)
        *ARENA_PUSH(matcher->packed, places) = (struct place){info->name, name};
}

/* Packages of the distribution: its release's segment and that of statements for any release, by both names. */
static void add_of_system(const struct matcher *matcher, const struct subject *subject, struct places *places)
{
    struct slice none = {NULL, 0};
    struct slice segments[] = {segment_name(matcher->packed, subject->os->id, subject->os->release, none),
                               segment_name(matcher->packed, subject->os->id, none, none)};

    for (size_t i = 0; i < sizeof(segments) / sizeof(segments[0]); i++) {
        add(matcher, segments[i], subject->entry->package.name, places);
        add(matcher, segments[i], subject->source_name, places);
    }
}

bool places_is_of_system(const struct os *os, struct slice type)
{
    return os->package_type.len ? slice_equal(type, os->package_type) : subject_of_system(type);
}

struct slice places_ecosystem(struct arena *arena, const struct ecosystem *ecosystem, struct slice type)
{
    struct slice none = {NULL, 0};

    return segment_name(arena, none, none, ecosystem ? slice_text(ecosystem->name) : type);
}

void places_of(const struct matcher *matcher, const struct subject *subject, struct places *places)
{
    const struct package *package = &subject->entry->package;
    struct arena *arena = matcher->packed;

    if (subject->os->id.len && places_is_of_system(subject->os, package->type)) {
        add_of_system(matcher, subject, places);
        return;
    }
    add(matcher, places_ecosystem(arena, subject->ecosystem, package->type), subject->key, places);
    for (size_t i = 0; i < package->cpes.count; i++)
        add(matcher, SEGMENT_NAME_CPE, advisory_cpe_key(arena, package->cpes.at[i]), places);
}

void places_used(struct matcher *matcher, struct slice segment)
{
    struct findings *findings = matcher->findings;

    for (size_t i = 0; i < findings->segment_count; i++)
        if (slice_equal(findings->segments_used[i], segment))
            return;
    findings->segments_used[findings->segment_count++] = segment;
}
