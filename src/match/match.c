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
    struct owner_names **owners;         /* by the owner's place in the inventory; NULL until used */
    struct slices products_of, products; /* of the content sets seen last: all packages of a layer share theirs */
};

/* What the distribution speaks of for a package that owns others' files. */
struct owner_names {
    const struct subject *owner; /* while they are collected */
    struct map map;
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
        bool affected = false, clean = false, not_affected = false, investigated = false, upstream = false;
        end = candidates_end(list, first);
        for (size_t i = first; i < end; i++) {
            affected = affected || list->at[i].decision == DECISION_AFFECTED;
            upstream = upstream || list->at[i].decision == DECISION_UPSTREAM;
            clean = clean || list->at[i].decision == DECISION_CLEAN;
            not_affected = not_affected || list->at[i].decision == DECISION_NOT_AFFECTED;
            investigated = investigated || list->at[i].decision == DECISION_INVESTIGATED;
        }
        if (!affected && !upstream && !matcher->options->show_all) {
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

/* Every name that a record gives its flaw. */
static bool collect_names(void *context, const struct advisory *advisory)
{
    struct owner_names *names = context;
    const struct slices lists[] = {advisory->aliases, advisory->vendor_ids};

    if (!judge_names(names->owner, advisory))
        return true;
    *map_put(&names->map, arena_copy(names->map.arena, advisory->id)) = names;
    for (size_t l = 0; l < sizeof(lists) / sizeof(lists[0]); l++)
        for (size_t i = 0; i < lists[l].count; i++)
            *map_put(&names->map, arena_copy(names->map.arena, lists[l].at[i])) = names;
    return true;
}

/* What the distribution says of the package that owns these files; once for each owner. */
static bool take_owner(struct matcher *matcher, struct subject *subject, struct error *error)
{
    const struct inventory_package *owner = subject->entry->owner;
    struct places places = {0};
    struct owner_names *names;
    struct segment *segment;
    struct subject of_owner;

    if (!judge_owned(subject->entry))
        return true;
    if (!matcher->owners)
        matcher->owners = arena_array(matcher->arena, struct owner_names *, matcher->inventory->package_count + 1);
    names = matcher->owners[owner->index];
    if (!names) {
        names = arena_new(matcher->arena, struct owner_names);
        subject_init(matcher->arena, owner, &matcher->inventory->os, &of_owner);
        names->owner = &of_owner;
        map_init(&names->map, matcher->arena, NULL);
        places_of(matcher->arena, matcher->database, &of_owner, &places);
        for (size_t i = 0; i < places.count; i++) {
            note_used(matcher, places.at[i].segment);
            if (!database_segment(matcher->database, places.at[i].segment, &segment, error) ||
                !segment_each(segment, places.at[i].name, collect_names, names, error))
                return false;
        }
        names->owner = NULL;
        matcher->owners[owner->index] = names;
    }
    subject->owner_names = &names->map;
    return true;
}

static bool match_package(struct matcher *matcher, const struct inventory_package *entry, struct error *error)
{
    struct subject subject;
    struct places places = {0};

    subject_init(matcher->arena, entry, &matcher->inventory->os, &subject);
    subject.on_linux = matcher->inventory->layer_count > 0 || matcher->inventory->os.id.len > 0;
    subject.declared = entry->package.scope == SCOPE_DECLARED && !declared_counts(matcher->inventory, matcher->options);
    if (!take_products(matcher, &subject, error) || !take_owner(matcher, &subject, error))
        return false;
    places_of(matcher->arena, matcher->database, &subject, &places);
    if (!places.count)
        matcher->findings->unmatched++;
    struct merge *merge = places.count ? merge_begin(matcher->arena, &subject) : NULL;
    for (size_t i = 0; i < places.count; i++) {
        note_used(matcher, places.at[i].segment);
        if (!look_up(matcher, &subject, places.at[i].segment, places.at[i].name, merge, error))
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

bool declared_counts(const struct inventory *inventory, const struct match_options *options)
{
    return options->gate_declared || (inventory->layer_count == 0 && inventory->os.id.len == 0);
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
    bool ended = findings->support.ended || (end.len && slice_compare(now, end) > 0);
    if (!ended)
        findings->support_state = end.len ? S("supported") : S("unknown");
    else if (extended.len && slice_compare(now, extended) <= 0)
        findings->support_state = S("extended");
    else
        findings->support_state = S("ended");
    struct slice last = extended.len ? extended : end;
    if (slice_equal(findings->support_state, S("ended")))
        problem_add(matcher->arena, findings, ERROR_END_OF_LIFE,
                    arena_format(matcher->arena,
                                 "%.*s %.*s is past its end of life%s%.*s: its flaws are no longer fixed, and new "
                                 "ones are not recorded",
                                 SLICE_ARG(os->said_id), SLICE_ARG(os->release), last.len ? " since " : "",
                                 SLICE_ARG(last)));
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
            matcher->arena, matcher->findings, ERROR_THIRD_PARTY,
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

/*
 * One scope after the other, so that what is installed comes before what is only declared.
 *
 * left_out  packages for which there was no memory
 */
static bool match_scope(struct matcher *matcher, enum package_scope scope, size_t *left_out, struct error *error)
{
    const struct inventory *inventory = matcher->inventory;
    size_t memory = matcher->options->memory;

    for (size_t i = 0; i < inventory->package_count; i++) {
        const struct inventory_package *entry = &inventory->packages[i];
        if (entry->removed_in >= 0 || entry->package.scope != scope)
            continue;
        if (memory && arena_used(matcher->arena) > memory)
            ++*left_out;
        else if (!match_package(matcher, entry, error))
            return false;
    }
    return true;
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
    size_t left_out = 0;

    *findings = (struct findings){0};
    bool good = match_scope(&matcher, SCOPE_INSTALLED, &left_out, error) &&
                match_scope(&matcher, SCOPE_DECLARED, &left_out, error);
    arena_destroy(matcher.scratch);
    if (!good)
        return false;
    if (left_out)
        problem_add(arena, findings, ERROR_LIMIT,
                    arena_format(arena,
                                 "%zu packages are listed, but their flaws were not looked up: there are more of both "
                                 "than --max-memory can hold",
                                 left_out));
    findings->segments_used = matcher.used;
    findings->segment_count = matcher.used_count;
    judge_support(&matcher);
    judge_third_party(&matcher);
    places_problems(arena, inventory, database, options, findings);
    sort_items(findings->at, findings->count, sizeof(findings->at[0]), order_findings, NULL);
    sort_items(matcher.used, matcher.used_count, sizeof(matcher.used[0]), order_names, NULL);
    return true;
}
