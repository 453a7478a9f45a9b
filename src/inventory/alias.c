#include "inventory/alias.h"

#include "base/sort.h"
#include "inventory/overlay.h"

enum { FOLDERS_HIGH = 2 };

struct aliases {
    struct arena *scratch;
    const struct inventory_input *input;
    const struct slice *paths;
    size_t count, left;
    void (*each)(void *context, size_t index, struct slice alias);
    void *context;
};

static bool is_high(struct slice path)
{
    size_t depth = 1;

    for (size_t i = 0; i < path.len; i++)
        depth += path.at[i] == '/';
    return depth <= FOLDERS_HIGH;
}

/* The first of the paths that may lie within a folder. */
static size_t first_within(const struct aliases *aliases, struct slice folder)
{
    struct slice start = arena_join(aliases->scratch, (const struct slice[]){folder, S("/")}, 2);

    return SORTED_FIRST(aliases->count, i, slice_compare(aliases->paths[i], start) >= 0);
}

static bool has_path_within(const struct aliases *aliases, struct slice folder)
{
    size_t first = first_within(aliases, folder);
    return first < aliases->count && path_within(aliases->paths[first], folder);
}

/* What links say is cheap to look at; whether the link stands in the final tree, and where it leads there, is not. */
static bool resolve(const struct aliases *aliases, const struct fact_link *link, int64_t layer, struct slice *target)
{
    return overlay_hidden_by(aliases->input, layer, link->path) < 0 &&
           overlay_resolve(aliases->scratch, aliases->input, link->path, target) && target->len > 0;
}

static bool follow(struct aliases *aliases, const struct fact_link *link, int64_t layer)
{
    struct arena_mark mark = arena_mark(aliases->scratch);
    struct slice target;

    if (resolve(aliases, link, layer, &target) && has_path_within(aliases, target)) {
        for (size_t i = first_within(aliases, target); i < aliases->count; i++) {
            struct arena_mark one = arena_mark(aliases->scratch);
            if (!path_within(aliases->paths[i], target))
                break;
            if (aliases->left-- == 0)
                return false;
            aliases->each(aliases->context, i,
                          path_join(aliases->scratch, link->path, slice_skip(aliases->paths[i], target.len + 1)));
            arena_reset(aliases->scratch, one);
        }
    }
    arena_reset(aliases->scratch, mark);
    return true;
}

bool alias_each(struct arena *scratch, const struct inventory_input *input, const struct slice *paths, size_t count,
                size_t most, void (*each)(void *context, size_t index, struct slice alias), void *context)
{
    struct aliases aliases = {scratch, input, paths, count, most, each, context};

    for (size_t n = 0; n < input->layer_count; n++)
        for (size_t i = 0; input->facts[n] && i < input->facts[n]->links.count; i++) {
            const struct fact_link *link = &input->facts[n]->links.at[i];
            if (!link->hard && is_high(link->path) && !follow(&aliases, link, (int64_t)n))
                return false;
        }
    return true;
}
