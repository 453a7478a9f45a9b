#include "scan/lookups.h"
#include "scan/gates.h"

static size_t gate_count(void)
{
    size_t count = 0;

    while (gates_at(count))
        count++;
    return count;
}

const struct walk_gate *lookups_walk(struct arena *arena, size_t *count)
{
    struct walk_gate *gates = arena_array(arena, struct walk_gate, gate_count());

    *count = gate_count();
    for (size_t i = 0; i < *count; i++) {
        const struct analyzer_gate *gate = gates_at(i);
        gates[i] = (struct walk_gate){{gate->kind, gate->text}, gate->database};
    }
    return gates;
}

const char *const *lookups_databases(struct arena *arena, size_t *count)
{
    const char **paths = arena_array(arena, const char *, gate_count());
    const struct analyzer_gate *gate;

    *count = 0;
    for (size_t i = 0; (gate = gates_at(i)); i++)
        if (gate->kind == GATE_PATH && gate->database)
            paths[(*count)++] = gate->text;
    return paths;
}

struct gate_index *lookups_paths(struct arena *arena)
{
    struct gate_index *index = gate_index_create(arena, gate_count());
    const struct analyzer_gate *gate;

    for (size_t i = 0; (gate = gates_at(i)); i++)
        if (!gate->sidecar && !gate->program && gate->kind != GATE_MAGIC)
            gate_index_add(index, &(const struct gate){gate->kind, gate->text}, 0);
    return index;
}

bool lookups_wants(const void *paths, struct slice path)
{
    uint32_t tag;

    return gate_index_find(paths, path, &tag, 1) > 0;
}
