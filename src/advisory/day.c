#include "advisory/day.h"

/* Days from 1970-01-01 and back, in the Gregorian calendar with years that begin in March: the leap day comes last. */
static uint32_t day_of(uint32_t year, uint32_t month, uint32_t day)
{
    uint32_t y = month > 2 ? year : year - 1;
    uint32_t m = month > 2 ? month - 3 : month + 9;

    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

static void day_split(uint32_t number, uint32_t *year, uint32_t *month, uint32_t *day)
{
    uint32_t days = number + 719468;
    uint32_t era = days / 146097, rest = days % 146097;
    uint32_t y = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    uint32_t of_year = rest - (365 * y + y / 4 - y / 100);
    uint32_t m = (5 * of_year + 2) / 153;

    *day = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = y + era * 400 + (*month <= 2);
}

bool day_parse(struct slice text, uint32_t *day)
{
    uint64_t year, month, of_month;
    uint32_t number, back[3];

    if (text.len < DAY_TEXT || text.at[4] != '-' || text.at[7] != '-')
        return false;
    if (text.len > DAY_TEXT && text.at[DAY_TEXT] != 'T' && text.at[DAY_TEXT] != ' ')
        return false;
    if (!slice_decimal(slice_head(text, 4), &year) || !slice_decimal(slice_head(slice_skip(text, 5), 2), &month) ||
        !slice_decimal(slice_head(slice_skip(text, 8), 2), &of_month))
        return false;
    if (year < 1990 || year > 2199 || month < 1 || month > 12 || of_month < 1)
        return false;
    number = day_of((uint32_t)year, (uint32_t)month, (uint32_t)of_month);
    day_split(number, &back[0], &back[1], &back[2]);
    if (back[1] != month || back[2] != of_month)
        return false;
    *day = number;
    return true;
}

/* Writes `count` digits. */
static void digits(uint8_t *out, size_t count, uint32_t value)
{
    for (; count; count--, value /= 10)
        out[count - 1] = (uint8_t)('0' + value % 10);
}

struct slice day_text(struct arena *arena, uint32_t day)
{
    uint8_t *out = arena_array(arena, uint8_t, DAY_TEXT);
    uint32_t year, month, of_month;

    day_split(day, &year, &month, &of_month);
    digits(out, 4, year);
    digits(out + 5, 2, month);
    digits(out + 8, 2, of_month);
    out[4] = out[7] = '-';
    return slice_of(out, DAY_TEXT);
}
