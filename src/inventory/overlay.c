#include "inventory/overlay.h"
#include "base/sort.h"

/* Links on the way of one path: as many as Linux follows (MAXSYMLINKS). */
enum { LINKS_MAX = 40 };

static bool has_slice(const struct slice *list, size_t count, struct slice path)
{
    size_t first = SORTED_FIRST(count, i, slice_compare(list[i], path) >= 0);

    return first < count && slice_equal(list[first], path);
}

static bool hides(const struct facts *facts, struct slice path)
{
    struct path_hash hash = path_hash(path);

    if (facts_has_path(facts, hash) || has_slice(facts->removed.at, facts->removed.count, path))
        return true;
    for (struct slice folder = path_folder(path); folder.len; folder = path_folder(folder)) {
        hash = path_hash(folder);
        if (facts_has_path(facts, hash) || has_slice(facts->removed.at, facts->removed.count, folder) ||
            has_slice(facts->opaque.at, facts->opaque.count, folder))
            return true;
    }
    return has_slice(facts->opaque.at, facts->opaque.count, S(""));
}

int64_t overlay_hidden_by(const struct inventory_input *input, int64_t layer, struct slice path)
{
    for (size_t above = (size_t)(layer + 1); above < input->layer_count; above++)
        if (input->facts[above] && hides(input->facts[above], path))
            return (int64_t)above;
    return -1;
}

int64_t overlay_find(const struct inventory_input *input, struct slice path)
{
    struct path_hash hash = path_hash(path);

    for (size_t n = input->layer_count; n-- > 0;) {
        if (!input->facts[n])
            continue;
        if (facts_has_path(input->facts[n], hash))
            return (int64_t)n;
        if (hides(input->facts[n], path))
            return -1;
    }
    return -1;
}

static const struct fact_link *link_at(const struct facts *facts, struct slice path)
{
    const struct fact_link *links = facts->links.at;
    size_t first = SORTED_FIRST(facts->links.count, i, slice_compare(links[i].path, path) >= 0);

    return first < facts->links.count && slice_equal(links[first].path, path) ? &links[first] : NULL;
}

const struct fact_link *overlay_link(const struct inventory_input *input, struct slice path, int64_t *layer)
{
    for (size_t n = input->layer_count; n-- > 0;) {
        if (!input->facts[n])
            continue;
        const struct fact_link *link = link_at(input->facts[n], path);
        if (link) {
            *layer = (int64_t)n;
            return link;
        }
        if (hides(input->facts[n], path))
            return NULL;
    }
    return NULL;
}

bool overlay_resolve(struct arena *arena, const struct inventory_input *input, struct slice path,
                     struct slice *resolved)
{
    unsigned followed = 0;
    size_t at = 0;

    /* Each prefix of the path is looked up in turn; after a link the new path starts again from its first part. */
    while (at < path.len) {
        size_t end = at + slice_find_byte(slice_skip(path, at), '/');
        struct slice prefix = slice_head(path, end), rest = slice_skip(path, end + 1), target;
        int64_t layer;
        const struct fact_link *link = overlay_link(input, prefix, &layer);
        if (!link || link->hard) {
            at = end + 1;
            continue;
        }
        if (++followed > LINKS_MAX || !path_link(arena, prefix, link->target, &target))
            return false;
        path = rest.len ? path_join(arena, target, rest) : target;
        if (path.len > PATH_LEN_MAX)
            return false;
        at = 0;
    }
    *resolved = path;
    return true;
}

const struct fact_source *overlay_source(const struct facts *facts, struct slice path, struct slice analyzer)
{
    const struct fact_source *sources = facts->sources.at;
    size_t at = SORTED_FIRST(facts->sources.count, i, slice_compare(sources[i].path, path) >= 0);

    for (; at < facts->sources.count && slice_equal(sources[at].path, path); at++)
        if (!analyzer.len || slice_equal(sources[at].analyzer, analyzer))
            return &sources[at];
    return NULL;
}
