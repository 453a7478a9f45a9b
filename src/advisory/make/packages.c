/* Statements into the segments of distributions and ecosystems. */
#include "advisory/cve.h"
#include "advisory/make/collect.h"
#include "advisory/rules.h"
#include "advisory/segment.h"
#include "base/sort.h"

/* The order in which statements are written: by segment, package, id. */
struct order {
    const struct build *build;
    const uint32_t *ranks;
};

static int compare_statements(const void *a, const void *b, void *context)
{
    const struct build_statement *one = a, *other = b;
    const uint32_t *ranks = ((const struct order *)context)->ranks;
    bool named = one->id >= BUILD_NAMED;

    if (one->segment != other->segment)
        return ranks[one->segment] < ranks[other->segment] ? -1 : 1;
    if (one->package != other->package)
        return ranks[one->package] < ranks[other->package] ? -1 : 1;
    if (one->id == other->id)
        return 0;
    if (named && other->id >= BUILD_NAMED)
        return ranks[one->id - BUILD_NAMED] < ranks[other->id - BUILD_NAMED] ? -1 : 1;
    return one->id < other->id ? -1 : 1;
}

/* One segment's statements, from merging to its file. */
struct pack {
    struct build *build;
    struct build_statement *statements;
    size_t count;
    struct shape_use *shapes; /* by number of the shape */
    size_t shape_count;
};

struct shape_use {
    uint32_t shape, id;
    size_t uses;
};

static int compare_numbers(const void *a, const void *b, void *context)
{
    uint32_t one = ((const struct shape_use *)a)->shape, other = ((const struct shape_use *)b)->shape;

    (void)context;
    return one < other ? -1 : one > other;
}

/* What is used most has the smallest id. */
static int compare_uses(const void *a, const void *b, void *context)
{
    const struct shape_use *one = a, *other = b;
    const struct intern *interned = context;

    if (one->uses != other->uses)
        return one->uses > other->uses ? -1 : 1;
    return slice_compare(intern_at(interned, one->shape), intern_at(interned, other->shape));
}

static void pack_merge(struct pack *pack)
{
    size_t kept = 0;

    for (size_t i = 0, end; i < pack->count; i = end) {
        size_t left;
        for (end = i + 1; end < pack->count && pack->statements[end].package == pack->statements[i].package &&
                          pack->statements[end].id == pack->statements[i].id;)
            end++;
        left = build_merge(pack->build, pack->statements + i, end - i);
        memmove(pack->statements + kept, pack->statements + i, left * sizeof pack->statements[0]);
        kept += left;
    }
    pack->count = kept;
}

static void pack_shapes(struct pack *pack, struct arena *arena)
{
    struct shape_use *uses = arena_array(arena, struct shape_use, pack->count + 1);
    size_t kept = 0;

    for (size_t i = 0; i < pack->count; i++)
        uses[i] = (struct shape_use){.shape = pack->statements[i].shape, .uses = 1};
    sort_items(uses, pack->count, sizeof uses[0], compare_numbers, NULL);
    for (size_t i = 0; i < pack->count; i++) {
        if (kept && uses[kept - 1].shape == uses[i].shape)
            uses[kept - 1].uses++;
        else
            uses[kept++] = uses[i];
    }
    sort_items(uses, kept, sizeof uses[0], compare_uses, &pack->build->interned);
    for (size_t i = 0; i < kept; i++)
        uses[i].id = (uint32_t)i + 1;
    pack->shapes = uses;
    pack->shape_count = kept;
}

static void write_shapes(struct pack *pack, struct segment_writer *writer)
{
    for (size_t i = 0; i < pack->shape_count; i++)
        segment_put_shape(writer, pack->shapes[i].id, intern_at(&pack->build->interned, pack->shapes[i].shape));
    sort_items(pack->shapes, pack->shape_count, sizeof pack->shapes[0], compare_numbers, NULL);
}

static uint32_t shape_id(const struct pack *pack, uint32_t shape)
{
    return pack->shapes[SORTED_FIRST(pack->shape_count, i, pack->shapes[i].shape >= shape)].id;
}

static void write_package(const struct pack *pack, struct segment_writer *writer, size_t from, size_t to)
{
    const struct intern *interned = &pack->build->interned;
    struct arena *scratch = pack->build->scratch;
    struct arena_mark mark = arena_mark(scratch);
    struct rule *rules = arena_array(scratch, struct rule, to - from);
    struct bytes bytes = {.arena = scratch};

    for (size_t i = from; i < to; i++) {
        const struct build_statement *statement = &pack->statements[i];
        struct rule *rule = &rules[i - from];
        rule->numbered = statement->id < BUILD_NAMED;
        if (rule->numbered)
            rule->cve = (uint32_t)statement->id;
        else
            rule->name = intern_at(interned, (uint32_t)(statement->id - BUILD_NAMED));
        rule->shape = shape_id(pack, statement->shape);
        rule->bound = intern_at(interned, statement->bound);
        rule->extra = intern_at(interned, statement->extra);
    }
    rules_put(&bytes, rules, to - from);
    segment_put_package(writer, intern_at(interned, pack->statements[from].package), bytes_slice(&bytes));
    arena_reset(scratch, mark);
}

static bool write_segment(struct pack *pack, const char *folder, const bool *used, struct error *error)
{
    struct build *build = pack->build;
    struct slice name = intern_at(&build->interned, pack->statements[0].segment);
    struct arena *arena = arena_create_simple();
    struct segment_writer *writer =
        segment_create(arena, build_draft(build, folder, name), SEGMENT_PACKAGES, name, error);
    bool good = writer != NULL;

    if (good) {
        pack_merge(pack);
        pack_shapes(pack, arena);
        write_shapes(pack, writer);
        for (size_t i = 0, end; i < pack->count; i = end) {
            for (end = i + 1; end < pack->count && pack->statements[end].package == pack->statements[i].package;)
                end++;
            write_package(pack, writer, i, end);
        }
        good = segment_finish(writer, error);
    }
    arena_destroy(arena);
    build->summary.statements += pack->count;
    return good && build_keep(build, folder, name, used, error);
}

bool build_write_packages(struct build *build, const char *folder, struct error *error)
{
    struct arena *arena = arena_create_simple();
    struct order order = {build, intern_ranks(&build->interned, arena)};
    struct build_statement *at = build->statements.at;
    size_t count = build->statements.count;
    bool good = true;

    sort_items(at, count, sizeof at[0], compare_statements, &order);
    arena_destroy(arena);
    for (size_t i = 0, end; i < count && good; i = end) {
        bool *used = arena_array(build->arena, bool, build->sources.count + 1);
        for (end = i; end < count && at[end].segment == at[i].segment; end++)
            used[at[end].feed] = true;
        good =
            write_segment(&(struct pack){.build = build, .statements = at + i, .count = end - i}, folder, used, error);
    }
    return good;
}
