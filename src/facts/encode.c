#include "facts/hashes.h"
#include "facts/order.h"
#include "facts/wire.h"

#include "base/sort.h"

#include <assert.h>

/* Head, counts and end of the stream, and the problems that tell of limits: more than they can take. */
enum { FRAME = 64 * 1024 };

/* The stream as it grows. Its room was accounted for record by record (build.c): to run over is our own mistake. */
struct output {
    uint8_t *at;
    size_t len, room;
};

static uint8_t *put_room(struct output *out, size_t len)
{
    assert(len <= out->room - out->len);
    uint8_t *at = out->at + out->len;
    out->len += len;
    return at;
}

static void put_bytes(struct output *out, struct slice s)
{
    uint8_t *at = put_room(out, s.len);
    if (s.len)
        memcpy(at, s.at, s.len);
}

static void put_number(struct output *out, uint64_t n)
{
    while (n >= 0x80) {
        *put_room(out, 1) = (uint8_t)(n | 0x80);
        n >>= 7;
    }
    *put_room(out, 1) = (uint8_t)n;
}

static void put_string(struct output *out, struct slice s)
{
    put_number(out, s.len);
    put_bytes(out, s);
}

static void put_list(struct output *out, const struct slices *list)
{
    put_number(out, list->count);
    for (size_t i = 0; i < list->count; i++)
        put_string(out, list->at[i]);
}

static unsigned choice_of(const void *member)
{
    unsigned value;
    memcpy(&value, member, sizeof(value));
    return value;
}

static bool is_present(const struct fact_field *field, const void *member)
{
    switch (field->kind) {
    case FIELD_STRING: return ((const struct slice *)member)->len > 0;
    case FIELD_LIST: return ((const struct slices *)member)->count > 0;
    case FIELD_EPOCH: return *(const int64_t *)member != EPOCH_ABSENT;
    case FIELD_CHOICE: return choice_of(member) != 0;
    case FIELD_FLAG: return *(const bool *)member;
    }
    return false;
}

static void put_package(struct output *out, const struct package *package)
{
    uint64_t mask = 0;

    for (size_t i = 0; i < FACTS_FIELDS; i++)
        if (is_present(&facts_fields[i], (const uint8_t *)package + facts_fields[i].offset))
            mask |= UINT64_C(1) << i;
    put_number(out, mask);
    for (size_t i = 0; i < FACTS_FIELDS; i++) {
        const struct fact_field *field = &facts_fields[i];
        const void *member = (const uint8_t *)package + field->offset;
        if (!(mask >> i & 1))
            continue;
        switch (field->kind) {
        case FIELD_STRING: put_string(out, *(const struct slice *)member); break;
        case FIELD_LIST: put_list(out, member); break;
        case FIELD_EPOCH: put_number(out, (uint64_t) * (const int64_t *)member); break;
        case FIELD_CHOICE:
            assert(choice_of(member) <= field->max);
            put_number(out, choice_of(member));
            break;
        case FIELD_FLAG: break;
        }
    }
}

static void put_source(struct output *out, struct fact_source *source)
{
    put_string(out, source->path);
    put_string(out, source->analyzer);
    put_number(out, source->size);
    put_number(out, source->mode);

    put_number(out, source->packages.count);
    for (size_t i = 0; i < source->packages.count; i++)
        put_package(out, &source->packages.at[i]);

    put_number(out, source->values.count);
    for (size_t i = 0; i < source->values.count; i++) {
        put_string(out, source->values.at[i].name);
        put_string(out, source->values.at[i].text);
    }

    struct owned *owned = source->owned_list.at;
    order_records(owned, source->owned_list.count, sizeof(*owned));
    source->owned.count = order_unique(owned, source->owned_list.count, sizeof(*owned));
    put_number(out, source->owned.count);
    put_bytes(out, slice_of(owned, source->owned.count * sizeof(*owned)));
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

static void drop_last_empty_source(struct facts *facts)
{
    const struct fact_source *last = facts->current;
    if (last && last->packages.count == 0 && last->values.count == 0 && last->owned.count == 0)
        facts->sources.count--;
    facts->current = NULL;
}

static void tell_dropped_problems(struct facts *facts)
{
    if (facts->problems_dropped == 0)
        return;
    struct problem *problem = ARENA_PUSH(facts->arena, &facts->problems);
    *problem = (struct problem){.code = ERROR_LIMIT, .layer = -1};
    problem->detail = arena_format(facts->arena, "%zu more problems", facts->problems_dropped);
}

static void sort_all(struct facts *facts)
{
    drop_last_empty_source(facts);
    tell_dropped_problems(facts);
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
    put_number(out, facts->sources.count);
    for (size_t i = 0; i < facts->sources.count; i++)
        put_source(out, &facts->sources.at[i]);

    put_number(out, facts->removed.count);
    for (size_t i = 0; i < facts->removed.count; i++)
        put_string(out, facts->removed.at[i]);

    put_number(out, facts->opaque.count);
    for (size_t i = 0; i < facts->opaque.count; i++)
        put_string(out, facts->opaque.at[i]);

    put_number(out, facts->links.count);
    for (size_t i = 0; i < facts->links.count; i++) {
        put_string(out, facts->links.at[i].path);
        put_number(out, facts->links.at[i].hard);
        put_string(out, facts->links.at[i].target);
    }

    put_number(out, facts->members.count);
    for (size_t i = 0; i < facts->members.count; i++) {
        const struct fact_member *member = &facts->members.at[i];
        put_string(out, member->path);
        put_number(out, member->offset);
        put_number(out, member->size);
        put_number(out, member->mode);
        put_string(out, member->link);
    }

    put_number(out, facts->problems.count);
    for (size_t i = 0; i < facts->problems.count; i++) {
        put_number(out, facts->problems.at[i].code);
        put_string(out, facts->problems.at[i].path);
        put_string(out, facts->problems.at[i].detail);
    }
}

/* Sorted beside the stream's end, then moved up: how many are left, and so the length of their count, shows only then.
 */
static void put_hashes(struct output *out, const struct facts_hashes *hashes)
{
    size_t room = hashes_count(hashes) * sizeof(struct path_hash);
    assert(room <= out->room - out->len - NUMBER_MAX);
    struct path_hash *gathered = (struct path_hash *)(out->at + out->len + NUMBER_MAX);
    size_t count = hashes_gather(hashes, gathered);

    put_number(out, count);
    memmove(put_room(out, count * sizeof(*gathered)), gathered, count * sizeof(*gathered));
}

struct slice facts_encode(struct facts *facts)
{
    struct output out = {.room = facts->used + FRAME};

    sort_all(facts);
    out.at = arena_array(facts->arena, uint8_t, out.room);
    put_bytes(&out, FACTS_MAGIC);
    put_number(&out, FACTS_VERSION);
    put_string(&out, facts->table);
    put_number(&out, facts->entries);
    put_number(&out, facts->unpacked);
    put_number(&out, facts->diff_id.kind);
    put_bytes(&out, slice_of(facts->diff_id.bytes, digest_len(facts->diff_id.kind)));
    put_records(&out, facts);
    put_hashes(&out, facts->hashes);
    put_bytes(&out, FACTS_END);
    return slice_of(out.at, out.len);
}
