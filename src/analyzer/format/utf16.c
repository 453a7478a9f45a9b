#include "analyzer/format/utf16.h"

#include "base/text.h"

static uint32_t unit_at(struct slice bytes, size_t at, bool big)
{
    uint8_t first = bytes.at[at], second = bytes.at[at + 1];

    return big ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

struct slice utf16_decode(struct arena *arena, struct slice bytes, bool big_endian)
{
    uint8_t *out = arena_array(arena, uint8_t, bytes.len / 2 * 3 + 1);
    size_t len = 0;

    for (size_t at = 0; at + 1 < bytes.len; at += 2) {
        uint32_t code = unit_at(bytes, at, big_endian);
        if (code >= 0xd800 && code < 0xdc00 && at + 3 < bytes.len) {
            uint32_t low = unit_at(bytes, at + 2, big_endian);
            if (low >= 0xdc00 && low < 0xe000) {
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                at += 2;
            }
        }
        if (code >= 0xd800 && code < 0xe000)
            code = 0xfffd;
        len += utf8_put(code, out + len);
    }
    return slice_of(out, len);
}
