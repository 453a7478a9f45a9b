#include "scan/gates.h"
#include "worker/analyzer_table.h"

/* The words of the table are those of `enum gate_kind`; to the walk a base name or a suffix is anywhere. */
enum {
    KIND_path = WALK_PATH,
    KIND_folder = WALK_FOLDER,
    KIND_glob = WALK_GLOB,
    KIND_basename = WALK_ANYWHERE,
    KIND_suffix = WALK_ANYWHERE,
};

static const struct walk_gate gates[] = {
#define ANALYZER_GATE(name, kind, database, sidecar, text) {(enum walk_kind)KIND_##kind, text, database},
    ANALYZER_GATES
#undef ANALYZER_GATE
};

struct slice gates_table(void)
{
    return S(ANALYZER_TABLE_DIGEST);
}

const struct walk_gate *gates_walk(size_t *count)
{
    *count = sizeof gates / sizeof gates[0];
    return gates;
}

const char *const *gates_databases(struct arena *arena, size_t *count)
{
    const char **paths = arena_array(arena, const char *, sizeof gates / sizeof gates[0]);

    *count = 0;
    for (size_t i = 0; i < sizeof gates / sizeof gates[0]; i++)
        if (gates[i].kind == WALK_PATH && gates[i].database)
            paths[(*count)++] = gates[i].text;
    return paths;
}
