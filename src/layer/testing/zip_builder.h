/*
 * For tests: zip archives written member by member, odd ones too. Memory grows with malloc; zip_builder_free frees it.
 * A deflated member is made of deflate's stored blocks (RFC 1951, 3.2.4), so that no compressor is needed.
 */
#ifndef SEAWORTHY_LAYER_TESTING_ZIP_BUILDER_H
#define SEAWORTHY_LAYER_TESTING_ZIP_BUILDER_H

#include <stdlib.h>

#include "base/slice.h"
#include "layer/inflate.h"

struct zip_builder {
    uint8_t *at;
    size_t len, room;
    struct {
        uint8_t at[64 * 1024];
        size_t len, count;
    } directory;
};

/* What is 0 is as it should be. */
struct zip_built {
    const char *name;
    const char *local_name; /* another name in front of the content */
    unsigned method;        /* 0 stored, 8 deflated; others are written as stored */
    unsigned flags;
    uint32_t crc_off;    /* added to the checksum */
    uint32_t size_off;   /* added to the size in the directory */
    uint32_t packed_off; /* added to the packed size in the directory */
    uint32_t offset_off; /* added to the offset */
    bool local_only, directory_only;
    bool wide; /* sizes and offset in zip64 fields */
};

static inline void zip_builder_bytes(struct zip_builder *zip, const void *bytes, size_t len)
{
    if (len > zip->room - zip->len) {
        zip->room = (zip->len + len) * 2;
        zip->at = realloc(zip->at, zip->room);
        if (zip->at == NULL)
            abort();
    }
    if (len)
        memcpy(zip->at + zip->len, bytes, len);
    zip->len += len;
}

static inline uint8_t *zip_builder_u16(uint8_t *at, uint64_t value)
{
    at[0] = (uint8_t)value;
    at[1] = (uint8_t)(value >> 8);
    return at + 2;
}
static inline uint8_t *zip_builder_u32(uint8_t *at, uint64_t value)
{
    return zip_builder_u16(zip_builder_u16(at, value), value >> 16);
}
static inline uint8_t *zip_builder_u64(uint8_t *at, uint64_t value)
{
    return zip_builder_u32(zip_builder_u32(at, value), value >> 32);
}

static inline size_t zip_builder_deflate(struct zip_builder *zip, struct slice content)
{
    size_t before = zip->len;

    do {
        struct slice block = slice_head(content, 0xffff);
        uint8_t head[5] = {block.len == content.len};
        zip_builder_u16(zip_builder_u16(head + 1, block.len), ~(uint64_t)block.len);
        zip_builder_bytes(zip, head, sizeof(head));
        zip_builder_bytes(zip, block.at, block.len);
        content = slice_skip(content, block.len);
    } while (content.len > 0);
    return zip->len - before;
}

static inline void zip_builder_entry(struct zip_builder *zip, struct zip_built built, uint64_t offset, uint32_t crc,
                                     uint64_t packed, uint64_t size)
{
    struct slice name = slice_text(built.name);
    uint8_t *start = zip->directory.at + zip->directory.len, *at = start;

    if (zip->directory.len + 46 + name.len + 28 > sizeof(zip->directory.at))
        abort();
    at = zip_builder_u32(at, 0x02014b50);
    at = zip_builder_u16(zip_builder_u16(at, 20), 20);
    at = zip_builder_u16(zip_builder_u16(at, built.flags), built.method);
    at = zip_builder_u32(zip_builder_u32(at, 0), crc);
    at = zip_builder_u32(at, built.wide ? UINT32_MAX : packed + built.packed_off);
    at = zip_builder_u32(at, built.wide ? UINT32_MAX : size + built.size_off);
    at = zip_builder_u16(zip_builder_u16(at, name.len), built.wide ? 28 : 0);
    at = zip_builder_u32(zip_builder_u32(zip_builder_u16(at, 0), 0), 0);
    at = zip_builder_u32(at, built.wide ? UINT32_MAX : offset + built.offset_off);
    memcpy(at, name.at, name.len);
    at += name.len;
    if (built.wide) {
        at = zip_builder_u16(zip_builder_u16(at, 1), 24);
        at = zip_builder_u64(zip_builder_u64(zip_builder_u64(at, size), packed), offset);
    }
    zip->directory.len += (size_t)(at - start);
    zip->directory.count++;
}

static inline void zip_builder_add(struct zip_builder *zip, struct zip_built built, struct slice content)
{
    struct slice name = slice_text(built.local_name ? built.local_name : built.name);
    uint32_t crc = inflate_engine_at(0)->crc(0, content) + built.crc_off;
    uint64_t offset = zip->len;
    uint8_t head[30] = {0}, *at = zip_builder_u32(head, 0x04034b50);

    if (!built.directory_only) {
        at = zip_builder_u16(zip_builder_u16(zip_builder_u16(at, 20), built.flags), built.method);
        at = zip_builder_u32(zip_builder_u32(at, 0), crc);
        at = zip_builder_u32(zip_builder_u32(at, content.len), content.len);
        zip_builder_u16(at, name.len);
        zip_builder_bytes(zip, head, sizeof(head));
        zip_builder_bytes(zip, name.at, name.len);
    }
    size_t packed = content.len;
    if (built.method == 8)
        packed = zip_builder_deflate(zip, content);
    else
        zip_builder_bytes(zip, content.at, content.len);
    if (!built.local_only)
        zip_builder_entry(zip, built, offset, crc, packed, content.len);
}

static inline void zip_builder_file(struct zip_builder *zip, const char *name, const char *content)
{
    zip_builder_add(zip, (struct zip_built){.name = name, .method = 8}, slice_text(content));
}

/* Directory and end record. */
static inline struct slice zip_builder_end(struct zip_builder *zip, bool wide, const char *comment)
{
    size_t start = zip->len, len = zip->directory.len, count = zip->directory.count;
    struct slice text = slice_text(comment);
    uint8_t record[76] = {0}, *at = record;

    zip_builder_bytes(zip, zip->directory.at, len);
    if (wide) {
        size_t end = zip->len;
        at = zip_builder_u64(zip_builder_u32(at, 0x06064b50), 44);
        at = zip_builder_u64(zip_builder_u32(at, 0), 0); /* versions and disks */
        at = zip_builder_u64(zip_builder_u64(at, count), count);
        at = zip_builder_u64(zip_builder_u64(at, len), start);
        at = zip_builder_u32(zip_builder_u32(at, 0x07064b50), 0);
        zip_builder_u32(zip_builder_u64(at, end), 1);
        zip_builder_bytes(zip, record, sizeof(record));
    }
    at = zip_builder_u32(record, 0x06054b50);
    at = zip_builder_u32(at, 0);
    at = zip_builder_u16(zip_builder_u16(at, wide ? 0xffff : count), wide ? 0xffff : count);
    at = zip_builder_u32(zip_builder_u32(at, wide ? UINT32_MAX : len), wide ? UINT32_MAX : start);
    zip_builder_u16(at, text.len);
    zip_builder_bytes(zip, record, 22);
    zip_builder_bytes(zip, text.at, text.len);
    return slice_of(zip->at, zip->len);
}

static inline void zip_builder_free(struct zip_builder *zip)
{
    free(zip->at);
    *zip = (struct zip_builder){0};
}

#endif
