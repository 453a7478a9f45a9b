/* The plain functions are called deprecated in OpenSSL 3, but EVP would bring providers, configuration files and locks.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/digest.h"

#include "base/md5.h"

#include <assert.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

struct digest_state {
    enum digest_kind kind;
    union {
        MD5_CTX md5;
        SHA_CTX sha1;
        SHA256_CTX sha256;
        SHA512_CTX sha512;
    } of;
};
_Static_assert(sizeof(struct digest_state) <= DIGEST_STATE_SIZE, "digest_space is too small");

static void md5_begin(struct digest_state *state)
{
    MD5_Init(&state->of.md5);
}

static void md5_update(struct digest_state *state, struct slice bytes)
{
    MD5_Update(&state->of.md5, bytes.at, bytes.len);
}

static void md5_end(struct digest_state *state, uint8_t *out)
{
    MD5_Final(out, &state->of.md5);
}

static void sha1_begin(struct digest_state *state)
{
    SHA1_Init(&state->of.sha1);
}

static void sha1_update(struct digest_state *state, struct slice bytes)
{
    SHA1_Update(&state->of.sha1, bytes.at, bytes.len);
}

static void sha1_end(struct digest_state *state, uint8_t *out)
{
    SHA1_Final(out, &state->of.sha1);
}

static void sha256_begin(struct digest_state *state)
{
    SHA256_Init(&state->of.sha256);
}

static void sha256_update(struct digest_state *state, struct slice bytes)
{
    SHA256_Update(&state->of.sha256, bytes.at, bytes.len);
}

static void sha256_end(struct digest_state *state, uint8_t *out)
{
    SHA256_Final(out, &state->of.sha256);
}

static void sha512_begin(struct digest_state *state)
{
    SHA512_Init(&state->of.sha512);
}

static void sha512_update(struct digest_state *state, struct slice bytes)
{
    SHA512_Update(&state->of.sha512, bytes.at, bytes.len);
}

static void sha512_end(struct digest_state *state, uint8_t *out)
{
    SHA512_Final(out, &state->of.sha512);
}

static const struct digest_row {
    const char *name;
    size_t len;
    bool oci; /* an algorithm that OCI registers for digests (image-spec, descriptor.md) */
    void (*begin)(struct digest_state *state);
    void (*update)(struct digest_state *state, struct slice bytes);
    void (*end)(struct digest_state *state, uint8_t *out);
} rows[DIGEST_KINDS] = {
    [DIGEST_NONE] = {.name = "none"},
    [DIGEST_MD5] = {"md5", 16, false, md5_begin, md5_update, md5_end},
    [DIGEST_SHA1] = {"sha1", 20, false, sha1_begin, sha1_update, sha1_end},
    [DIGEST_SHA256] = {"sha256", 32, true, sha256_begin, sha256_update, sha256_end},
    [DIGEST_SHA512] = {"sha512", 64, true, sha512_begin, sha512_update, sha512_end},
};

static const struct digest_row *row_of(enum digest_kind kind)
{
    return &rows[(unsigned)kind < DIGEST_KINDS ? kind : DIGEST_NONE];
}

struct digest_state *digest_begin(union digest_space *space, enum digest_kind kind)
{
    struct digest_state *state = (struct digest_state *)(void *)space;

    state->kind = kind;
    if (row_of(kind)->begin)
        row_of(kind)->begin(state);
    return state;
}

void digest_update(struct digest_state *state, struct slice bytes)
{
    if (bytes.len && row_of(state->kind)->update)
        row_of(state->kind)->update(state, bytes);
}

static struct md5_message md5_message_of(const MD5_CTX *md5, struct slice bytes)
{
    return (struct md5_message){{md5->A, md5->B, md5->C, md5->D}, bytes.at};
}

/* libcrypto counts bits in two words. */
static void md5_took(MD5_CTX *md5, const struct md5_message *message, size_t len)
{
    uint64_t bits = ((uint64_t)md5->Nh << 32 | md5->Nl) + (uint64_t)len * 8;

    md5->A = message->state[0];
    md5->B = message->state[1];
    md5->C = message->state[2];
    md5->D = message->state[3];
    md5->Nl = (MD5_LONG)bits;
    md5->Nh = (MD5_LONG)(bits >> 32);
}

void digest_update_two(struct digest_state *first, struct slice a, struct digest_state *second, struct slice b)
{
    MD5_CTX *one = &first->of.md5, *other = &second->of.md5;
    size_t whole = one->num || other->num ? 0 : a.len / MD5_BLOCK * MD5_BLOCK; /* num: bytes of a block begun */

    assert(first->kind == DIGEST_MD5 && second->kind == DIGEST_MD5 && a.len == b.len);
    if (whole > 0) {
        struct md5_message x = md5_message_of(one, a), y = md5_message_of(other, b);
        md5_two(&x, &y, whole / MD5_BLOCK);
        md5_took(one, &x, whole);
        md5_took(other, &y, whole);
    }
    digest_update(first, slice_skip(a, whole));
    digest_update(second, slice_skip(b, whole));
}

struct digest digest_end(struct digest_state *state)
{
    struct digest digest = {.kind = state->kind};

    if (row_of(state->kind)->end)
        row_of(state->kind)->end(state, digest.bytes);
    return digest;
}

struct digest digest_over(enum digest_kind kind, struct slice bytes)
{
    union digest_space space;
    struct digest_state *state = digest_begin(&space, kind);

    digest_update(state, bytes);
    return digest_end(state);
}

size_t digest_len(enum digest_kind kind)
{
    return row_of(kind)->len;
}

bool digest_equal(const struct digest *a, const struct digest *b)
{
    return a->kind == b->kind && memcmp(a->bytes, b->bytes, digest_len(a->kind)) == 0;
}

bool digest_parse(struct slice text, struct digest *digest)
{
    struct slice name, digits;
    struct digest parsed = {0};

    if (!slice_cut(text, ':', &name, &digits))
        return false;
    for (size_t i = 0; i < digits.len; i++)
        if (digits.at[i] >= 'A' && digits.at[i] <= 'F')
            return false;
    for (unsigned kind = 0; kind < DIGEST_KINDS; kind++) {
        if (!rows[kind].oci || !slice_equal(name, slice_text(rows[kind].name)))
            continue;
        if (!hex_parse(digits, parsed.bytes, rows[kind].len))
            return false;
        parsed.kind = (enum digest_kind)kind;
        *digest = parsed;
        return true;
    }
    return false;
}

struct slice hex_text(struct slice bytes, struct arena *arena)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t *text = arena_take(arena, bytes.len, 2, 1);

    for (size_t i = 0; i < bytes.len; i++) {
        text[2 * i] = (uint8_t)digits[bytes.at[i] >> 4];
        text[2 * i + 1] = (uint8_t)digits[bytes.at[i] & 15];
    }
    return slice_of(text, bytes.len * 2);
}

struct slice digest_text(const struct digest *digest, struct arena *arena)
{
    const struct digest_row *row = row_of(digest->kind);
    struct slice hex = hex_text(slice_of(digest->bytes, row->len), arena);

    return arena_join(arena, (struct slice[]){slice_text(row->name), S(":"), hex}, 3);
}

bool hex_parse(struct slice text, uint8_t *out, size_t len)
{
    uint64_t byte;

    if (text.len % 2 || text.len / 2 != len)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (!slice_hexadecimal(slice_head(slice_skip(text, 2 * i), 2), &byte))
            return false;
        out[i] = (uint8_t)byte;
    }
    return true;
}
