/* End-of-life days and repositories: the segment "end-of-life". */
#include "advisory/make/collect.h"
#include "advisory/segment.h"
#include "base/sort.h"

/* By product and release; what the distribution itself says comes first, then the later day. */
static int compare_support(const void *a, const void *b, void *context)
{
    const struct build_support *one = a, *other = b;
    const struct intern *interned = context;
    int order = slice_compare(intern_at(interned, one->product), intern_at(interned, other->product));

    if (order == 0)
        order = slice_compare(intern_at(interned, one->release), intern_at(interned, other->release));
    if (order == 0)
        order = (int)other->authority - (int)one->authority;
    if (order == 0 && one->end_of_life != other->end_of_life)
        order = one->end_of_life > other->end_of_life ? -1 : 1;
    if (order == 0 && one->extended_until != other->extended_until)
        order = one->extended_until > other->extended_until ? -1 : 1;
    return order;
}

static void put_support(struct build *build, struct segment_writer *writer)
{
    struct build_support *at = build->support.at;

    sort_items(at, build->support.count, sizeof at[0], compare_support, &build->interned);
    for (size_t i = 0; i < build->support.count; i++)
        if (i == 0 || at[i].product != at[i - 1].product || at[i].release != at[i - 1].release)
            segment_put_support(writer, intern_at(&build->interned, at[i].product),
                                intern_at(&build->interned, at[i].release), at[i].end_of_life, at[i].extended_until);
}

static int compare_repositories(const void *a, const void *b, void *context)
{
    const struct build_repository *one = a, *other = b;
    const struct intern *interned = context;
    int order = slice_compare(intern_at(interned, one->name), intern_at(interned, other->name));

    return order ? order : slice_compare(intern_at(interned, one->cpes), intern_at(interned, other->cpes));
}

static int compare_texts(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* All CPEs that the records `from` to `to` give one repository, each once. */
static struct slice cpes_of(struct build *build, struct arena *arena, size_t from, size_t to)
{
    struct bytes bytes = {.arena = arena};
    BUILD_LIST(struct slice) list = {0};
    size_t kept = 0;

    for (size_t i = from; i < to; i++) {
        struct reader r = reader_over(intern_at(&build->interned, build->repositories.at[i].cpes));
        struct slices some = bytes_take_list(&r, arena);
        for (size_t k = 0; k < some.count; k++)
            *ARENA_PUSH(arena, &list) = some.at[k];
    }
    sort_items(list.at, list.count, sizeof list.at[0], compare_texts, NULL);
    for (size_t i = 0; i < list.count; i++)
        if (kept == 0 || !slice_equal(list.at[i], list.at[kept - 1]))
            list.at[kept++] = list.at[i];
    bytes_put_list(&bytes, (struct slices){list.at, kept < BYTES_LIST_MAX ? kept : BYTES_LIST_MAX});
    return bytes_slice(&bytes);
}

static void put_repositories(struct build *build, struct segment_writer *writer)
{
    struct build_repository *at = build->repositories.at;

    sort_items(at, build->repositories.count, sizeof at[0], compare_repositories, &build->interned);
    for (size_t i = 0, end; i < build->repositories.count; i = end) {
        struct arena_mark mark = arena_mark(build->scratch);
        for (end = i + 1; end < build->repositories.count && at[end].name == at[i].name;)
            end++;
        segment_put_repository(writer, intern_at(&build->interned, at[i].name), cpes_of(build, build->scratch, i, end));
        arena_reset(build->scratch, mark);
    }
}

bool build_write_facts(struct build *build, const char *folder, struct error *error)
{
    char *draft = build_draft(build, folder, SEGMENT_NAME_FACTS);
    struct segment_writer *writer;
    struct arena *arena;
    bool good;

    if (build->support.count == 0 && build->repositories.count == 0)
        return true;
    arena = arena_create_simple();
    writer = segment_create(arena, draft, SEGMENT_FACTS, SEGMENT_NAME_FACTS, error);
    good = writer != NULL;
    if (good) {
        put_support(build, writer);
        put_repositories(build, writer);
        good = segment_finish(writer, error);
    }
    arena_destroy(arena);
    return good && build_keep(build, folder, SEGMENT_NAME_FACTS, build_says(build, BUILD_FACTS), error);
}
