#include "match/match.h"

static void keep(struct arena *arena, struct slice *text)
{
    if (text->len)
        *text = arena_copy(arena, *text);
}

static void keep_list(struct arena *arena, struct slices *list)
{
    struct slice *at = arena_array(arena, struct slice, list->count);

    for (size_t i = 0; i < list->count; i++)
        at[i] = arena_copy(arena, list->at[i]);
    list->at = at;
}

const struct advisory *advisory_keep(struct arena *arena, const struct advisory *advisory)
{
    struct advisory *copy = arena_new(arena, struct advisory);

    *copy = *advisory;
    struct slice *const texts[] = {
        &copy->id,      &copy->source,  &copy->distro_id,     &copy->release,   &copy->ecosystem, &copy->cpe,
        &copy->package, &copy->scheme,  &copy->fixed_version, &copy->severity,  &copy->urgency,   &copy->cvss,
        &copy->module,  &copy->channel, &copy->minor,         &copy->published, &copy->available, &copy->informational};
    struct slices *const lists[] = {&copy->aliases,  &copy->vendor_ids,     &copy->ranges, &copy->not_affected_ranges,
                                    &copy->versions, &copy->fixed_versions, &copy->arches, &copy->repos,
                                    &copy->symbols,  &copy->systems};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        keep(arena, texts[i]);
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        keep_list(arena, lists[i]);
    return copy;
}
