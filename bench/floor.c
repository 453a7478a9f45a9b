/*
 * The least that a scan of compressed layers must do, in one process: read the stored bytes once, hash them, decode
 * them with the same libraries, walk the tar headers. Nothing else; a scan is measured as a multiple of this.
 *
 * usage: floor ARCHIVE          every member of an image archive (a plain tar) that is a layer by its first bytes
 *        floor FILE:OFFSET:LENGTH ...
 * Prints layers, stored bytes, unpacked bytes and entries. A yardstick: trusts its input.
 */
#include <fcntl.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>
#if SEAWORTHY_ISAL
#include <isa-l/igzip_lib.h>
#else
#include <zlib.h>
#endif

#include "tar_walk.h"

enum { CHUNK = 128 * 1024, HEAD = 512 };

struct floor {
    uint64_t layers, stored, unpacked, entries;
    struct tar_walk walk;
    uint8_t in[CHUNK], out[CHUNK];
};

static void give(struct floor *floor, const uint8_t *bytes, size_t len)
{
    floor->unpacked += len;
    tar_walk_feed(&floor->walk, bytes, len);
}

#if SEAWORTHY_ISAL
struct gzip {
    struct inflate_state state;
};

static void gzip_begin(struct gzip *gzip)
{
    isal_inflate_init(&gzip->state);
    gzip->state.crc_flag = ISAL_GZIP;
}

static void gzip_feed(struct gzip *gzip, struct floor *floor, size_t len)
{
    struct inflate_state *state = &gzip->state;

    state->next_in = floor->in;
    state->avail_in = (uint32_t)len;
    do {
        state->next_out = floor->out;
        state->avail_out = CHUNK;
        if (isal_inflate(state) != ISAL_DECOMP_OK)
            tar_walk_die("not gzip");
        give(floor, floor->out, CHUNK - state->avail_out);
        if (state->block_state == ISAL_BLOCK_FINISH) {
            uint8_t *next = state->next_in;
            uint32_t left = state->avail_in;
            isal_inflate_reset(state);
            state->next_in = next;
            state->avail_in = left;
        }
    } while (state->avail_in || state->avail_out == 0);
}
#else
struct gzip {
    z_stream stream;
};

static void gzip_begin(struct gzip *gzip)
{
    inflateInit2(&gzip->stream, 31);
}

static void gzip_feed(struct gzip *gzip, struct floor *floor, size_t len)
{
    z_stream *stream = &gzip->stream;

    stream->next_in = floor->in;
    stream->avail_in = (unsigned)len;
    do {
        stream->next_out = floor->out;
        stream->avail_out = CHUNK;
        int result = inflate(stream, Z_NO_FLUSH);
        if (result < 0 && result != Z_BUF_ERROR)
            tar_walk_die("not gzip");
        give(floor, floor->out, CHUNK - stream->avail_out);
        if (result == Z_STREAM_END)
            inflateReset(stream);
    } while (stream->avail_in || stream->avail_out == 0);
}
#endif

static void zstd_feed(ZSTD_DCtx *context, struct floor *floor, size_t len)
{
    ZSTD_inBuffer in = {floor->in, len, 0};
    ZSTD_outBuffer out;

    do {
        out = (ZSTD_outBuffer){floor->out, CHUNK, 0};
        if (ZSTD_isError(ZSTD_decompressStream(context, &out, &in)))
            tar_walk_die("not zstd");
        give(floor, floor->out, out.pos);
    } while (in.pos < in.size || out.pos == CHUNK);
}

static size_t read_some(int descriptor, uint8_t *bytes, uint64_t left)
{
    ssize_t count = read(descriptor, bytes, left < CHUNK ? (size_t)left : CHUNK);
    if (count <= 0)
        tar_walk_die("unexpected end of the file");
    return (size_t)count;
}

static void layer(struct floor *floor, int descriptor, uint64_t offset, uint64_t length)
{
    SHA256_CTX sha;
    unsigned char digest[32];
    struct gzip *gzip = calloc(1, sizeof(*gzip));
    ZSTD_DCtx *zstd = ZSTD_createDCtx();
    enum { PLAIN, GZIP, ZSTD } how = PLAIN;

    floor->layers++;
    floor->stored += length;
    floor->entries += floor->walk.entries;
    floor->walk = (struct tar_walk){0};
    gzip_begin(gzip);
    SHA256_Init(&sha);
    lseek(descriptor, (off_t)offset, SEEK_SET);
    for (uint64_t left = length; left;) {
        size_t len = read_some(descriptor, floor->in, left);
        SHA256_Update(&sha, floor->in, len);
        if (left == length)
            how = floor->in[0] == 0x1f ? GZIP : floor->in[0] == 0x28 ? ZSTD : PLAIN;
        left -= len;
        if (how == GZIP)
            gzip_feed(gzip, floor, len);
        else if (how == ZSTD)
            zstd_feed(zstd, floor, len);
        else
            give(floor, floor->in, len);
    }
    SHA256_Final(digest, &sha);
    ZSTD_freeDCtx(zstd);
    free(gzip);
}

/* A layer by its first bytes: gzip, zstd, or a tar header. */
static int is_layer(const uint8_t head[HEAD])
{
    return memcmp(head, "\x1f\x8b\x08", 3) == 0 || memcmp(head, "\x28\xb5\x2f\xfd", 4) == 0 ||
           memcmp(head + 257, "ustar", 5) == 0;
}

static void archive(struct floor *floor, const char *path)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    uint8_t header[HEAD], head[HEAD];
    uint64_t at = 0;

    if (descriptor < 0)
        tar_walk_die(path);
    while (pread(descriptor, header, HEAD, (off_t)at) == HEAD && header[0]) {
        uint64_t size = tar_walk_size(header);
        memset(head, 0, sizeof(head));
        if (size && pread(descriptor, head, HEAD, (off_t)(at + HEAD)) > 0 && is_layer(head))
            layer(floor, descriptor, at + HEAD, size);
        at += HEAD + ((size + HEAD - 1) & ~(uint64_t)(HEAD - 1));
    }
    close(descriptor);
}

static void range(struct floor *floor, const char *argument, const char *colon)
{
    char path[4096], *end;
    uint64_t offset = strtoull(colon + 1, &end, 10), length = *end == ':' ? strtoull(end + 1, NULL, 10) : 0;

    snprintf(path, sizeof(path), "%.*s", (int)(colon - argument), argument);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        tar_walk_die(path);
    layer(floor, descriptor, offset, length);
    close(descriptor);
}

int main(int argc, char **argv)
{
    struct floor *floor = calloc(1, sizeof(*floor));

    for (int i = 1; i < argc; i++) {
        const char *colon = strchr(argv[i], ':');
        if (colon)
            range(floor, argv[i], colon);
        else
            archive(floor, argv[i]);
    }
    floor->entries += floor->walk.entries;
    printf("%llu layers, %llu bytes stored, %llu unpacked, %llu entries\n", (unsigned long long)floor->layers,
           (unsigned long long)floor->stored, (unsigned long long)floor->unpacked, (unsigned long long)floor->entries);
    free(floor);
    return 0;
}
