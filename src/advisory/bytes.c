#include "advisory/bytes.h"

#include "base/text.h"

static uint8_t *bytes_space(struct bytes *bytes, size_t n)
{
    while (bytes->room - bytes->count < n)
        bytes->at = arena_grow(bytes->arena, bytes->at, bytes->count, &bytes->room, 1, 1);
    return bytes->at + bytes->count;
}

void bytes_put(struct bytes *bytes, struct slice s)
{
    if (s.len == 0)
        return;
    memcpy(bytes_space(bytes, s.len), s.at, s.len);
    bytes->count += s.len;
}

void bytes_put_u8(struct bytes *bytes, uint8_t value)
{
    *bytes_space(bytes, 1) = value;
    bytes->count++;
}

void bytes_put_number(struct bytes *bytes, uint64_t value)
{
    uint8_t *out = bytes_space(bytes, 10);
    size_t len = 0;

    for (; value >= 0x80; value >>= 7)
        out[len++] = (uint8_t)(value | 0x80);
    out[len++] = (uint8_t)value;
    bytes->count += len;
}

void bytes_put_text(struct bytes *bytes, struct slice text)
{
    bytes_put_number(bytes, text.len);
    bytes_put(bytes, text);
}

void bytes_put_list(struct bytes *bytes, struct slices list)
{
    bytes_put_number(bytes, list.count);
    for (size_t i = 0; i < list.count; i++)
        bytes_put_text(bytes, list.at[i]);
}

uint64_t bytes_take_number(struct reader *r)
{
    uint64_t value = 0;

    for (unsigned shift = 0; shift < 64; shift += 7) {
        uint8_t byte = reader_u8(r);
        uint64_t part = byte & 0x7f;

        if (r->failed)
            return 0;
        if ((shift == 63 && part > 1) || (byte == 0 && shift > 0))
            break;
        value |= part << shift;
        if (byte < 0x80)
            return value;
    }
    reader_fail(r, ERROR_MALFORMED, "a number that is too long");
    return 0;
}

uint64_t bytes_take_below(struct reader *r, uint64_t limit)
{
    uint64_t value = bytes_take_number(r);

    if (r->failed || value < limit)
        return value;
    reader_fail(r, ERROR_MALFORMED, "a number that is out of range");
    return 0;
}

struct slice bytes_take_text(struct reader *r)
{
    uint64_t len = bytes_take_below(r, BYTES_TEXT_MAX + 1);
    struct slice text = reader_take(r, len);

    if (slice_find_byte(text, 0) < text.len || !utf8_valid(text)) {
        reader_fail(r, ERROR_MALFORMED, "text that is not UTF-8");
        return (struct slice){0};
    }
    return text;
}

struct slices bytes_take_list(struct reader *r, struct arena *arena)
{
    struct slices list = {.count = bytes_take_below(r, BYTES_LIST_MAX + 1)};

    /* Each text takes one byte or more: a count that the bytes cannot hold takes no memory. */
    if (list.count > r->left.len) {
        reader_fail(r, ERROR_MALFORMED, "a list that is longer than its bytes");
        return (struct slices){0};
    }
    if (list.count == 0)
        return list;
    list.at = arena_array(arena, struct slice, list.count);
    for (size_t i = 0; i < list.count; i++)
        list.at[i] = bytes_take_text(r);
    return r->failed ? (struct slices){0} : list;
}
