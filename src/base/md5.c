#include "base/md5.h"

#include "base/load.h"

/* Both messages are at the same step; the compiler puts the two chains of instructions side by side. */

#define MIX_F(x, y, z) ((z) ^ ((x) & ((y) ^ (z))))
#define MIX_G(x, y, z) (((z) & (x)) + (~(z) & (y)))
#define MIX_H(x, y, z) ((x) ^ ((y) ^ (z)))
#define MIX_I(x, y, z) ((y) ^ ((x) | ~(z)))

#define STEP_OF(message, mix, a, b, c, d, k, shift, sine)                                                              \
    a##message += load_le32(block##message + 4 * (k)) + (uint32_t)(sine) + mix(b##message, c##message, d##message);    \
    a##message = b##message + (a##message << (shift) | a##message >> (32 - (shift)));

#define STEP(...) STEP_OF(0, __VA_ARGS__) STEP_OF(1, __VA_ARGS__)

#define FOUR(mix, k0, k1, k2, k3, s0, s1, s2, s3, t0, t1, t2, t3)                                                      \
    STEP(mix, a, b, c, d, k0, s0, t0)                                                                                  \
    STEP(mix, d, a, b, c, k1, s1, t1)                                                                                  \
    STEP(mix, c, d, a, b, k2, s2, t2)                                                                                  \
    STEP(mix, b, c, d, a, k3, s3, t3)

void md5_two(struct md5_message *first, struct md5_message *second, size_t blocks)
{
    uint32_t *const state0 = first->state, *const state1 = second->state;
    uint32_t a0 = state0[0], b0 = state0[1], c0 = state0[2], d0 = state0[3];
    uint32_t a1 = state1[0], b1 = state1[1], c1 = state1[2], d1 = state1[3];
    const uint8_t *block0 = first->at, *block1 = second->at;

    for (; blocks > 0; blocks--) {
        FOUR(MIX_F, 0, 1, 2, 3, 7, 12, 17, 22, 0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee)
        FOUR(MIX_F, 4, 5, 6, 7, 7, 12, 17, 22, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501)
        FOUR(MIX_F, 8, 9, 10, 11, 7, 12, 17, 22, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be)
        FOUR(MIX_F, 12, 13, 14, 15, 7, 12, 17, 22, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821)
        FOUR(MIX_G, 1, 6, 11, 0, 5, 9, 14, 20, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa)
        FOUR(MIX_G, 5, 10, 15, 4, 5, 9, 14, 20, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8)
        FOUR(MIX_G, 9, 14, 3, 8, 5, 9, 14, 20, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed)
        FOUR(MIX_G, 13, 2, 7, 12, 5, 9, 14, 20, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a)
        FOUR(MIX_H, 5, 8, 11, 14, 4, 11, 16, 23, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c)
        FOUR(MIX_H, 1, 4, 7, 10, 4, 11, 16, 23, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70)
        FOUR(MIX_H, 13, 0, 3, 6, 4, 11, 16, 23, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05)
        FOUR(MIX_H, 9, 12, 15, 2, 4, 11, 16, 23, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665)
        FOUR(MIX_I, 0, 7, 14, 5, 6, 10, 15, 21, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039)
        FOUR(MIX_I, 12, 3, 10, 1, 6, 10, 15, 21, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1)
        FOUR(MIX_I, 8, 15, 6, 13, 6, 10, 15, 21, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1)
        FOUR(MIX_I, 4, 11, 2, 9, 6, 10, 15, 21, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391)
        a0 = state0[0] += a0;
        b0 = state0[1] += b0;
        c0 = state0[2] += c0;
        d0 = state0[3] += d0;
        a1 = state1[0] += a1;
        b1 = state1[1] += b1;
        c1 = state1[2] += c1;
        d1 = state1[3] += d1;
        block0 += MD5_BLOCK;
        block1 += MD5_BLOCK;
    }
    first->at = block0;
    second->at = block1;
}
