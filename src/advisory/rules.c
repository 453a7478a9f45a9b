#include "advisory/rules.h"

#include "base/sort.h"

static int compare_slices(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* Sorted, each once. */
static struct slices distinct(struct arena *arena, const struct rule *rules, size_t count,
                              struct slice (*of)(const struct rule *rule))
{
    struct slices list = {.at = arena_array(arena, struct slice, count + 1)};
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        list.at[i] = of(&rules[i]);
    sort_items(list.at, count, sizeof list.at[0], compare_slices, NULL);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !slice_equal(list.at[i], list.at[kept - 1]))
            list.at[kept++] = list.at[i];
    list.count = kept;
    return list;
}

static size_t place_of(struct slices list, struct slice s)
{
    return SORTED_FIRST(list.count, i, slice_compare(list.at[i], s) >= 0);
}

static struct slice bound_of(const struct rule *rule)
{
    return rule->bound;
}
static struct slice extra_of(const struct rule *rule)
{
    return rule->extra;
}
static struct slice name_of(const struct rule *rule)
{
    return rule->name;
}

void rules_put(struct bytes *bytes, const struct rule *rules, size_t count)
{
    struct arena *arena = bytes->arena;
    struct bytes ids = {.arena = arena}, shapes = {.arena = arena}, bounds = {.arena = arena},
                 extras = {.arena = arena};
    struct slices bound_list = distinct(arena, rules, count, bound_of);
    struct slices extra_list = distinct(arena, rules, count, extra_of);
    size_t numbered = 0;
    struct slices names;
    uint64_t before = 0;

    while (numbered < count && rules[numbered].numbered)
        numbered++;
    names = distinct(arena, rules + numbered, count - numbered, name_of);
    for (size_t i = 0; i < count; i++) {
        uint64_t place = i < numbered ? rules[i].cve : place_of(names, rules[i].name);
        if (i == numbered)
            before = 0;
        bytes_put_number(&ids, place - before);
        before = place;
        bytes_put_number(&shapes, rules[i].shape);
        bytes_put_number(&bounds, place_of(bound_list, rules[i].bound));
        bytes_put_number(&extras, place_of(extra_list, rules[i].extra));
    }
    bytes_put_list(bytes, bound_list);
    bytes_put_list(bytes, extra_list);
    bytes_put_list(bytes, names);
    bytes_put_number(bytes, numbered);
    bytes_put_number(bytes, count - numbered);
    bytes_put_text(bytes, bytes_slice(&ids));
    bytes_put_text(bytes, bytes_slice(&shapes));
    bytes_put_text(bytes, bytes_slice(&bounds));
    bytes_put_text(bytes, bytes_slice(&extras));
}

static struct slice take_run(struct reader *r)
{
    return reader_take(r, bytes_take_number(r));
}

static struct slices take_runs(struct reader *r, struct arena *arena)
{
    struct slices list = {.count = bytes_take_number(r)};

    if (list.count > r->left.len) {
        reader_fail(r, ERROR_MALFORMED, "a list that is longer than its bytes");
        return (struct slices){0};
    }
    list.at = arena_array(arena, struct slice, list.count + 1);
    for (size_t i = 0; i < list.count; i++)
        list.at[i] = take_run(r);
    return list;
}

bool rules_open(struct slice blob, struct arena *arena, struct rules *rules)
{
    struct reader r = reader_over(blob);

    *rules = (struct rules){0};
    rules->bounds = take_runs(&r, arena);
    rules->extras = take_runs(&r, arena);
    rules->names = take_runs(&r, arena);
    rules->numbered = bytes_take_number(&r);
    rules->named = bytes_take_number(&r);
    rules->ids = reader_over(take_run(&r));
    rules->shapes = reader_over(take_run(&r));
    rules->bound_places = reader_over(take_run(&r));
    rules->extra_places = reader_over(take_run(&r));
    return !r.failed && reader_at_end(&r);
}

bool rules_next(struct rules *rules, struct rule *rule, bool *good)
{
    uint64_t step, bound, extra;

    *good = true;
    if (rules->numbered == 0 && rules->named == 0)
        return false;
    step = bytes_take_number(&rules->ids);
    rule->shape = (uint32_t)bytes_take_below(&rules->shapes, UINT32_MAX);
    bound = bytes_take_below(&rules->bound_places, rules->bounds.count);
    extra = bytes_take_below(&rules->extra_places, rules->extras.count);
    *good = !rules->ids.failed && !rules->shapes.failed && !rules->bound_places.failed && !rules->extra_places.failed;
    rule->numbered = rules->numbered > 0;
    if (rule->numbered) {
        *good = *good && step <= UINT32_MAX - rules->cve;
        rules->cve += (uint32_t)step;
        rules->numbered--;
        rule->cve = rules->cve;
    } else {
        *good = *good && step < rules->names.count && rules->name < rules->names.count - step;
        rules->name += step;
        rules->named--;
    }
    if (!*good)
        return false;
    if (!rule->numbered)
        rule->name = rules->names.at[rules->name];
    rule->bound = rules->bounds.at[bound];
    rule->extra = rules->extras.at[extra];
    return true;
}
