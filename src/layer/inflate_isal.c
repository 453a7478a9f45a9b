/* Inflate by ISA-L (igzip): 85 KiB of state with its window in it. */
#include "layer/inflate.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

static void *isal_create(struct pool *pool)
{
    struct inflate_state *state = pool_take(pool, sizeof(*state));
    if (state)
        isal_inflate_init(state);
    return state;
}

static void isal_reset(void *opaque)
{
    isal_inflate_reset(opaque);
}

/* ISA-L loads its input up to eight bytes at a time and keeps what it did not need: whole bytes above the used bits. */
static void take_spare(struct inflate_state *state, struct inflate_spare *spare)
{
    uint64_t bits = state->read_in >> (state->read_in_length % 8);

    spare->count = (size_t)(state->read_in_length / 8);
    for (size_t i = 0; i < spare->count; i++, bits >>= 8)
        spare->bytes[i] = (uint8_t)bits;
}

static enum inflate_state_kind isal_run(void *opaque, struct slice *in, struct decoder_room *out,
                                        struct inflate_spare *spare)
{
    struct inflate_state *state = opaque;

    state->next_in = (uint8_t *)(uintptr_t)in->at;
    state->avail_in = in->len > UINT32_MAX ? UINT32_MAX : (uint32_t)in->len;
    state->next_out = out->at + out->made;
    state->avail_out = (uint32_t)(out->room - out->made);
    int result = isal_inflate(state);
    *in = slice_skip(*in, (size_t)(state->next_in - in->at));
    out->made = (size_t)(state->next_out - out->at);
    if (result != ISAL_DECOMP_OK)
        return INFLATE_DAMAGED;
    if (state->block_state != ISAL_BLOCK_FINISH)
        return INFLATE_MORE;
    take_spare(state, spare);
    return INFLATE_END;
}

static uint32_t isal_crc(uint32_t crc, struct slice bytes)
{
    return crc32_gzip_refl(crc, bytes.at, bytes.len);
}

extern const struct inflate_engine inflate_isal;
const struct inflate_engine inflate_isal = {
    .name = "isal",
    .create = isal_create,
    .reset = isal_reset,
    .run = isal_run,
    .crc = isal_crc,
};
