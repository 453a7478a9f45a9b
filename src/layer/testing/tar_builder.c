#include "layer/testing/tar_builder.h"

#include <stdio.h>
#include <stdlib.h>

enum { BLOCK = 512 };

void tar_builder_bytes(struct tar_builder *builder, struct slice bytes)
{
    if (builder->room - builder->len < bytes.len) {
        builder->room = (builder->len + bytes.len) * 2 + BLOCK;
        builder->at = realloc(builder->at, builder->room);
        if (builder->at == NULL)
            abort();
    }
    if (bytes.len)
        memcpy(builder->at + builder->len, bytes.at, bytes.len);
    builder->len += bytes.len;
}

void tar_builder_zeros(struct tar_builder *builder, size_t n)
{
    static const uint8_t zeros[BLOCK];
    for (; n > BLOCK; n -= BLOCK)
        tar_builder_bytes(builder, slice_of(zeros, BLOCK));
    tar_builder_bytes(builder, slice_of(zeros, n));
}

void tar_builder_pad(struct tar_builder *builder)
{
    tar_builder_zeros(builder, -builder->len & (BLOCK - 1));
}

static void field(uint8_t *block, size_t at, size_t len, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    if (n)
        memcpy(block + at, text, n < len ? n : len);
}

static void checksum(uint8_t block[BLOCK], bool as_signed, bool bad)
{
    int sum = bad ? 1 : 0;
    char text[8];

    memset(block + 148, ' ', 8);
    for (size_t i = 0; i < BLOCK; i++)
        sum += as_signed ? (int8_t)block[i] : block[i];
    snprintf(text, sizeof(text), "%06o", (unsigned)sum);
    memcpy(block + 148, text, 7);
}

void tar_builder_header(struct tar_builder *builder, struct tar_built built)
{
    uint8_t block[BLOCK] = {0};
    char size[24];

    snprintf(size, sizeof(size), "%011llo", (unsigned long long)built.stored);
    field(block, 0, 100, built.name);
    field(block, 100, 8, built.mode ? built.mode : "0000644");
    field(block, 108, 8, "0000000");
    field(block, 116, 8, "0000000");
    if (built.size)
        memcpy(block + 124, built.size, 12);
    else
        field(block, 124, 12, size);
    field(block, 136, 12, "00000000000");
    block[156] = (uint8_t)(built.type == TAR_TYPE_OLD ? 0 : built.type ? built.type : '0');
    field(block, 157, 100, built.link);
    memcpy(block + 257, built.magic ? built.magic : "ustar\00000", 8);
    field(block, 345, 155, built.prefix);
    if (built.sparse)
        memcpy(block + 386, built.sparse, 4 * 24 + 1 + 12);
    checksum(block, built.signed_sum, built.bad_checksum);
    tar_builder_bytes(builder, slice_of(block, BLOCK));
}

void tar_builder_entry(struct tar_builder *builder, struct tar_built built, struct slice content)
{
    built.stored = content.len;
    tar_builder_header(builder, built);
    tar_builder_bytes(builder, content);
    tar_builder_pad(builder);
}

void tar_builder_file(struct tar_builder *builder, const char *name, const char *content)
{
    tar_builder_entry(builder, (struct tar_built){.name = name}, slice_text(content));
}

void tar_builder_pax(struct tar_builder *builder, char type, struct slice records)
{
    tar_builder_entry(builder, (struct tar_built){.name = "pax_global_header", .type = type}, records);
}

struct slice tar_builder_record(uint8_t *out, const char *key, struct slice value)
{
    size_t rest = strlen(key) + value.len + 3, len = rest + 1;
    char number[24];

    while (len != rest + (size_t)snprintf(number, sizeof(number), "%zu", len))
        len = rest + strlen(number);
    size_t head = (size_t)snprintf((char *)out, strlen(key) + sizeof(number), "%zu %s=", len, key);
    if (value.len)
        memcpy(out + head, value.at, value.len);
    out[head + value.len] = '\n';
    return slice_of(out, len);
}

void tar_builder_end(struct tar_builder *builder)
{
    tar_builder_zeros(builder, 2 * BLOCK);
}

struct slice tar_builder_slice(const struct tar_builder *builder)
{
    return slice_of(builder->at, builder->len);
}

void tar_builder_free(struct tar_builder *builder)
{
    free(builder->at);
    *builder = (struct tar_builder){0};
}
