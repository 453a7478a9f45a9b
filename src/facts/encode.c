#include "facts/order.h"
#include "facts/wire.h"

#include "base/sort.h"

#include <assert.h>

static void put_source(struct output *out, struct fact_source *source)
{
    output_string(out, source->path);
    output_string(out, source->analyzer);
    output_number(out, source->size);
    output_number(out, source->mode);
    output_number(out, source->digests != NULL);
    if (source->digests)
        output_bytes(out, slice_of(source->digests, sizeof(*source->digests)));

    output_number(out, source->packages.count);
    output_bytes(out, source->packages.bytes);

    output_number(out, source->values.count);
    for (size_t i = 0; i < source->values.count; i++) {
        output_string(out, source->values.at[i].name);
        output_string(out, source->values.at[i].text);
    }

    struct owned *owned = source->building->owned.at;
    order_records(owned, source->owned.count, sizeof(*owned));
    source->owned.count = order_unique(owned, source->owned.count, sizeof(*owned));
    output_number(out, source->owned.count);
    output_bytes(out, slice_of(owned, source->owned.count * sizeof(*owned)));
}

static int compare_sources(const void *a, const void *b, void *context)
{
    const struct fact_source *x = a, *y = b;
    (void)context;
    int order = slice_compare(x->path, y->path);
    return order ? order : slice_compare(x->analyzer, y->analyzer);
}

static int compare_paths(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static int compare_links(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(((const struct fact_link *)a)->path, ((const struct fact_link *)b)->path);
}

static int compare_members(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(((const struct fact_member *)a)->path, ((const struct fact_member *)b)->path);
}

static int compare_problems(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(((const struct problem *)a)->path, ((const struct problem *)b)->path);
}

typedef int order(const void *a, const void *b, void *context);

/* Sorts (stable); of equal items the last stays. returns  how many are left */
static size_t sort_and_keep_last(void *items, size_t count, size_t size, order *compare)
{
    uint8_t *at = items;
    size_t kept = 0;

    sort_items(items, count, size, compare, NULL);
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && compare(at + i * size, at + (i + 1) * size, NULL) == 0)
            continue;
        if (kept != i)
            memcpy(at + kept * size, at + i * size, size);
        kept++;
    }
    return kept;
}

static void tell(struct facts *facts, enum error_code code, struct slice detail)
{
    *ARENA_PUSH(facts->store, &facts->problems) = (struct problem){.code = code, .layer = -1, .detail = detail};
}

static void tell_dropped(struct facts *facts)
{
    if (facts->problems_dropped)
        tell(facts, ERROR_LIMIT, arena_format(facts->store, "%zu more problems", facts->problems_dropped));
    if (facts->owned_dropped)
        tell(facts, ERROR_PASSED_OVER,
             arena_format(facts->store, "of %zu files it is not kept which package brought them: too many are listed",
                          facts->owned_dropped));
    if (facts->paths_dropped)
        tell(facts, ERROR_LIMIT,
             arena_format(facts->store,
                          "the layer has %zu more files than facts may hold: what they replace of lower layers may be "
                          "listed still",
                          facts->paths_dropped));
}

/* Hashes have the room that the records left. Which of too many stay does not matter, but it is always the same ones.
 */
static void sort_hashes(struct facts *facts)
{
    size_t room = (FACTS_MAX - FACTS_FRAME - facts->used) / sizeof(struct path_hash);

    order_records(facts->hashes.at, facts->hashes.count, sizeof(struct path_hash));
    facts->hashes.count = order_unique(facts->hashes.at, facts->hashes.count, sizeof(struct path_hash));
    if (facts->hashes.count > room) {
        facts->paths_dropped += facts->hashes.count - room;
        facts->hashes.count = room;
    }
}

static void sort_all(struct facts *facts)
{
    build_end_source(facts);
    sort_hashes(facts);
    tell_dropped(facts);
#define SORT(list, compare)                                                                                            \
    facts->list.count = sort_and_keep_last(facts->list.at, facts->list.count, sizeof(*facts->list.at), compare)
    SORT(sources, compare_sources);
    SORT(removed, compare_paths);
    SORT(opaque, compare_paths);
    SORT(links, compare_links);
    SORT(members, compare_members);
#undef SORT
    sort_items(facts->problems.at, facts->problems.count, sizeof(*facts->problems.at), compare_problems, NULL);
}

static void put_records(struct output *out, struct facts *facts)
{
    output_number(out, facts->sources.count);
    for (size_t i = 0; i < facts->sources.count; i++)
        put_source(out, &facts->sources.at[i]);

    output_number(out, facts->removed.count);
    for (size_t i = 0; i < facts->removed.count; i++)
        output_string(out, facts->removed.at[i]);

    output_number(out, facts->opaque.count);
    for (size_t i = 0; i < facts->opaque.count; i++)
        output_string(out, facts->opaque.at[i]);

    output_number(out, facts->links.count);
    for (size_t i = 0; i < facts->links.count; i++) {
        output_string(out, facts->links.at[i].path);
        output_number(out, facts->links.at[i].hard);
        output_string(out, facts->links.at[i].target);
    }

    output_number(out, facts->members.count);
    for (size_t i = 0; i < facts->members.count; i++) {
        const struct fact_member *member = &facts->members.at[i];
        output_string(out, member->path);
        output_number(out, member->offset);
        output_number(out, member->size);
        output_number(out, member->mode);
        output_string(out, member->link);
    }

    output_number(out, facts->problems.count);
    for (size_t i = 0; i < facts->problems.count; i++) {
        output_number(out, facts->problems.at[i].code);
        output_string(out, facts->problems.at[i].path);
        output_string(out, facts->problems.at[i].detail);
    }
}

static void put_all(struct output *out, struct facts *facts)
{
    sort_all(facts);
    output_bytes(out, FACTS_MAGIC);
    output_number(out, FACTS_VERSION);
    output_string(out, facts->table);
    output_number(out, facts->entries);
    output_number(out, facts->unpacked);
    output_number(out, facts->diff_id.kind);
    output_bytes(out, slice_of(facts->diff_id.bytes, digest_len(facts->diff_id.kind)));
    put_records(out, facts);
    output_number(out, facts->hashes.count);
    output_bytes(out, slice_of(facts->hashes.at, facts->hashes.count * sizeof(struct path_hash)));
    output_bytes(out, FACTS_END);
    assert(out->handed + out->count <= FACTS_MAX); /* it was accounted for record by record, in build.c */
}

struct slice facts_encode(struct facts *facts)
{
    struct output out = {.arena = facts->store};

    put_all(&out, facts);
    return slice_of(out.at, out.count);
}

void facts_write(struct facts *facts, void (*write)(void *context, struct slice bytes), void *context)
{
    struct output out = {.arena = facts->store, .write = write, .context = context};

    put_all(&out, facts);
    output_flush(&out);
}
