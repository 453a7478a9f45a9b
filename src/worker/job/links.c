#include "worker/job/links.h"

#include "base/load.h"
#include "base/map.h"
#include "base/sort.h"
#include "facts/order.h"

enum {
    /* A third of a million links; each that comes then may be one too few. */
    BYTES_MAX = 20 * 1024 * 1024,
    /* Paths that are followed: gates, and where links lead from there. Links that lead in circles end here. */
    WAYS_MAX = 4096,
    FOLDERS_HIGH = 2, /* "a/b" and above */
    HIGH_MAX = 10000,
};

/* Path and target lie one behind the other. */
struct symbolic {
    const uint8_t *at;
    uint16_t path_len, target_len;
    bool wanted, filed;
};

struct links {
    const struct job_context *job;
    struct arena *arena;
    struct facts *facts;
    size_t bytes, high;
    bool dropped;
    struct {
        struct symbolic *at;
        size_t count, room;
    } list;
    struct place *index; /* of the list, sorted; made by links_end */
};

/* Where in the list the link with this path stands: first the hash, then the number, both as bytes that sort. */
struct place {
    uint8_t hash[8], number[4];
};

struct links *links_create(const struct job_context *job, struct facts *facts)
{
    struct links *links = arena_new(job->arena, struct links);

    links->job = job;
    links->arena = job->arena;
    links->facts = facts;
    return links;
}

static struct slice path_of(const struct symbolic *symbolic)
{
    return slice_of(symbolic->at, symbolic->path_len);
}

static struct slice target_of(const struct symbolic *symbolic)
{
    return slice_of(symbolic->at + symbolic->path_len, symbolic->target_len);
}

bool links_symbolic(struct links *links, struct slice path, struct slice target, bool wanted)
{
    size_t bytes = path.len + target.len + sizeof(struct symbolic);

    if (bytes > BYTES_MAX - links->bytes || path.len > UINT16_MAX || target.len > UINT16_MAX) {
        links->dropped = true;
        return false;
    }
    links->bytes += bytes;
    struct symbolic *symbolic = ARENA_PUSH(links->arena, &links->list);
    symbolic->at = arena_join(links->arena, (struct slice[]){path, target}, 2).at;
    symbolic->path_len = (uint16_t)path.len;
    symbolic->target_len = (uint16_t)target.len;
    symbolic->wanted = wanted;
    return true;
}

void links_forget(struct links *links, struct slice path)
{
    size_t kept = 0;

    for (size_t i = 0; i < links->list.count; i++) {
        struct slice link = path_of(&links->list.at[i]);
        if (!slice_equal(link, path) && !path_within(link, path))
            links->list.at[kept++] = links->list.at[i];
    }
    links->list.count = kept;
}

static void hash_of(struct slice path, uint8_t out[8])
{
    struct path_hash hash = path_hash(path);
    memcpy(out, hash.bytes, 8);
}

static void make_index(struct links *links)
{
    links->index = arena_array(links->arena, struct place, links->list.count);
    for (size_t i = 0; i < links->list.count; i++) {
        hash_of(path_of(&links->list.at[i]), links->index[i].hash);
        for (unsigned b = 0; b < 4; b++)
            links->index[i].number[b] = (uint8_t)(i >> (24 - 8 * b));
    }
    order_records(links->index, links->list.count, sizeof(struct place));
}

/* The link that stands at a path, or NULL; of two with one path the later. */
static struct symbolic *find(const struct links *links, struct slice path)
{
    struct symbolic *found = NULL;
    uint8_t hash[8];
    size_t at;

    hash_of(path, hash);
    at = SORTED_FIRST(links->list.count, i, memcmp(links->index[i].hash, hash, sizeof(hash)) >= 0);
    for (; at < links->list.count && memcmp(links->index[at].hash, hash, sizeof(hash)) == 0; at++) {
        struct symbolic *symbolic = &links->list.at[load_be32(links->index[at].number)];
        if (slice_equal(path_of(symbolic), path))
            found = symbolic;
    }
    return found;
}

static void file(struct links *links, struct symbolic *symbolic)
{
    if (!symbolic->filed)
        facts_link(links->facts, path_of(symbolic), target_of(symbolic), false);
    symbolic->filed = true;
}

static bool is_high(struct slice path)
{
    size_t depth = 1;

    for (size_t i = 0; i < path.len; i++)
        depth += path.at[i] == '/';
    return depth <= FOLDERS_HIGH;
}

static void file_high_and_wanted(struct links *links)
{
    for (size_t i = 0; i < links->list.count; i++) {
        if (!links->list.at[i].wanted && !is_high(path_of(&links->list.at[i])))
            continue;
        if (links->high++ < HIGH_MAX)
            file(links, &links->list.at[i]);
        else
            links->dropped = true;
    }
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
    case GATE_FOLDER:
    case GATE_BELOW: return text;
    case GATE_GLOB: return path_folder(slice_head(text, slice_find_byte(text, '*')));
    case GATE_PARENT:
    case GATE_BASENAME:
    case GATE_SUFFIX:
    case GATE_NAME:
    case GATE_MAGIC:
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
static void follow(struct links *links, struct ways *ways, struct slice way)
{
    for (size_t end = 0; end < way.len; end++) {
        end += slice_find_byte(slice_skip(way, end), '/');
        struct slice rest = slice_skip(way, end + 1), target;
        struct symbolic *symbolic = find(links, slice_head(way, end));
        if (symbolic == NULL)
            continue;
        file(links, symbolic);
        if (path_link(links->arena, path_of(symbolic), target_of(symbolic), &target))
            add_way(ways, rest.len ? path_join(links->arena, target, rest) : target);
    }
}

void links_end(struct links *links)
{
    struct ways *ways = arena_new(links->arena, struct ways);

    if (links->list.count > 0) {
        make_index(links);
        file_high_and_wanted(links);
        map_init(&ways->seen, links->arena, links->job->seed);
        add_gates(ways);
        for (size_t i = 0; i < ways->count; i++)
            follow(links, ways, ways->at[i]);
    }
    if (links->dropped)
        facts_problem_at(links->facts, ERROR_LIMIT, S(""),
                         S("more symbolic links than are kept: one that leads to a package database may be missing"));
}
