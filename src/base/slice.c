#include "base/slice.h"

bool slice_equal_nocase(struct slice a, struct slice b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        uint8_t x = a.at[i], y = b.at[i];
        if (x >= 'A' && x <= 'Z')
            x = (uint8_t)(x + 32);
        if (y >= 'A' && y <= 'Z')
            y = (uint8_t)(y + 32);
        if (x != y)
            return false;
    }
    return true;
}

bool slices_has(struct slices list, struct slice s)
{
    for (size_t i = 0; i < list.count; i++)
        if (slice_equal(list.at[i], s))
            return true;
    return false;
}

size_t slice_find_byte(struct slice s, uint8_t byte)
{
    const uint8_t *found = s.len ? memchr(s.at, byte, s.len) : NULL;
    return found ? (size_t)(found - s.at) : s.len;
}

size_t slice_find_last(struct slice s, uint8_t byte)
{
    const uint8_t *found = s.len ? memrchr(s.at, byte, s.len) : NULL;
    return found ? (size_t)(found - s.at) : s.len;
}

size_t slice_find(struct slice s, struct slice needle)
{
    if (needle.len == 0)
        return 0;
    const uint8_t *found = s.len ? memmem(s.at, s.len, needle.at, needle.len) : NULL;
    return found ? (size_t)(found - s.at) : SIZE_MAX;
}

bool slice_cut(struct slice s, uint8_t byte, struct slice *left, struct slice *right)
{
    size_t at = slice_find_byte(s, byte);
    *left = slice_head(s, at);
    *right = slice_skip(s, at + 1);
    return at < s.len;
}

bool slice_next(struct slice *rest, uint8_t byte, struct slice *piece)
{
    if (rest->at == NULL || rest->len == 0)
        return false;
    size_t at = slice_find_byte(*rest, byte);
    *piece = slice_head(*rest, at);
    *rest = slice_skip(*rest, at + 1);
    return true;
}

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* Takes a run of digits, without zeros before it. */
static struct slice take_number(struct slice *s)
{
    size_t len = 0, zeros = 0;

    while (len < s->len && is_digit(s->at[len]))
        len++;
    while (zeros < len && s->at[zeros] == '0')
        zeros++;
    struct slice number = slice_skip(slice_head(*s, len), zeros);
    *s = slice_skip(*s, len);
    return number;
}

int slice_compare_natural(struct slice a, struct slice b)
{
    struct slice x = a, y = b;

    while (x.len && y.len) {
        if (is_digit(x.at[0]) && is_digit(y.at[0])) {
            struct slice m = take_number(&x), n = take_number(&y);
            if (m.len != n.len)
                return m.len < n.len ? -1 : 1;
            if (!slice_equal(m, n))
                return slice_compare(m, n);
        } else if (x.at[0] == y.at[0]) {
            x = slice_skip(x, 1);
            y = slice_skip(y, 1);
        } else {
            break;
        }
    }
    int order = slice_compare(x, y);
    return order ? order : slice_compare(a, b);
}

struct slice slice_trim(struct slice s)
{
    while (s.len && (s.at[0] == ' ' || s.at[0] == '\t' || s.at[0] == '\r' || s.at[0] == '\n'))
        s = slice_skip(s, 1);
    while (s.len &&
           (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t' || s.at[s.len - 1] == '\r' || s.at[s.len - 1] == '\n'))
        s.len--;
    return s;
}

bool slice_decimal(struct slice s, uint64_t *value)
{
    uint64_t sum = 0;

    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        if (__builtin_mul_overflow(sum, 10, &sum) || __builtin_add_overflow(sum, (uint64_t)(s.at[i] - '0'), &sum))
            return false;
    }
    *value = sum;
    return true;
}

bool slice_hexadecimal(struct slice s, uint64_t *value)
{
    uint64_t sum = 0;

    if (s.len == 0 || s.len > 16)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        uint8_t c = s.at[i];
        if (c >= '0' && c <= '9')
            c = (uint8_t)(c - '0');
        else if ((c | 32) >= 'a' && (c | 32) <= 'f')
            c = (uint8_t)((c | 32) - 'a' + 10);
        else
            return false;
        sum = sum << 4 | c;
    }
    *value = sum;
    return true;
}
