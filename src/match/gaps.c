/* What was not judged, and why: nobody may take silence for safety. */
#include "advisory/segment.h"
#include "base/sort.h"
#include "match/match.h"

void problem_add(struct matcher *matcher, enum error_code code, struct slice detail)
{
    *ARENA_PUSH(matcher->arena, &matcher->findings->problems) =
        (struct problem){.code = code, .layer = -1, .detail = detail};
}

/* Packages of the operating system that the database knows nothing of: never "0 vulnerabilities". */
static void tell_system(struct matcher *matcher)
{
    const struct inventory *inventory = matcher->inventory;
    const struct os *os = &inventory->os;
    struct arena *arena = matcher->arena;
    struct slice none = {NULL, 0};
    size_t count = 0;

    for (size_t i = 0; i < inventory->package_count; i++)
        count += os->id.len && places_is_of_system(os, inventory->packages[i].package.type);
    if (!count || database_find(matcher->database, segment_name(arena, os->id, os->release, none)) ||
        database_find(matcher->database, segment_name(arena, os->id, none, none)))
        return;
    problem_add(matcher, ERROR_NO_ADVISORY_SOURCE,
                arena_format(arena, "the database holds no advisories of %.*s%s%.*s: %zu packages were not judged",
                             SLICE_ARG(os->id), os->release.len ? " " : "", SLICE_ARG(os->release), count));
}

/* How many packages of one kind no segment speaks of. */
struct gap {
    struct slice type; /* empty: programs that are known by their CPE */
    bool published;    /* somebody publishes advisories of that kind */
    size_t count;
};
struct gaps {
    struct gap *at;
    size_t count, room;
};

static void gap_add(struct arena *arena, struct gaps *gaps, struct slice type, bool published)
{
    for (size_t i = 0; i < gaps->count; i++)
        if (slice_equal(gaps->at[i].type, type)) {
            gaps->at[i].count++;
            return;
        }
    *ARENA_PUSH(arena, gaps) = (struct gap){type, published, 1};
}

static int order_gaps(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(((const struct gap *)a)->type, ((const struct gap *)b)->type);
}

static void gap_of(const struct matcher *matcher, const struct package *package, struct gaps *gaps)
{
    const struct ecosystem *ecosystem = ecosystem_find(package->type);
    bool published = ecosystem && ecosystem->published, by_cpe = package->cpes.count && !published;
    struct arena_mark mark = arena_mark(matcher->packed);
    struct slice segment = by_cpe ? SEGMENT_NAME_CPE : places_ecosystem(matcher->packed, ecosystem, package->type);
    bool known = database_find(matcher->database, segment) != NULL;

    arena_reset(matcher->packed, mark);
    if (!known)
        gap_add(matcher->arena, gaps, by_cpe ? S("") : package->type, by_cpe || published);
}

static void tell_gap(struct matcher *matcher, const struct gap *gap)
{
    const char *why =
        gap->published ? "the database holds no advisories of" : "no feed that this program reads speaks of";
    struct slice kind = gap->type.len ? arena_format(matcher->arena, "%.*s packages", SLICE_ARG(gap->type))
                                      : S("programs that are known by their CPE");

    problem_add(matcher, gap->published ? ERROR_NO_ADVISORY_SOURCE : ERROR_NO_FEED,
                arena_format(matcher->arena, "%s %.*s: %zu were not judged", why, SLICE_ARG(kind), gap->count));
}

/* What languages' package managers installed. What a distribution owns is judged by its advisories. */
static void tell_ecosystems(struct matcher *matcher)
{
    const struct inventory *inventory = matcher->inventory;
    bool declared = declared_counts(inventory, matcher->options);
    struct gaps gaps = {0};

    for (size_t i = 0; i < inventory->package_count; i++) {
        const struct inventory_package *entry = &inventory->packages[i];
        const struct package *package = &entry->package;
        if ((package->scope == SCOPE_INSTALLED || declared) && package->version.len && entry->removed_in < 0 &&
            !subject_owned(entry) && !subject_of_system(package->type) &&
            !places_is_of_system(&inventory->os, package->type))
            gap_of(matcher, package, &gaps);
    }
    sort_items(gaps.at, gaps.count, sizeof(gaps.at[0]), order_gaps, NULL);
    for (size_t i = 0; i < gaps.count; i++)
        tell_gap(matcher, &gaps.at[i]);
}

static void tell_fixed_only(struct matcher *matcher)
{
    const struct findings *findings = matcher->findings;

    for (size_t i = 0; i < findings->segment_count; i++) {
        const struct segment_info *info = database_find(matcher->database, findings->segments_used[i]);
        bool fixed_only = info->source_count > 0;
        for (size_t k = 0; k < info->source_count; k++)
            fixed_only = fixed_only && info->sources[k].fixed_only;
        if (fixed_only)
            problem_add(matcher, ERROR_FEED_FIXED_ONLY,
                        arena_format(matcher->arena, "the advisories of %.*s tell only of flaws that have a fix",
                                     SLICE_ARG(info->name)));
    }
}

static void tell_third_party(struct matcher *matcher)
{
    const struct inventory *inventory = matcher->inventory;
    struct slice names = {NULL, 0};
    size_t count = 0;

    for (size_t i = 0; i < inventory->package_count; i++) {
        if (inventory->packages[i].origin != ORIGIN_THIRD_PARTY)
            continue;
        if (count < 5)
            names = arena_format(matcher->arena, "%.*s%s%.*s", SLICE_ARG(names), count ? ", " : "",
                                 SLICE_ARG(inventory->packages[i].package.name));
        count++;
    }
    if (count)
        problem_add(
            matcher, ERROR_THIRD_PARTY,
            arena_format(matcher->arena,
                         "%zu packages were not built by the distribution and are not judged by its advisories: %.*s%s",
                         count, SLICE_ARG(names), count > 5 ? " …" : ""));
}

void gaps_tell(struct matcher *matcher)
{
    tell_third_party(matcher);
    tell_system(matcher);
    tell_ecosystems(matcher);
    tell_fixed_only(matcher);
}
