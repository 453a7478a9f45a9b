#include "layer/tar_sparse.h"

#include "layer/tar_header.h"

enum {
    OLD_PARTS_AT = 386,
    OLD_PARTS = 4,
    OLD_MORE_AT = 482,
    OLD_SIZE_AT = 483,
    BLOCK_PARTS = 21,
    BLOCK_MORE_AT = 504,
    NUMBER_LEN = 12,
    PART_LEN = 2 * NUMBER_LEN,
    DIGITS_MAX = 20, /* of 2^64 */
};

void tar_sparse_clear(struct tar_sparse *sparse)
{
    sparse->count = 0;
    sparse->half = false;
    sparse->problem = NULL;
    sparse->too_many = false;
    sparse->size = 0;
    sparse->position = 0;
    sparse->part = 0;
}

void tar_sparse_number(struct tar_sparse *sparse, uint64_t value)
{
    if (sparse->problem)
        return;
    if (sparse->half) {
        sparse->at[sparse->count - 1].len = value;
        sparse->half = false;
        return;
    }
    if (sparse->count == TAR_SPARSE_PARTS_MAX) {
        sparse->problem = "a sparse file of more than 65,536 parts";
        sparse->too_many = true;
        return;
    }
    *ARENA_PUSH(sparse->arena, sparse) = (struct tar_part){value, 0};
    sparse->half = true;
}

/* Collects decimal numbers from text in pieces. */
struct digits {
    uint64_t value;
    unsigned count;
    bool bad;
};

static void digits_add(struct digits *digits, uint8_t byte)
{
    uint64_t value;

    if (byte < '0' || byte > '9' || digits->count == DIGITS_MAX || __builtin_mul_overflow(digits->value, 10, &value) ||
        __builtin_add_overflow(value, byte - '0', &digits->value))
        digits->bad = true;
    digits->count++;
}

/* A number is complete. */
static void digits_end(struct digits *digits, struct tar_sparse *sparse)
{
    if (digits->bad || digits->count == 0)
        sparse->problem = sparse->problem ? sparse->problem : "a sparse map with something that is no number";
    else
        tar_sparse_number(sparse, digits->value);
    *digits = (struct digits){0};
}

void tar_sparse_list(struct tar_sparse *sparse, struct reader *in, uint64_t n)
{
    struct digits digits = {0};

    if (n == 0)
        return;
    while (n && reader_peek(in, 1).len) {
        struct slice piece = slice_head(in->left, n < SIZE_MAX ? (size_t)n : SIZE_MAX);
        for (size_t i = 0; i < piece.len && !sparse->problem; i++) {
            if (piece.at[i] == ',')
                digits_end(&digits, sparse);
            else
                digits_add(&digits, piece.at[i]);
        }
        reader_advance(in, piece.len);
        n -= piece.len;
    }
    digits_end(&digits, sparse);
}

/* Pairs of numbers up to the first without an offset, as Go and GNU tar end. returns  false at that end */
static bool old_parts(struct tar_sparse *sparse, const uint8_t *at, size_t count)
{
    for (size_t i = 0; i < count; i++, at += PART_LEN) {
        uint64_t offset, len;
        if (at[0] == '\0')
            return false;
        if (!tar_number(slice_of(at, NUMBER_LEN), &offset) ||
            !tar_number(slice_of(at + NUMBER_LEN, NUMBER_LEN), &len)) {
            sparse->problem = "a sparse map with something that is no number";
            return false;
        }
        tar_sparse_number(sparse, offset);
        tar_sparse_number(sparse, len);
    }
    return true;
}

bool tar_sparse_old(struct tar_sparse *sparse, const uint8_t block[512], struct reader *archive)
{
    bool more = block[OLD_MORE_AT] != 0, wanted;

    if (!tar_number(slice_of(block + OLD_SIZE_AT, NUMBER_LEN), &sparse->size))
        sparse->problem = "a sparse file with a size that is no number";
    wanted = old_parts(sparse, block + OLD_PARTS_AT, OLD_PARTS);
    while (more) {
        struct slice next = reader_take(archive, TAR_BLOCK);
        if (next.len == 0)
            return false;
        wanted = wanted && old_parts(sparse, next.at, BLOCK_PARTS);
        more = next.at[BLOCK_MORE_AT] != 0;
    }
    return true;
}

/* One number and its newline. returns  false when the archive ended or the text did */
static bool text_number(struct reader *archive, uint64_t *stored, uint64_t *value)
{
    struct digits digits = {0};

    while (*stored && !digits.bad) {
        struct slice byte = reader_take(archive, 1);
        if (byte.len == 0)
            return false;
        --*stored;
        if (byte.at[0] == '\n') {
            *value = digits.value;
            return digits.count > 0;
        }
        digits_add(&digits, byte.at[0]);
    }
    return false;
}

bool tar_sparse_text(struct tar_sparse *sparse, struct reader *archive, uint64_t *stored)
{
    uint64_t before = *stored, count, value;

    if (!text_number(archive, stored, &count))
        sparse->problem = "a sparse map with something that is no number";
    else if (count > TAR_SPARSE_PARTS_MAX)
        count = TAR_SPARSE_PARTS_MAX + 1; /* the last one is the problem */
    for (uint64_t i = 0; !sparse->problem && i < 2 * count; i++) {
        if (text_number(archive, stored, &value))
            tar_sparse_number(sparse, value);
        else
            sparse->problem = "a sparse map with something that is no number";
    }
    uint64_t padding = -(before - *stored) & (TAR_BLOCK - 1);
    if (padding > *stored)
        padding = *stored;
    reader_skip(archive, padding);
    *stored -= padding;
    return !archive->failed;
}

void tar_sparse_check(struct tar_sparse *sparse, uint64_t stored)
{
    uint64_t end = 0;

    if (sparse->half && !sparse->problem)
        sparse->problem = "a sparse map with an odd number of numbers";
    if (sparse->size > INT64_MAX && !sparse->problem)
        sparse->problem = "a sparse file with a size that is too large";
    for (size_t i = 0; i < sparse->count && !sparse->problem; i++) {
        struct tar_part part = sparse->at[i];
        if (part.at < end || part.at > sparse->size || part.len > sparse->size - part.at)
            sparse->problem = "a sparse map whose parts overlap or lie behind the end";
        else if (part.len > stored)
            sparse->problem = "a sparse map of more bytes than are stored";
        end = part.at + part.len;
        stored -= part.len;
    }
}

uint64_t tar_sparse_run(struct tar_sparse *sparse, bool *hole)
{
    while (sparse->part < sparse->count &&
           sparse->position >= sparse->at[sparse->part].at + sparse->at[sparse->part].len)
        sparse->part++;
    *hole = true;
    if (sparse->part == sparse->count)
        return sparse->size - sparse->position;
    struct tar_part part = sparse->at[sparse->part];
    if (sparse->position < part.at)
        return part.at - sparse->position;
    *hole = false;
    return part.at + part.len - sparse->position;
}

void tar_sparse_advance(struct tar_sparse *sparse, uint64_t n)
{
    sparse->position += n;
}
