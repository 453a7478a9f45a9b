/* The conductor of matching: each package is looked up by its names in the segments that speak of it. */
#include "match/match.h"

#include "base/sort.h"
#include "inventory/distro.h"

/* Room for the records of one look-up; the Debian kernel has some ten thousand. */
enum { SCRATCH_MAX = 256 * 1024 * 1024 };

struct matcher {
    struct arena *arena;
    struct arena *scratch; /* emptied after each look-up */
    const struct inventory *inventory;
    struct database *database;
    const struct match_options *options;
    struct findings *findings;
    struct slice *used; /* names of segments */
    size_t used_count;
    struct slices products_of, products; /* of the content sets seen last: all packages of a layer share theirs */
};

struct look {
    struct arena *scratch;
    struct slice segment;
    struct candidates list;
};

static bool collect(void *context, const struct advisory *advisory)
{
    struct look *look = context;
    struct advisory *copy = arena_new(look->scratch, struct advisory);

    *copy = *advisory;
    *ARENA_PUSH(look->scratch, &look->list) = (struct candidate){.advisory = copy, .segment = look->segment};
    return true;
}

/* What no record calls affected is only counted, unless all is to be shown. */
static void take_candidates(struct matcher *matcher, struct merge *merge, const struct candidates *list)
{
    struct findings *findings = matcher->findings;

    for (size_t first = 0, end; first < list->count; first = end) {
        bool affected = false, clean = false, not_affected = false, investigated = false;
        end = candidates_end(list, first);
        for (size_t i = first; i < end; i++) {
            affected = affected || list->at[i].decision == DECISION_AFFECTED;
            clean = clean || list->at[i].decision == DECISION_CLEAN;
            not_affected = not_affected || list->at[i].decision == DECISION_NOT_AFFECTED;
            investigated = investigated || list->at[i].decision == DECISION_INVESTIGATED;
        }
        if (!affected && !matcher->options->show_all) {
            if (investigated)
                findings->hidden_under_investigation++;
            else if (not_affected)
                findings->hidden_not_affected++;
            else if (clean)
                findings->hidden_fixed++;
            continue;
        }
        for (size_t i = first; i < end; i++) {
            struct candidate candidate = list->at[i];
            if (candidate.decision == DECISION_NONE || candidate.decision == DECISION_VOID)
                continue;
            candidate.advisory = advisory_keep(matcher->arena, candidate.advisory);
            merge_take(merge, &candidate);
        }
    }
}

static void note_used(struct matcher *matcher, struct slice name)
{
    for (size_t i = 0; i < matcher->used_count; i++)
        if (slice_equal(matcher->used[i], name))
            return;
    matcher->used[matcher->used_count++] = name;
}

static bool look_up(struct matcher *matcher, const struct subject *subject, struct slice segment_called,
                    struct slice name, struct merge *merge, struct error *error)
{
    struct arena_mark mark = arena_mark(matcher->scratch);
    struct look look = {.scratch = matcher->scratch, .segment = segment_called};
    struct segment *segment;
    bool good = database_segment(matcher->database, segment_called, &segment, error) &&
                segment_each(segment, name, collect, &look, error);

    if (good) {
        candidates_decide(subject, &look.list);
        trace_take(matcher->arena, subject, &look.list, matcher->options, matcher->findings);
        take_candidates(matcher, merge, &look.list);
    }
    arena_reset(matcher->scratch, mark);
    return good;
}

/* The segments that speak of a package: of its release, of its distribution as a whole, or of its ecosystem. */
static size_t segments_for(struct matcher *matcher, const struct subject *subject, struct slice names[2])
{
    const struct os *os = &matcher->inventory->os;
    struct slice type = subject->entry->package.type, none = {NULL, 0}, wanted[2];
    size_t wanted_count = 0, count = 0;

    if (os->id.len && slice_equal(type, os->package_type)) {
        wanted[wanted_count++] = segment_name(matcher->arena, os->id, os->release, none);
        if (os->release.len)
            wanted[wanted_count++] = segment_name(matcher->arena, os->id, none, none);
    } else {
        wanted[wanted_count++] = segment_name(matcher->arena, none, none, type);
    }
    for (size_t i = 0; i < wanted_count; i++) {
        const struct segment_info *info = database_find(matcher->database, wanted[i]);
        if (info)
            names[count++] = info->name;
    }
    return count;
}

/* The products of its content sets, where the package does not name products itself. */
static bool take_products(struct matcher *matcher, struct subject *subject, struct error *error)
{
    struct slices sets = subject->entry->package.content_sets, cpes;
    struct {
        struct slice *at;
        size_t count, room;
    } list = {0};

    if (subject->repos.count || !sets.count)
        return true;
    if (matcher->products.at && matcher->products_of.at == sets.at) {
        subject->repos = matcher->products;
        return true;
    }
    for (size_t i = 0; i < sets.count; i++) {
        /* Build records may put the release behind the name: "rhel-8-for-x86_64-baseos-rpms__8". */
        size_t suffix = slice_find(sets.at[i], S("__"));
        struct slice set = slice_head(sets.at[i], suffix);
        if (!database_repository(matcher->database, set, matcher->arena, &cpes, error))
            return false;
        for (size_t k = 0; k < cpes.count; k++)
            *ARENA_PUSH(matcher->arena, &list) = cpes.at[k];
    }
    subject->repos = (struct slices){list.at, list.count};
    matcher->products = subject->repos;
    matcher->products_of = sets;
    return true;
}

static bool match_package(struct matcher *matcher, const struct inventory_package *entry, struct error *error)
{
    struct subject subject;
    struct slice segments[2];

    subject_init(matcher->arena, entry, &matcher->inventory->os, &subject);
    if (!take_products(matcher, &subject, error))
        return false;
    size_t count = segments_for(matcher, &subject, segments);
    if (!count)
        matcher->findings->unmatched++;
    struct merge *merge = count ? merge_begin(matcher->arena, &subject) : NULL;
    for (size_t i = 0; i < count; i++) {
        note_used(matcher, segments[i]);
        if (!look_up(matcher, &subject, segments[i], entry->package.name, merge, error))
            return false;
        if (!slice_equal(subject.source_name, entry->package.name) &&
            !look_up(matcher, &subject, segments[i], subject.source_name, merge, error))
            return false;
    }
    return !merge || merge_end(merge, matcher->database, matcher->options, matcher->findings, error);
}

static int order_findings(const void *a, const void *b, void *context)
{
    const struct finding *x = a, *y = b;

    (void)context;
    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    if (x->package->index != y->package->index)
        return x->package->index < y->package->index ? -1 : 1;
    return slice_compare(x->id, y->id);
}

static int order_names(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static void problem_add(struct matcher *matcher, enum error_code code, struct slice detail)
{
    *ARENA_PUSH(matcher->arena, &matcher->findings->problems) =
        (struct problem){.code = code, .layer = -1, .detail = detail};
}

static void judge_support(struct matcher *matcher)
{
    struct findings *findings = matcher->findings;
    const struct os *os = &matcher->inventory->os;
    struct slice now = matcher->options->now;

    findings->support_state = S("unknown");
    if (!os->product.len ||
        !database_support(matcher->database, os->product, os->release, matcher->arena, &findings->support))
        return;
    struct slice end = findings->support.end_of_life, extended = findings->support.extended_until;
    if (!end.len || slice_compare(now, end) <= 0)
        findings->support_state = end.len ? S("supported") : S("unknown");
    else if (extended.len && slice_compare(now, extended) <= 0)
        findings->support_state = S("extended");
    else
        findings->support_state = S("ended");
    if (slice_equal(findings->support_state, S("ended")))
        problem_add(matcher, ERROR_END_OF_LIFE,
                    arena_format(matcher->arena,
                                 "%.*s %.*s is past its end of life since %.*s: its flaws are no longer fixed, and new "
                                 "ones are not recorded",
                                 SLICE_ARG(os->said_id), SLICE_ARG(os->release),
                                 SLICE_ARG(extended.len ? extended : end)));
}

/* What the distribution's package manager installed; of a distribution without a row: what any of them did. */
static bool is_of_system(const struct os *os, struct slice type)
{
    static const struct slice types[] = {S_INIT("deb"), S_INIT("rpm"), S_INIT("apk"), S_INIT("alpm"), S_INIT("opkg")};

    if (os->package_type.len)
        return slice_equal(type, os->package_type);
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (slice_equal(type, types[i]))
            return true;
    return false;
}

/* Packages of the operating system that the database knows nothing of: never "0 vulnerabilities". */
static void judge_sources(struct matcher *matcher)
{
    const struct inventory *inventory = matcher->inventory;
    const struct os *os = &inventory->os;
    size_t of_system = 0;
    bool any = false;

    for (size_t i = 0; i < inventory->package_count; i++)
        of_system += os->id.len && is_of_system(os, inventory->packages[i].package.type);
    if (of_system) {
        struct slice none = {NULL, 0};
        any = database_find(matcher->database, segment_name(matcher->arena, os->id, os->release, none)) ||
              database_find(matcher->database, segment_name(matcher->arena, os->id, none, none));
    }
    if (of_system && !any)
        problem_add(matcher, ERROR_NO_ADVISORY_SOURCE,
                    arena_format(matcher->arena,
                                 "the database holds no advisories of %.*s%s%.*s: %zu packages were not judged",
                                 SLICE_ARG(os->id), os->release.len ? " " : "", SLICE_ARG(os->release), of_system));
    for (size_t i = 0; i < matcher->used_count; i++) {
        const struct segment_info *info = database_find(matcher->database, matcher->used[i]);
        bool fixed_only = info->source_count > 0;
        for (size_t k = 0; k < info->source_count; k++)
            fixed_only = fixed_only && info->sources[k].fixed_only;
        if (fixed_only)
            problem_add(matcher, ERROR_FEED_FIXED_ONLY,
                        arena_format(matcher->arena, "the advisories of %.*s tell only of flaws that have a fix",
                                     SLICE_ARG(info->name)));
    }
}

static void judge_third_party(struct matcher *matcher)
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

static void out_of_memory(void *context, size_t wanted) __attribute__((noreturn));
static void out_of_memory(void *context, size_t wanted)
{
    /* The records of one name do not fit: as for the arena of the scan itself, which ends the program. */
    struct arena *arena = context;

    (void)wanted;
    arena_take(arena, SIZE_MAX, 1, 1);
    __builtin_unreachable();
}

bool match_inventory(struct arena *arena, const struct inventory *inventory, struct database *database,
                     const struct match_options *options, struct findings *findings, struct error *error)
{
    struct matcher matcher = {.arena = arena,
                              .scratch = arena_create(SCRATCH_MAX, out_of_memory, arena),
                              .inventory = inventory,
                              .database = database,
                              .options = options,
                              .findings = findings,
                              .used = arena_array(arena, struct slice, database->segment_count + 1)};
    bool good = true;

    *findings = (struct findings){0};
    for (size_t i = 0; good && i < inventory->package_count; i++)
        if (inventory->packages[i].removed_in < 0)
            good = match_package(&matcher, &inventory->packages[i], error);
    arena_destroy(matcher.scratch);
    if (!good)
        return false;
    judge_support(&matcher);
    judge_sources(&matcher);
    judge_third_party(&matcher);
    sort_items(findings->at, findings->count, sizeof(findings->at[0]), order_findings, NULL);
    sort_items(matcher.used, matcher.used_count, sizeof(matcher.used[0]), order_names, NULL);
    findings->segments_used = matcher.used;
    findings->segment_count = matcher.used_count;
    return true;
}
