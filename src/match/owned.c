/* What a distribution speaks of for the packages that own others' files. */
#include "match/match.h"
#include "match/reach.h"

struct names {
    struct map *map;
    const struct subject *owner;
};

static void add(struct map *map, struct slice name)
{
    if (!map_get(map, name))
        *map_put(map, arena_copy(map->arena, name)) = map;
}

/* Every name that a record gives its flaw. */
static bool add_names(void *context, const struct advisory *advisory)
{
    const struct names *names = context;
    const struct slices lists[] = {advisory->aliases, advisory->vendor_ids};

    if (!reach_names(names->owner, advisory))
        return true;
    add(names->map, advisory->id);
    for (size_t l = 0; l < sizeof(lists) / sizeof(lists[0]); l++)
        for (size_t i = 0; i < lists[l].count; i++)
            add(names->map, lists[l].at[i]);
    return true;
}

static bool collect(struct matcher *matcher, const struct inventory_package *owner, struct map *map,
                    struct error *error)
{
    struct subject subject;
    struct names names = {map, &subject};
    struct places places = {0};
    struct segment *segment;

    subject_init(matcher->packed, owner, &matcher->inventory->os, &subject);
    places_of(matcher, &subject, &places);
    for (size_t i = 0; i < places.count; i++) {
        places_used(matcher, places.at[i].segment);
        if (!database_segment(matcher->database, places.at[i].segment, &segment, error) ||
            !segment_each(segment, places.at[i].name, add_names, &names, error))
            return false;
    }
    return true;
}

bool owned_names(struct matcher *matcher, struct subject *subject, struct error *error)
{
    const struct inventory_package *owner = subject->entry->owner;

    if (!subject_owned(subject->entry))
        return true;
    if (!matcher->owners)
        matcher->owners = arena_array(matcher->arena, const struct map *, matcher->inventory->package_count);
    if (!matcher->owners[owner->index]) { /* once for each owner */
        struct map *map = arena_new(matcher->arena, struct map);
        map_init(map, matcher->arena, NULL);
        if (!collect(matcher, owner, map, error))
            return false;
        matcher->owners[owner->index] = map;
    }
    subject->owner_names = matcher->owners[owner->index];
    return true;
}
