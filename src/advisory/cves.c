#include "advisory/cves.h"

void cves_put(struct bytes *bytes, const struct cves_entry *entries, size_t count)
{
    bytes_put_u8(bytes, (uint8_t)(count - 1));
    for (size_t i = 0; i < count; i++)
        bytes_put_u8(bytes, entries[i].low);
    for (size_t i = 0; i < count; i++) {
        bytes_put_u8(bytes, (uint8_t)entries[i].bytes.len);
        bytes_put_u8(bytes, (uint8_t)(entries[i].bytes.len >> 8));
    }
    for (size_t i = 0; i < count; i++)
        bytes_put(bytes, entries[i].bytes);
}

bool cves_find(struct slice block, uint8_t low, struct slice *entry)
{
    struct reader r = reader_over(block);
    size_t count = (size_t)reader_u8(&r) + 1, place;
    struct slice lows = reader_take(&r, count), lens = reader_take(&r, 2 * count);
    size_t at = 0;

    *entry = (struct slice){0};
    if (r.failed || count > CVES_IN_BLOCK)
        return false;
    place = slice_find_byte(lows, low);
    if (place == count)
        return true;
    for (size_t i = 0; i < place; i++)
        at += (size_t)lens.at[2 * i] | (size_t)lens.at[2 * i + 1] << 8;
    reader_skip(&r, at);
    *entry = reader_take(&r, (size_t)lens.at[2 * place] | (size_t)lens.at[2 * place + 1] << 8);
    return !r.failed;
}
