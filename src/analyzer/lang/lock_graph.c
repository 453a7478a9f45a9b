#include "analyzer/lang/lock_graph.h"

#include "base/map.h"
#include "base/sort.h"

/* Less than a struct package: a file may have a hundred thousand of them. */
struct locked {
    struct slice name, version;
    struct slices said, needs; /* groups that it has already; names */
    struct locked *same;       /* another one of this name */
    unsigned count;            /* of these */
    uint32_t groups;           /* bits */
    bool asked, reached;
    bool waits; /* stands in `work` */
};

struct asked {
    struct slice name;
    uint32_t group; /* a bit */
};

/* Of one name: more of them are filed, but nothing is handed on to them. A lock file has one for each platform. */
enum { SAME_MAX = 8 };

struct lock_graph {
    struct arena *arena;
    struct package model; /* what all have in common */
    struct map names;
    struct {
        struct locked **at;
        size_t count, room;
    } all, work;
    struct {
        struct asked *at;
        size_t count, room;
    } asked;
    struct {
        struct slice at[LOCK_GRAPH_GROUPS];
        size_t count;
    } groups;
};

struct lock_graph *lock_graph_create(struct arena *arena)
{
    struct lock_graph *lock = arena_new(arena, struct lock_graph);

    lock->arena = arena;
    return lock;
}

void lock_graph_add(struct lock_graph *lock, const struct package *package, struct slices needs)
{
    if (lock->all.count > FACTS_PACKAGES_MAX) /* one more than facts take: they tell so */
        return;
    struct locked *locked = arena_new(lock->arena, struct locked);

    if (lock->all.count == 0)
        lock->model = *package;
    locked->name = package->name;
    locked->version = package->version;
    locked->said = package->groups;
    locked->needs = needs;
    *ARENA_PUSH(lock->arena, &lock->all) = locked;
}

static uint32_t group_bit(struct lock_graph *lock, struct slice group)
{
    if (group.len == 0)
        return 0;
    for (size_t i = 0; i < lock->groups.count; i++)
        if (slice_equal(lock->groups.at[i], group))
            return (uint32_t)1 << i;
    size_t last = LOCK_GRAPH_GROUPS - 1;
    if (lock->groups.count == last)
        group = S("other");
    if (lock->groups.count > last)
        return (uint32_t)1 << last;
    lock->groups.at[lock->groups.count] = arena_copy(lock->arena, group);
    return (uint32_t)1 << lock->groups.count++;
}

/* A package comes back to the work only when it gained a group: as often as there are groups, at most. */
static void reach(struct lock_graph *lock, struct locked *locked, uint32_t groups)
{
    if (locked->reached && (locked->groups | groups) == locked->groups)
        return;
    locked->reached = true;
    locked->groups |= groups;
    if (locked->waits)
        return;
    locked->waits = true;
    *ARENA_PUSH(lock->arena, &lock->work) = locked;
}

void lock_graph_ask(struct lock_graph *lock, struct slice name, struct slice group)
{
    struct asked *asked = ARENA_PUSH(lock->arena, &lock->asked);

    asked->name = name;
    asked->group = group_bit(lock, group);
}

/* The seed comes from the names themselves, so that they cannot be chosen for one hash. */
static void index_names(struct lock_graph *lock)
{
    uint64_t seed[2] = {0};

    for (size_t i = 0; i < lock->all.count; i++)
        seed[i & 1] ^= siphash64(seed, lock->all.at[i]->name);
    map_init(&lock->names, lock->arena, seed);
    for (size_t i = 0; i < lock->all.count; i++) {
        struct locked *locked = lock->all.at[i];
        void **place = map_put(&lock->names, locked->name);
        struct locked *before = *place;
        if (before && before->count == SAME_MAX)
            continue;
        locked->same = before;
        locked->count = before ? before->count + 1 : 1;
        *place = locked;
    }
}

static void reach_asked(struct lock_graph *lock)
{
    for (size_t i = 0; i < lock->asked.count; i++)
        for (struct locked *to = map_get(&lock->names, lock->asked.at[i].name); to; to = to->same) {
            to->asked = true;
            reach(lock, to, lock->asked.at[i].group);
        }
}

/* What was asked for directly keeps to the groups in which it was asked for. */
static void hand_on(struct lock_graph *lock)
{
    while (lock->work.count > 0) {
        struct locked *from = lock->work.at[--lock->work.count];
        from->waits = false;
        for (size_t i = 0; i < from->needs.count; i++)
            for (struct locked *to = map_get(&lock->names, from->needs.at[i]); to; to = to->same)
                if (!to->asked)
                    reach(lock, to, from->groups);
    }
}

static int by_bytes(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static struct slices group_names(struct lock_graph *lock, uint32_t groups)
{
    struct slices names = {.at = arena_array(lock->arena, struct slice, LOCK_GRAPH_GROUPS)};

    for (size_t i = 0; i < lock->groups.count; i++) {
        if (!(groups >> i & 1))
            continue;
        if (slice_equal(lock->groups.at[i], S("prod"))) {
            names.at[0] = lock->groups.at[i];
            names.count = 1;
            return names;
        }
        names.at[names.count++] = lock->groups.at[i];
    }
    sort_items_in_place(names.at, names.count, sizeof *names.at, by_bytes, NULL);
    return names;
}

void lock_graph_file(struct lock_graph *lock, struct facts *facts)
{
    index_names(lock);
    reach_asked(lock);
    hand_on(lock);
    for (size_t i = 0; i < lock->all.count; i++) {
        struct locked *locked = lock->all.at[i];
        struct arena_mark mark = arena_mark(lock->arena);
        struct package package = lock->model;
        package.name = locked->name;
        package.version = locked->version;
        package.depends_on = locked->needs;
        package.groups = locked->said;
        if (locked->said.count == 0 && locked->groups)
            package.groups = group_names(lock, locked->groups);
        package.relationship = RELATION_UNKNOWN;
        if (locked->reached)
            package.relationship = locked->asked ? RELATION_DIRECT : RELATION_TRANSITIVE;
        facts_package(facts, &package);
        arena_reset(lock->arena, mark);
    }
}
