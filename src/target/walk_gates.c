#include "target/walk_gates.h"

#include "base/map.h"
#include "base/path.h"

enum { WAY_LEADS = 1, WAY_BEHIND = 2, WAY_DATABASE = 4 };

struct walk_gates {
    struct gate_index *index; /* NULL: everything is wanted */
    const struct walk_gate *gates;
    struct map folders; /* that a gate's path names: to their WAY_… bits */
    uint8_t *ways;
    bool anywhere;
};

/* The folders that the gate's text names for certain; false when any folder may hold its files. */
static bool gate_folder(const struct walk_gate *gate, struct slice *folder)
{
    struct slice text = slice_text(gate->gate.text);

    if (gate->gate.kind == GATE_GLOB)
        text = slice_head(text, slice_find_byte(text, '*'));
    if (gate->gate.kind == GATE_PATH || gate->gate.kind == GATE_GLOB)
        *folder = path_folder(text);
    else if (gate->gate.kind == GATE_FOLDER || gate->gate.kind == GATE_BELOW)
        *folder = text;
    else
        return false;
    return gate->gate.kind != GATE_GLOB || folder->len > 0;
}

static void add_way(struct walk_gates *gates, struct slice folder, unsigned bits, size_t *used)
{
    void **way = map_put(&gates->folders, folder);

    if (*way == NULL)
        *way = &gates->ways[(*used)++];
    *(uint8_t *)*way |= (uint8_t)bits;
}

static size_t depth_of(struct slice path)
{
    size_t depth = 1;

    for (size_t i = 0; i < path.len; i++)
        depth += path.at[i] == '/';
    return depth;
}

static void add_ways(struct walk_gates *gates, const struct walk_gate *gate, size_t *used)
{
    unsigned database = gate->database ? WAY_DATABASE : 0;
    struct slice folder;

    if (!gate_folder(gate, &folder)) {
        gates->anywhere = true;
        return;
    }
    add_way(gates, folder, WAY_LEADS | database | (gate->gate.kind == GATE_GLOB || gate->gate.kind == GATE_BELOW ? WAY_BEHIND : 0), used);
    while (folder.len > 0) {
        folder = path_folder(folder);
        add_way(gates, folder, WAY_LEADS | database, used);
    }
}

struct walk_gates *walk_gates_create(struct arena *arena, const struct walk_gate *list, size_t count)
{
    struct walk_gates *gates = arena_new(arena, struct walk_gates);
    size_t ways = 1, used = 0;

    gates->gates = list;
    gates->anywhere = list == NULL;
    map_init(&gates->folders, arena, NULL);
    if (list == NULL)
        return gates;
    for (size_t i = 0; i < count; i++)
        ways += 1 + depth_of(slice_text(list[i].gate.text));
    gates->index = gate_index_create(arena, count);
    gates->ways = arena_array(arena, uint8_t, ways);
    for (size_t i = 0; i < count; i++) {
        gate_index_add(gates->index, &list[i].gate, (uint32_t)i);
        add_ways(gates, &list[i], &used);
    }
    return gates;
}

struct walk_way walk_gates_folder(const struct walk_gates *gates, struct slice path, const struct walk_way *above)
{
    const uint8_t *way = map_get(&gates->folders, path);
    unsigned bits = way ? *way : 0;

    return (struct walk_way){
        .leads = (bits & WAY_LEADS) || above->behind,
        .behind = (bits & WAY_BEHIND) || above->behind,
        .anywhere = gates->anywhere,
        .database = (bits & WAY_DATABASE) || (above->behind && above->database),
    };
}

bool walk_gates_want(const struct walk_gates *gates, struct slice path, bool *database)
{
    enum { TAGS_MAX = 32 };
    uint32_t tags[TAGS_MAX];

    *database = false;
    if (gates->index == NULL)
        return true;
    size_t found = gate_index_find(gates->index, path, tags, TAGS_MAX);
    for (size_t i = 0; i < found; i++) {
        struct slice folder;
        *database |= gates->gates[tags[i]].database && gate_folder(&gates->gates[tags[i]], &folder);
    }
    return found > 0;
}

bool walk_gates_ask(const struct walk_gates *gates, struct slice path, uint32_t mode)
{
    return gates->index && gate_index_has_magic(gates->index) && gate_may_be_program(path, mode);
}

bool walk_gates_want_magic(const struct walk_gates *gates, struct slice head)
{
    uint32_t tag;

    return gate_index_find_magic(gates->index, head, &tag, 1) > 0;
}
