#include "report/moment.h"

struct moment {
    int64_t year, month, day, hour, minute, second, offset; /* offset  minutes east of Greenwich */
};

/* The number at the digits 'd' of a shape that begins at `at`; the text is long enough. */
static int64_t number_at(struct slice text, size_t at, size_t digits)
{
    int64_t number = 0;

    for (size_t i = at; i < at + digits; i++)
        number = number * 10 + (text.at[i] - '0');
    return number;
}

/* Whether the text begins with the shape: 'd' is a digit, all else stands for itself. */
static bool has_shape(struct slice text, const char *shape)
{
    for (size_t i = 0; shape[i]; i++)
        if (i >= text.len || (shape[i] == 'd' ? text.at[i] < '0' || text.at[i] > '9' : text.at[i] != (uint8_t)shape[i]))
            return false;
    return true;
}

static int64_t days_in(int64_t year, int64_t month)
{
    static const int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

static bool valid(const struct moment *m)
{
    /* 60: a leap second. */
    return m->year >= 1 && m->month >= 1 && m->month <= 12 && m->day >= 1 && m->day <= days_in(m->year, m->month) &&
           m->hour <= 23 && m->minute <= 59 && m->second <= 60;
}

/* "Z" or "+02:00", behind an optional fraction of a second, and nothing else. */
static bool parse_rest(struct slice rest, int64_t *offset)
{
    if (rest.len && rest.at[0] == '.') {
        size_t digits = 1;
        while (digits < rest.len && rest.at[digits] >= '0' && rest.at[digits] <= '9')
            digits++;
        if (digits == 1)
            return false;
        rest = slice_skip(rest, digits);
    }
    *offset = 0;
    if (slice_equal(rest, S("Z")) || slice_equal(rest, S("z")))
        return true;
    if (rest.len != 6 || !(has_shape(rest, "+dd:dd") || has_shape(rest, "-dd:dd")))
        return false;
    int64_t hours = number_at(rest, 1, 2), minutes = number_at(rest, 4, 2);
    *offset = (rest.at[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
    return hours <= 23 && minutes <= 59;
}

/* To UTC, a minute's worth at a time: at most a day. */
static void shift(struct moment *m)
{
    int64_t minutes = m->hour * 60 + m->minute - m->offset, day = 24 * 60;

    if (minutes < 0) {
        minutes += day;
        if (--m->day == 0) {
            m->year -= m->month == 1;
            m->month = m->month == 1 ? 12 : m->month - 1;
            m->day = days_in(m->year, m->month);
        }
    } else if (minutes >= day) {
        minutes -= day;
        if (++m->day > days_in(m->year, m->month)) {
            m->day = 1;
            m->year += m->month == 12;
            m->month = m->month == 12 ? 1 : m->month + 1;
        }
    }
    m->hour = minutes / 60;
    m->minute = minutes % 60;
}

struct slice moment_utc(struct arena *arena, struct slice time)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";
    struct moment m;

    if (!has_shape(time, shape))
        return S("");
    m = (struct moment){.year = number_at(time, 0, 4),
                        .month = number_at(time, 5, 2),
                        .day = number_at(time, 8, 2),
                        .hour = number_at(time, 11, 2),
                        .minute = number_at(time, 14, 2),
                        .second = number_at(time, 17, 2)};
    if (!parse_rest(slice_skip(time, sizeof(shape) - 1), &m.offset) || !valid(&m))
        return S("");
    shift(&m);
    if (m.year < 1 || m.year > 9999)
        return S("");
    return arena_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)m.year, (int)m.month, (int)m.day, (int)m.hour,
                        (int)m.minute, (int)m.second);
}

struct slice moment_day(struct slice text)
{
    static const char shape[] = "dddd-dd-dd";
    struct moment m;

    if (!has_shape(text, shape))
        return S("");
    m = (struct moment){.year = number_at(text, 0, 4), .month = number_at(text, 5, 2), .day = number_at(text, 8, 2)};
    return valid(&m) ? slice_head(text, sizeof(shape) - 1) : S("");
}
