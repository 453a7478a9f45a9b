/* Where the database speaks of a package, and what it knows nothing of. */
#include "advisory/segment.h"
#include "base/sort.h"
#include "match/match.h"

void problem_add(struct arena *arena, struct findings *findings, enum error_code code, struct slice detail)
{
    *ARENA_PUSH(arena, &findings->problems) = (struct problem){.code = code, .layer = -1, .detail = detail};
}

static void place_add(struct arena *arena, const struct database *database, struct slice segment, struct slice name,
                      struct places *places)
{
    const struct segment_info *info = database_find(database, segment);

    for (size_t i = 0; i < places->count && info; i++)
        if (slice_equal(places->at[i].segment, info->name) && slice_equal(places->at[i].name, name))
            return;
    if (info && name.len)
        *ARENA_PUSH(arena, places) = (struct place){info->name, name};
}

/* Packages of the distribution: its release's segment and that of statements for any release, by both names. */
static void places_of_system(struct arena *arena, const struct database *database, const struct subject *subject,
                             struct places *places)
{
    struct slice none = {NULL, 0};
    struct slice segments[] = {segment_name(arena, subject->os->id, subject->os->release, none),
                               segment_name(arena, subject->os->id, none, none)};

    for (size_t i = 0; i < sizeof(segments) / sizeof(segments[0]); i++) {
        place_add(arena, database, segments[i], subject->entry->package.name, places);
        place_add(arena, database, segments[i], subject->source_name, places);
    }
}

/* What the distribution's package manager installed; of a distribution without a row: what any of them did. */
static bool is_of_system(const struct os *os, struct slice type)
{
    return os->package_type.len ? slice_equal(type, os->package_type) : judge_of_system(type);
}

static struct slice ecosystem_segment(struct arena *arena, const struct ecosystem *ecosystem, struct slice type)
{
    struct slice none = {NULL, 0};

    return segment_name(arena, none, none, ecosystem ? slice_text(ecosystem->name) : type);
}

/*
 * A folder of the project that a lock file of npm's names: it came from no registry, and attackers publish what bears
 * the names of other people's folders.
 */
static bool is_own_folder(const struct package *package)
{
    return slice_equal(package->type, S("npm")) && package->scope == SCOPE_DECLARED &&
           package->relationship == RELATION_ROOT;
}

void places_of(struct arena *arena, const struct database *database, const struct subject *subject,
               struct places *places)
{
    const struct package *package = &subject->entry->package;

    if (is_own_folder(package))
        return;
    if (subject->os->id.len && is_of_system(subject->os, package->type)) {
        places_of_system(arena, database, subject, places);
        return;
    }
    place_add(arena, database, ecosystem_segment(arena, subject->ecosystem, package->type), subject->key, places);
    for (size_t i = 0; i < package->cpes.count; i++)
        place_add(arena, database, SEGMENT_NAME_CPE, advisory_cpe_key(arena, package->cpes.at[i]), places);
}

/* Packages of the operating system that the database knows nothing of: never "0 vulnerabilities". */
static void system_problem(struct arena *arena, const struct inventory *inventory, const struct database *database,
                           struct findings *findings)
{
    const struct os *os = &inventory->os;
    struct slice none = {NULL, 0};
    size_t count = 0;

    for (size_t i = 0; i < inventory->package_count; i++)
        count += os->id.len && is_of_system(os, inventory->packages[i].package.type);
    if (!count || database_find(database, segment_name(arena, os->id, os->release, none)) ||
        database_find(database, segment_name(arena, os->id, none, none)))
        return;
    problem_add(arena, findings, ERROR_NO_ADVISORY_SOURCE,
                arena_format(arena, "the database holds no advisories of %.*s%s%.*s: %zu packages were not judged",
                             SLICE_ARG(os->id), os->release.len ? " " : "", SLICE_ARG(os->release), count));
}

/* How many packages of one kind no segment speaks of. */
struct gap {
    struct slice kind;
    bool published;
    size_t count;
};
struct gaps {
    struct gap *at;
    size_t count, room;
};

static void gap_add(struct arena *arena, struct gaps *gaps, struct slice kind, bool published)
{
    for (size_t i = 0; i < gaps->count; i++)
        if (slice_equal(gaps->at[i].kind, kind)) {
            gaps->at[i].count++;
            return;
        }
    *ARENA_PUSH(arena, gaps) = (struct gap){kind, published, 1};
}

static int order_gaps(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(((const struct gap *)a)->kind, ((const struct gap *)b)->kind);
}

static void gap_of(struct arena *arena, const struct database *database, const struct inventory_package *entry,
                   struct gaps *gaps)
{
    const struct package *package = &entry->package;
    const struct ecosystem *ecosystem = ecosystem_find(package->type);
    bool by_cpe = package->cpes.count && !(ecosystem && ecosystem->published);

    if (by_cpe) {
        if (!database_find(database, SEGMENT_NAME_CPE))
            gap_add(arena, gaps, S("programs that are known by their CPE"), true);
        return;
    }
    if (!database_find(database, ecosystem_segment(arena, ecosystem, package->type)))
        gap_add(arena, gaps, arena_format(arena, "%.*s packages", SLICE_ARG(package->type)),
                ecosystem && ecosystem->published);
}

/* What languages' package managers installed. What a distribution owns is judged by its advisories. */
static void ecosystem_problems(struct arena *arena, const struct inventory *inventory, const struct database *database,
                               const struct match_options *options, struct findings *findings)
{
    struct gaps gaps = {0};

    for (size_t i = 0; i < inventory->package_count; i++) {
        const struct inventory_package *entry = &inventory->packages[i];
        const struct package *package = &entry->package;
        bool counts = package->scope == SCOPE_INSTALLED || declared_counts(inventory, options);
        if (counts && package->version.len && entry->removed_in < 0 && !judge_owned(entry) &&
            !judge_of_system(package->type) && !is_of_system(&inventory->os, package->type))
            gap_of(arena, database, entry, &gaps);
    }
    sort_items(gaps.at, gaps.count, sizeof(gaps.at[0]), order_gaps, NULL);
    for (size_t i = 0; i < gaps.count; i++) {
        const struct gap *gap = &gaps.at[i];
        const char *why = gap->published ? "the database holds no advisories of" : "nobody publishes advisories of";
        problem_add(arena, findings, gap->published ? ERROR_NO_ADVISORY_SOURCE : ERROR_NO_FEED,
                    arena_format(arena, "%s %.*s: %zu were not judged", why, SLICE_ARG(gap->kind), gap->count));
    }
}

static void fixed_only_problems(struct arena *arena, const struct database *database, struct findings *findings)
{
    for (size_t i = 0; i < findings->segment_count; i++) {
        const struct segment_info *info = database_find(database, findings->segments_used[i]);
        bool fixed_only = info->source_count > 0;
        for (size_t k = 0; k < info->source_count; k++)
            fixed_only = fixed_only && info->sources[k].fixed_only;
        if (fixed_only)
            problem_add(arena, findings, ERROR_FEED_FIXED_ONLY,
                        arena_format(arena, "the advisories of %.*s tell only of flaws that have a fix",
                                     SLICE_ARG(info->name)));
    }
}

void places_problems(struct arena *arena, const struct inventory *inventory, const struct database *database,
                     const struct match_options *options, struct findings *findings)
{
    system_problem(arena, inventory, database, findings);
    ecosystem_problems(arena, inventory, database, options, findings);
    fixed_only_problems(arena, database, findings);
}
