#include "scan/gates.h"

#include "analyzer_table.h"
#include "base/path.h"

static const struct analyzer_gate gates[] = {
#define ANALYZER_GATE(analyzer, kind, database, sidecar, text)                                                         \
    {analyzer, ANALYZER_GATE_##kind, database, sidecar, text},
    ANALYZER_GATES
#undef ANALYZER_GATE
};

const struct analyzer_gate *gates_at(size_t index)
{
    return index < sizeof(gates) / sizeof(*gates) ? &gates[index] : NULL;
}

struct slice gates_table_digest(void)
{
    return S(ANALYZER_TABLE_DIGEST);
}

static bool fits(const struct analyzer_gate *gate, struct slice path)
{
    struct slice text = slice_text(gate->text), head, tail;

    switch (gate->kind) {
    case ANALYZER_GATE_path: return slice_equal(path, text);
    case ANALYZER_GATE_folder: return slice_equal(path_folder(path), text);
    case ANALYZER_GATE_basename: return slice_equal(path_base(path), text);
    case ANALYZER_GATE_suffix: return slice_ends(path_base(path), text);
    case ANALYZER_GATE_glob:
        slice_cut(text, '*', &head, &tail);
        return slice_starts(path, head) && slice_ends(slice_skip(path, head.len), tail);
    }
    return false;
}

bool gates_want(struct slice path)
{
    for (size_t i = 0; i < sizeof(gates) / sizeof(*gates); i++)
        if (fits(&gates[i], path))
            return true;
    return false;
}
