/* Numbers as they lie in files, at any address: the caller has made sure that the bytes are there. */
#ifndef SEAWORTHY_BASE_LOAD_H
#define SEAWORTHY_BASE_LOAD_H

#include <stdint.h>

static inline uint16_t load_le16(const uint8_t *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

static inline uint32_t load_le32(const uint8_t *at)
{
    return (uint32_t)load_le16(at) | (uint32_t)load_le16(at + 2) << 16;
}

static inline uint64_t load_le64(const uint8_t *at)
{
    return (uint64_t)load_le32(at) | (uint64_t)load_le32(at + 4) << 32;
}

static inline uint32_t load_be32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

#endif
