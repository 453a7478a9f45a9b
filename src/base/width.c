#include "base/sort.h"
#include "base/text.h"
#include "base/width_table.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static bool among(const struct width_range *table, size_t count, uint32_t code)
{
    size_t first = SORTED_FIRST(count, i, table[i].last >= code);

    return first < count && code >= table[first].first;
}

unsigned text_width_of(uint32_t code)
{
    if (code < width_none[0].first)
        return 1;
    if (among(width_none, COUNT(width_none), code))
        return 0;
    return among(width_two, COUNT(width_two), code) ? 2 : 1;
}

size_t text_width(struct slice s)
{
    size_t width = 0;

    while (s.len)
        width += text_width_of(utf8_take(&s));
    return width;
}
