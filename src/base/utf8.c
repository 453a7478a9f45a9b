/* UTF-8 as in Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF. */
#include "base/text.h"

/* What may follow a lead byte: how many bytes, and the range of the first of them (the others are 80..BF). */
struct lead {
    uint8_t first, last; /* lead bytes */
    uint8_t more;
    uint8_t low, high;
    uint8_t mask; /* of the bits of the lead byte that count */
};

static const struct lead leads[] = {
    {0xc2, 0xdf, 1, 0x80, 0xbf, 0x1f}, {0xe0, 0xe0, 2, 0xa0, 0xbf, 0x0f}, {0xe1, 0xec, 2, 0x80, 0xbf, 0x0f},
    {0xed, 0xed, 2, 0x80, 0x9f, 0x0f}, {0xee, 0xef, 2, 0x80, 0xbf, 0x0f}, {0xf0, 0xf0, 3, 0x90, 0xbf, 0x07},
    {0xf1, 0xf3, 3, 0x80, 0xbf, 0x07}, {0xf4, 0xf4, 3, 0x80, 0x8f, 0x07},
};

static uint32_t utf8_take_long(struct slice *s)
{
    struct slice rest = slice_skip(*s, 1);
    uint8_t byte = s->at[0];

    *s = rest;
    for (size_t i = 0; i < sizeof(leads) / sizeof(*leads); i++) {
        const struct lead *lead = &leads[i];
        if (byte < lead->first || byte > lead->last)
            continue;
        if (rest.len < lead->more || rest.at[0] < lead->low || rest.at[0] > lead->high)
            return UINT32_MAX;
        uint32_t code = byte & lead->mask;
        for (size_t k = 0; k < lead->more; k++) {
            if ((rest.at[k] & 0xc0) != 0x80)
                return UINT32_MAX;
            code = code << 6 | (rest.at[k] & 0x3f);
        }
        *s = slice_skip(rest, lead->more);
        return code;
    }
    return UINT32_MAX;
}

uint32_t utf8_take(struct slice *s)
{
    if (s->len == 0)
        return UINT32_MAX;
    if (s->at[0] >= 0x80)
        return utf8_take_long(s);
    uint32_t code = s->at[0];
    *s = slice_skip(*s, 1);
    return code;
}

bool utf8_valid(struct slice s)
{
    while (s.len) {
        uint64_t eight;
        if (s.len >= sizeof(eight)) { /* most text is ASCII */
            memcpy(&eight, s.at, sizeof(eight));
            if ((eight & 0x8080808080808080) == 0) {
                s = slice_skip(s, sizeof(eight));
                continue;
            }
        }
        if (utf8_take(&s) == UINT32_MAX)
            return false;
    }
    return true;
}

size_t utf8_put(uint32_t code, uint8_t out[4])
{
    if (code < 0x80) {
        out[0] = (uint8_t)code;
        return 1;
    }
    size_t more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const uint8_t marks[] = {0, 0xc0, 0xe0, 0xf0};
    out[0] = (uint8_t)(marks[more] | code >> (6 * more));
    for (size_t i = 1; i <= more; i++)
        out[i] = (uint8_t)(0x80 | (code >> (6 * (more - i)) & 0x3f));
    return more + 1;
}
