#include "scan/gates.h"

#include "analyzer_table.h"

static const struct analyzer_gate gates[] = {
#define ANALYZER_GATE(analyzer, kind, database, program, sidecar, text)                                                \
    {analyzer, kind, database, program, sidecar, text},
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
