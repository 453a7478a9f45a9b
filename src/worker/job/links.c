#include "worker/job/links.h"

#include "base/map.h"

enum {
    /* 200,000 links of 80 bytes; then those that come are filed only where they stand on a gate's own way. */
    BYTES_MAX = 16 * 1024 * 1024,
    /* Paths that are followed: gates, and where links lead from there. Links that lead in circles end here. */
    WAYS_MAX = 4096,
    FOLDERS_HIGH = 2, /* "a/b" and above */
};

struct symbolic {
    struct slice path, target;
    bool filed;
};

struct links {
    const struct job_context *job;
    struct arena *arena;
    struct facts *facts;
    size_t bytes;
    bool dropped;
    struct {
        struct symbolic *at;
        size_t count, room;
    } list;
};

struct links *links_create(const struct job_context *job, struct facts *facts)
{
    struct links *links = arena_new(job->arena, struct links);

    links->job = job;
    links->arena = job->arena;
    links->facts = facts;
    return links;
}

void links_symbolic(struct links *links, struct slice path, struct slice target)
{
    size_t bytes = path.len + target.len + sizeof(struct symbolic);

    if (bytes > BYTES_MAX - links->bytes) {
        links->dropped = true;
        return;
    }
    links->bytes += bytes;
    struct symbolic *symbolic = ARENA_PUSH(links->arena, &links->list);
    symbolic->path = arena_copy(links->arena, path);
    symbolic->target = arena_copy(links->arena, target);
}

void links_forget(struct links *links, struct slice path)
{
    size_t kept = 0;

    for (size_t i = 0; i < links->list.count; i++) {
        struct slice link = links->list.at[i].path;
        if (!slice_equal(link, path) && !path_within(link, path))
            links->list.at[kept++] = links->list.at[i];
    }
    links->list.count = kept;
}

static void file(struct links *links, struct symbolic *symbolic)
{
    if (!symbolic->filed)
        facts_link(links->facts, symbolic->path, symbolic->target, false);
    symbolic->filed = true;
}

static bool is_high(struct slice path)
{
    size_t depth = 1;

    for (size_t i = 0; i < path.len; i++)
        depth += path.at[i] == '/';
    return depth <= FOLDERS_HIGH;
}

struct ways {
    struct slice at[WAYS_MAX];
    size_t count;
    struct map seen;
};

static void add_way(struct ways *ways, struct slice path)
{
    void **seen;

    if (ways->count == WAYS_MAX || path.len > PATH_LEN_MAX)
        return;
    seen = map_put(&ways->seen, path);
    if (*seen)
        return;
    *seen = ways;
    ways->at[ways->count++] = path;
}

/* What a gate says of where its files stand; empty for those that take files of any folder. */
static struct slice gate_way(const struct gate *gate)
{
    struct slice text = slice_text(gate->text);

    switch (gate->kind) {
    case GATE_PATH:
    case GATE_FOLDER: return text;
    case GATE_GLOB: return path_folder(slice_head(text, slice_find_byte(text, '*')));
    case GATE_BASENAME:
    case GATE_SUFFIX:
    case GATE_END: break;
    }
    return S("");
}

/* Files and folders that rows ask for by their whole path are looked up in the final tree, links and all. */
static void add_gates(struct ways *ways)
{
    const struct analyzer *row;

    for (size_t i = 0; (row = analyzer_at(i)) != NULL; i++)
        for (const struct gate *gate = row->gates; gate && gate->kind != GATE_END; gate++)
            if (gate_way(gate).len > 0)
                add_way(ways, gate_way(gate));
}

/* Files each link that stands on the way, and adds the ways on which they lead. */
static void follow(struct links *links, const struct map *by_path, struct ways *ways, struct slice way)
{
    for (size_t end = 0; end < way.len;) {
        end += slice_find_byte(slice_skip(way, end), '/');
        struct slice rest = slice_skip(way, end + 1), target;
        struct symbolic *symbolic = map_get(by_path, slice_head(way, end));
        end++;
        if (symbolic == NULL)
            continue;
        file(links, symbolic);
        if (path_link(links->arena, symbolic->path, symbolic->target, &target))
            add_way(ways, rest.len ? path_join(links->arena, target, rest) : target);
    }
}

void links_end(struct links *links)
{
    struct ways *ways = arena_new(links->arena, struct ways);
    struct map by_path;

    if (links->dropped)
        facts_problem_at(links->facts, ERROR_LIMIT, S(""),
                         S("more symbolic links than are kept: one that leads to a package database may be missing"));
    if (links->list.count == 0)
        return;
    map_init(&by_path, links->arena, links->job->seed);
    map_init(&ways->seen, links->arena, links->job->seed);
    for (size_t i = 0; i < links->list.count; i++) {
        *map_put(&by_path, links->list.at[i].path) = &links->list.at[i]; /* of two with one path the later */
        if (is_high(links->list.at[i].path))
            file(links, &links->list.at[i]);
    }
    add_gates(ways);
    for (size_t i = 0; i < ways->count; i++)
        follow(links, &by_path, ways, ways->at[i]);
}
