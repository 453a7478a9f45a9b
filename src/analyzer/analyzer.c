#include "analyzer/analyzer.h"

#define ANALYZER_ROW(folder, name) extern const struct analyzer analyzer_##name;
#include "analyzer/rows.h"
#undef ANALYZER_ROW

static const struct analyzer *const rows[] = {
#define ANALYZER_ROW(folder, name) &analyzer_##name,
#include "analyzer/rows.h"
#undef ANALYZER_ROW
};

const struct analyzer *analyzer_at(size_t index)
{
    return index < sizeof rows / sizeof *rows ? rows[index] : NULL;
}
