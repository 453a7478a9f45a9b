#include "target/tar_write.h"

#include <stdio.h>

enum { BLOCK = 512 };

/* POSIX.1-1988 header; numbers are octal text. */
struct ustar {
    char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], sum[8], type, link[100], magic[6], version[2],
        user[32], group[32], major[8], minor[8], prefix[155], rest[12];
};
_Static_assert(sizeof(struct ustar) == BLOCK, "a header is one block");

void tar_write_init(struct tar_writer *writer, tar_put *put, void *context)
{
    writer->put = put;
    writer->context = context;
    writer->failed = false;
    writer->used = 0;
    writer->left = writer->padding = 0;
}

bool tar_write_flush(struct tar_writer *writer)
{
    if (!writer->failed && writer->used && !writer->put(writer->context, slice_of(writer->buffer, writer->used)))
        writer->failed = true;
    writer->used = 0;
    return !writer->failed;
}

static void put(struct tar_writer *writer, struct slice bytes)
{
    while (bytes.len && !writer->failed) {
        struct slice part = slice_head(bytes, sizeof writer->buffer - writer->used);
        memcpy(writer->buffer + writer->used, part.at, part.len);
        writer->used += part.len;
        bytes = slice_skip(bytes, part.len);
        if (writer->used == sizeof writer->buffer)
            tar_write_flush(writer);
    }
}

static void put_zeros(struct tar_writer *writer, uint64_t count)
{
    static const uint8_t zeros[4096];

    while (count && !writer->failed) {
        size_t part = count < sizeof zeros ? (size_t)count : sizeof zeros;
        put(writer, slice_of(zeros, part));
        count -= part;
    }
}

static void octal(char *field, size_t len, uint64_t value)
{
    for (size_t i = len - 1; i-- > 0; value /= 8)
        field[i] = (char)('0' + value % 8);
}

static void header(struct tar_writer *writer, char type, struct slice path, uint32_t mode, uint64_t size,
                   struct slice link)
{
    struct ustar ustar = {.type = type, .magic = "ustar", .version = {'0', '0'}};
    unsigned sum = 0;

    memcpy(ustar.name, path.at, path.len < sizeof ustar.name ? path.len : sizeof ustar.name);
    if (link.len)
        memcpy(ustar.link, link.at, link.len < sizeof ustar.link ? link.len : sizeof ustar.link);
    octal(ustar.mode, sizeof ustar.mode, mode & 07777);
    octal(ustar.uid, sizeof ustar.uid, 0);
    octal(ustar.gid, sizeof ustar.gid, 0);
    octal(ustar.size, sizeof ustar.size, size);
    octal(ustar.mtime, sizeof ustar.mtime, 0);
    memset(ustar.sum, ' ', sizeof ustar.sum);
    for (size_t i = 0; i < sizeof ustar; i++)
        sum += ((const uint8_t *)&ustar)[i];
    octal(ustar.sum, sizeof ustar.sum - 1, sum);
    put(writer, slice_of(&ustar, sizeof ustar));
}

/* Bytes of "LEN key=value\n", which count themselves. */
static size_t record_len(struct slice key, size_t value)
{
    size_t rest = key.len + value + 3, len = rest + 1;

    for (size_t digits = 1, ten = 10; len >= ten; ten *= 10)
        len = rest + ++digits;
    return len;
}

static void record(struct tar_writer *writer, struct slice key, struct slice value)
{
    char len[24];
    int digits = snprintf(len, sizeof len, "%zu ", record_len(key, value.len));

    put(writer, slice_of(len, (size_t)digits));
    put(writer, key);
    put(writer, S("="));
    put(writer, value);
    put(writer, S("\n"));
}

static void finish_content(struct tar_writer *writer)
{
    put_zeros(writer, writer->left + writer->padding);
    writer->left = writer->padding = 0;
}

static uint64_t padding_of(uint64_t size)
{
    return (BLOCK - size % BLOCK) % BLOCK;
}

void tar_write_entry(struct tar_writer *writer, enum tar_type type, struct slice path, uint32_t mode, uint64_t size,
                     struct slice link)
{
    const uint64_t octal_max = (1ull << 33) - 1; /* 11 digits */
    char number[24];
    struct slice size_text =
        slice_of(number, (size_t)snprintf(number, sizeof number, "%llu", (unsigned long long)size));
    bool long_path = path.len > 100, long_link = link.len > 100, large = size > octal_max;
    size_t extended = (long_path ? record_len(S("path"), path.len) : 0) +
                      (long_link ? record_len(S("linkpath"), link.len) : 0) +
                      (large ? record_len(S("size"), size_text.len) : 0);

    finish_content(writer);
    if (extended) {
        header(writer, 'x', S("pax"), 0644, extended, S(""));
        if (long_path)
            record(writer, S("path"), path);
        if (long_link)
            record(writer, S("linkpath"), link);
        if (large)
            record(writer, S("size"), size_text);
        put_zeros(writer, padding_of(extended));
    }
    header(writer, (char)type, path, mode, large ? 0 : size, link);
    writer->left = size;
    writer->padding = padding_of(size);
}

void tar_write_content(struct tar_writer *writer, struct slice bytes)
{
    if (bytes.len > writer->left)
        bytes.len = (size_t)writer->left;
    put(writer, bytes);
    writer->left -= bytes.len;
}

void tar_write_passed(struct tar_writer *writer, uint64_t len)
{
    writer->left -= len < writer->left ? len : writer->left;
}

bool tar_write_end(struct tar_writer *writer)
{
    finish_content(writer);
    put_zeros(writer, 2 * BLOCK);
    return tar_write_flush(writer);
}
