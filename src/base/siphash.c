/*
 * SipHash-2-4 with 64 and 128 bits of output.
 * Source: Aumasson, Bernstein, "SipHash: a fast short-input PRF"; the 128-bit variant as in the reference
 * implementation.
 */
#include "base/map.h"

struct sip {
    uint64_t v0, v1, v2, v3;
};

static inline uint64_t rotate(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

static inline void sip_round(struct sip *s)
{
    s->v0 += s->v1;
    s->v1 = rotate(s->v1, 13) ^ s->v0;
    s->v0 = rotate(s->v0, 32);
    s->v2 += s->v3;
    s->v3 = rotate(s->v3, 16) ^ s->v2;
    s->v0 += s->v3;
    s->v3 = rotate(s->v3, 21) ^ s->v0;
    s->v2 += s->v1;
    s->v1 = rotate(s->v1, 17) ^ s->v2;
    s->v2 = rotate(s->v2, 32);
}

static inline uint64_t word_le(const uint8_t *at, size_t len)
{
    uint64_t word = 0;
    for (size_t i = 0; i < len; i++)
        word |= (uint64_t)at[i] << (8 * i);
    return word;
}

static inline void sip_word(struct sip *s, uint64_t word)
{
    s->v3 ^= word;
    sip_round(s);
    sip_round(s);
    s->v0 ^= word;
}

static struct sip sip_over(const uint64_t key[2], struct slice bytes, uint64_t wide)
{
    struct sip s = {key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d ^ wide, key[0] ^ 0x6c7967656e657261,
                    key[1] ^ 0x7465646279746573};
    size_t whole = bytes.len / 8 * 8;

    for (size_t i = 0; i < whole; i += 8)
        sip_word(&s, word_le(bytes.at + i, 8));
    struct slice tail = slice_skip(bytes, whole);
    sip_word(&s, word_le(tail.at, tail.len) | (uint64_t)bytes.len << 56);
    return s;
}

static uint64_t sip_finish(struct sip *s)
{
    for (int i = 0; i < 4; i++)
        sip_round(s);
    return s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

uint64_t siphash64(const uint64_t key[2], struct slice bytes)
{
    struct sip s = sip_over(key, bytes, 0);
    s.v2 ^= 0xff;
    return sip_finish(&s);
}

void siphash128(const uint64_t key[2], struct slice bytes, uint8_t out[16])
{
    struct sip s = sip_over(key, bytes, 0xee);
    s.v2 ^= 0xee;
    uint64_t first = sip_finish(&s);
    s.v1 ^= 0xdd;
    uint64_t second = sip_finish(&s);
    for (unsigned i = 0; i < 8; i++) {
        out[i] = (uint8_t)(first >> (8 * i));
        out[8 + i] = (uint8_t)(second >> (8 * i));
    }
}
