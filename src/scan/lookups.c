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
