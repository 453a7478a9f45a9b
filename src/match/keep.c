/* What outlives the look-up that found it, and what outlives its package. */
#include "match/match.h"

static void keep(struct arena *arena, struct slice *text)
{
    if (text->len)
        *text = arena_copy(arena, *text);
}

void slices_keep(struct arena *arena, struct slices *list)
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
    struct slice *const texts[] = {&copy->id,   &copy->package,   &copy->fixed_version,
                                   &copy->cvss, &copy->published, &copy->available};
    struct slices *const lists[] = {&copy->aliases,  &copy->vendor_ids,     &copy->ranges,  &copy->not_affected_ranges,
                                    &copy->versions, &copy->fixed_versions, &copy->symbols, &copy->systems};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        keep(arena, texts[i]);
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        slices_keep(arena, lists[i]);
    return copy;
}

void finding_keep(struct arena *arena, struct finding *finding)
{
    struct severity_word *words = arena_array(arena, struct severity_word, finding->severity_count);
    struct slice *const texts[] = {
        &finding->id,         &finding->fix.version, &finding->fix.available, &finding->match.advisory,
        &finding->match.rule, &finding->epss_date,   &finding->kev_due,       &finding->published};

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        keep(arena, texts[i]);
    slices_keep(arena, &finding->aliases);
    slices_keep(arena, &finding->marks);
    slices_keep(arena, &finding->match.symbols);
    for (size_t i = 0; i < finding->severity_count; i++) {
        words[i] = finding->severities[i];
        keep(arena, &words[i].cvss);
    }
    finding->severities = words;
}
