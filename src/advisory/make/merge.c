/*
 * Upstreams say the same more than once: an announcement repeats the tracker, two mirrors repeat each other, an erratum
 * repeats a package for each architecture or product. What says the same becomes one statement; nothing else is judged
 * here.
 */
#include "advisory/make/collect.h"
#include "advisory/part.h"
#include "base/sort.h"

static int compare_slices(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* Both, sorted, each once. */
static struct slices list_union(struct arena *arena, struct slices a, struct slices b)
{
    struct slices both = {.at = arena_array(arena, struct slice, a.count + b.count + 1)};
    size_t kept = 0;

    for (size_t i = 0; i < a.count; i++)
        both.at[both.count++] = a.at[i];
    for (size_t i = 0; i < b.count; i++)
        both.at[both.count++] = b.at[i];
    sort_items(both.at, both.count, sizeof both.at[0], compare_slices, NULL);
    for (size_t i = 0; i < both.count; i++)
        if (kept == 0 || !slice_equal(both.at[i], both.at[kept - 1]))
            both.at[kept++] = both.at[i];
    both.count = kept;
    return both;
}

/* The lower one; empty says nothing. */
static struct slice text_first(struct slice a, struct slice b)
{
    if (a.len == 0 || b.len == 0)
        return a.len ? a : b;
    return slice_compare(a, b) <= 0 ? a : b;
}

/* No repository, no architecture, no system: any. */
static struct slices where_union(struct arena *arena, struct slices a, struct slices b)
{
    return a.count && b.count ? list_union(arena, a, b) : (struct slices){0};
}

static uint32_t extra_union(struct build *build, uint32_t a, uint32_t b)
{
    struct arena *scratch = build->scratch;
    struct arena_mark mark = arena_mark(scratch);
    struct bytes bytes = {.arena = scratch};
    struct advisory one = {0}, other = {0};
    uint32_t number;

    if (a == b)
        return a;
    (void)part_take_extra(intern_at(&build->interned, a), scratch, &one);
    (void)part_take_extra(intern_at(&build->interned, b), scratch, &other);
    one.aliases = list_union(scratch, one.aliases, other.aliases);
    one.vendor_ids = list_union(scratch, one.vendor_ids, other.vendor_ids);
    one.published = text_first(one.published, other.published);
    one.available = text_first(one.available, other.available);
    one.cvss = text_first(one.cvss, other.cvss);
    one.symbols = list_union(scratch, one.symbols, other.symbols);
    one.systems = where_union(scratch, one.systems, other.systems);
    part_put_extra(&bytes, &one);
    number = intern_put(&build->interned, bytes_slice(&bytes));
    arena_reset(scratch, mark);
    return number;
}

/* What two shapes may differ in and still be one statement. */
enum field { FIELD_NONE, FIELD_SOURCE, FIELD_REPOS, FIELD_ARCHES };

static uint32_t shape_put(struct build *build, const struct advisory *shape)
{
    struct bytes bytes = {.arena = build->scratch};

    part_put_shape(&bytes, shape);
    return intern_put(&build->interned, bytes_slice(&bytes));
}

static uint32_t shape_without(struct build *build, uint32_t shape, enum field field)
{
    struct arena_mark mark = arena_mark(build->scratch);
    struct advisory one = {0};
    uint32_t number;

    if (field == FIELD_NONE)
        return shape;
    (void)part_take_shape(intern_at(&build->interned, shape), build->scratch, &one);
    if (field == FIELD_SOURCE)
        one.source = (struct slice){0};
    else if (field == FIELD_REPOS)
        one.repos = (struct slices){0};
    else
        one.arches = (struct slices){0};
    number = shape_put(build, &one);
    arena_reset(build->scratch, mark);
    return number;
}

static uint32_t shape_union(struct build *build, uint32_t a, uint32_t b)
{
    struct arena_mark mark = arena_mark(build->scratch);
    struct advisory one = {0}, other = {0};
    uint32_t number;

    if (a == b)
        return a;
    (void)part_take_shape(intern_at(&build->interned, a), build->scratch, &one);
    (void)part_take_shape(intern_at(&build->interned, b), build->scratch, &other);
    one.source = text_first(one.source, other.source);
    one.repos = where_union(build->scratch, one.repos, other.repos);
    one.arches = where_union(build->scratch, one.arches, other.arches);
    number = shape_put(build, &one);
    arena_reset(build->scratch, mark);
    return number;
}

struct keyed {
    uint32_t shape, bound, extra;
    struct build_statement statement;
};

static int compare_keyed(const void *a, const void *b, void *context)
{
    const struct keyed *one = a, *other = b;

    (void)context;
    if (one->shape != other->shape)
        return one->shape < other->shape ? -1 : 1;
    if (one->bound != other->bound)
        return one->bound < other->bound ? -1 : 1;
    return one->extra < other->extra ? -1 : one->extra > other->extra;
}

/*
 * Merges those that differ in nothing but `field` and their names and days. With repositories and architectures these
 * must be equal: an announcement for one product is not that of another.
 */
static size_t merge_by(struct build *build, struct build_statement *statements, size_t count, enum field field)
{
    struct arena_mark mark = arena_mark(build->scratch);
    struct keyed *keyed = arena_array(build->scratch, struct keyed, count);
    bool names_too = field == FIELD_REPOS || field == FIELD_ARCHES;
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        keyed[i] = (struct keyed){.shape = shape_without(build, statements[i].shape, field),
                                  .bound = statements[i].bound,
                                  .extra = names_too ? statements[i].extra : 0,
                                  .statement = statements[i]};
    sort_items(keyed, count, sizeof keyed[0], compare_keyed, NULL);
    for (size_t i = 0; i < count; i++) {
        struct build_statement *last = kept ? &statements[kept - 1] : NULL, *one = &keyed[i].statement;
        if (last == NULL || compare_keyed(&keyed[i - 1], &keyed[i], NULL) != 0) {
            statements[kept++] = *one;
            continue;
        }
        last->shape = shape_union(build, last->shape, one->shape);
        last->extra = extra_union(build, last->extra, one->extra);
        last->secondary = last->secondary && one->secondary;
    }
    arena_reset(build->scratch, mark);
    return kept;
}

static bool is_fixed(struct build *build, uint32_t shape)
{
    struct arena_mark mark = arena_mark(build->scratch);
    struct advisory one = {0};
    bool fixed =
        part_take_shape(intern_at(&build->interned, shape), build->scratch, &one) && one.status == STATUS_FIXED;

    arena_reset(build->scratch, mark);
    return fixed;
}

/* Without the day of the fix: it is another fix. */
static uint32_t extra_without_day(struct build *build, uint32_t extra)
{
    struct arena_mark mark = arena_mark(build->scratch);
    struct bytes bytes = {.arena = build->scratch};
    struct advisory one = {0};
    uint32_t number;

    (void)part_take_extra(intern_at(&build->interned, extra), build->scratch, &one);
    one.available = (struct slice){0};
    part_put_extra(&bytes, &one);
    number = intern_put(&build->interned, bytes_slice(&bytes));
    arena_reset(build->scratch, mark);
    return number;
}

/* What all secondary statements of one feed say together. */
struct secondary {
    const struct feed *row;
    uint32_t extra, bound;
    bool one_bound;
};

static struct secondary secondary_of(struct build *build, const struct build_statement *statements, size_t count,
                                     const struct feed *row)
{
    struct secondary all = {.row = row};
    bool first = true;

    for (size_t i = 0; i < count; i++) {
        if (!statements[i].secondary || build->sources.at[statements[i].feed].row != row)
            continue;
        all.one_bound = first || (all.one_bound && all.bound == statements[i].bound);
        all.extra = first ? statements[i].extra : extra_union(build, all.extra, statements[i].extra);
        all.bound = statements[i].bound;
        first = false;
    }
    return all;
}

/* returns  whether there was a primary statement that took it */
static bool secondary_give(struct build *build, struct build_statement *statements, size_t count,
                           const struct secondary *all)
{
    bool taken = false;

    for (size_t i = 0; i < count; i++) {
        struct build_statement *primary = &statements[i];
        bool same = all->one_bound && all->bound == primary->bound;
        if (primary->secondary || build->sources.at[primary->feed].row != all->row || !is_fixed(build, primary->shape))
            continue;
        primary->extra = extra_union(build, primary->extra, same ? all->extra : extra_without_day(build, all->extra));
        taken = true;
    }
    return taken;
}

/* Secondary statements give their names and days to the primary ones of their feed, and go. */
static size_t merge_secondary(struct build *build, struct build_statement *statements, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        struct secondary all;
        bool taken;
        if (!statements[i].secondary)
            continue;
        all = secondary_of(build, statements, count, build->sources.at[statements[i].feed].row);
        taken = secondary_give(build, statements, count, &all);
        for (size_t k = i; k < count; k++) {
            if (statements[k].secondary && build->sources.at[statements[k].feed].row == all.row) {
                statements[k].secondary = false;
                statements[k].segment = taken ? UINT32_MAX : statements[k].segment; /* gone */
            }
        }
    }
    for (size_t i = 0; i < count; i++)
        if (statements[i].segment != UINT32_MAX)
            statements[kept++] = statements[i];
    return kept;
}

static int compare_stored(const void *a, const void *b, void *context)
{
    const struct build_statement *one = a, *other = b;
    const struct intern *interned = context;
    int order = slice_compare(intern_at(interned, one->shape), intern_at(interned, other->shape));

    if (order == 0)
        order = slice_compare(intern_at(interned, one->bound), intern_at(interned, other->bound));
    if (order == 0)
        order = slice_compare(intern_at(interned, one->extra), intern_at(interned, other->extra));
    return order;
}

size_t build_merge(struct build *build, struct build_statement *statements, size_t count)
{
    if (count == 1)
        return 1;
    count = merge_by(build, statements, count, FIELD_NONE);
    count = merge_secondary(build, statements, count);
    if (count > 1) {
        count = merge_by(build, statements, count, FIELD_SOURCE);
        count = merge_by(build, statements, count, FIELD_REPOS);
        count = merge_by(build, statements, count, FIELD_ARCHES);
    }
    sort_items(statements, count, sizeof statements[0], compare_stored, &build->interned);
    return count;
}
