/* The conductor of matching: each package is looked up by its names in the segments that speak of it. */
#include "match/match.h"

#include "base/sort.h"

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
    struct places places = {0};

    subject_init(matcher->packed, entry, &matcher->inventory->os, &subject);
    subject.on_linux = matcher->inventory->layer_count > 0 || matcher->inventory->os.id.len > 0;
    subject.declared = entry->package.scope == SCOPE_DECLARED && !declared_counts(matcher->inventory, matcher->options);
    if (!take_products(matcher, &subject, error) || !owned_names(matcher, &subject, error))
        return false;
    places_of(matcher, &subject, &places);
    if (!places.count) {
        matcher->findings->unmatched++;
        return true;
    }
    struct merge *merge = merge_begin(matcher, &subject);
    for (size_t i = 0; i < places.count; i++) {
        places_used(matcher, places.at[i].segment);
        if (!look_up(matcher, &subject, &places.at[i], merge, error))
            return false;
    }
    return merge_end(merge, error);
}

/*
 * A folder of the project that a lock file of npm's or uv's names: it came from no registry, and attackers publish what
 * bears the names of other people's folders.
 */
static bool is_own_folder(const struct package *package)
{
    return (slice_equal(package->type, S("npm")) || slice_equal(package->type, S("pypi"))) &&
           package->scope == SCOPE_DECLARED && package->relationship == RELATION_ROOT;
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
        if (entry->removed_in >= 0 || entry->package.scope != scope || is_own_folder(&entry->package))
            continue;
        if (memory && arena_used(matcher->arena) > memory) {
            ++*left_out;
            continue;
        }
        struct arena_mark mark = arena_mark(matcher->packed);
        if (!match_package(matcher, entry, error))
            return false;
        arena_reset(matcher->packed, mark);
    }
    return true;
}

bool declared_counts(const struct inventory *inventory, const struct match_options *options)
{
    return options->gate_declared || (inventory->layer_count == 0 && inventory->os.id.len == 0);
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

bool match_inventory(struct arena *arena, const struct inventory *inventory, struct database *database,
                     const struct match_options *options, struct findings *findings, struct error *error)
{
    struct matcher matcher = {.arena = arena,
                              .packed = arena_branch(arena),
                              .flaw = arena_branch(arena),
                              .inventory = inventory,
                              .database = database,
                              .options = options,
                              .findings = findings};
    size_t left_out = 0;

    *findings = (struct findings){.segments_used = arena_array(arena, struct slice, database->segment_count)};
    if (!match_scope(&matcher, SCOPE_INSTALLED, &left_out, error) ||
        !match_scope(&matcher, SCOPE_DECLARED, &left_out, error))
        return false;
    if (left_out)
        problem_add(&matcher, ERROR_LIMIT,
                    arena_format(arena,
                                 "%zu packages are listed, but their flaws were not looked up: there are more of both "
                                 "than --max-memory can hold",
                                 left_out));
    support_judge(&matcher);
    gaps_tell(&matcher);
    sort_items(findings->at, findings->count, sizeof(findings->at[0]), order_findings, NULL);
    sort_items(findings->segments_used, findings->segment_count, sizeof(findings->segments_used[0]), order_names, NULL);
    return true;
}
