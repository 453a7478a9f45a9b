#include "report/report.h"

#define ROW(row) extern const struct format row;
#include "report/rows.h"
#undef ROW

static const struct format *const formats[] = {
#define ROW(row) &row,
#include "report/rows.h"
#undef ROW
};

const struct format *format_at(size_t index)
{
    return index < sizeof(formats) / sizeof(formats[0]) ? formats[index] : NULL;
}

const struct format *format_find(struct slice name)
{
    for (size_t i = 0; format_at(i); i++)
        if (slice_equal(name, slice_text(format_at(i)->name)))
            return format_at(i);
    return NULL;
}
