#include "layer/inflate.h"

extern const struct inflate_engine inflate_isal, inflate_zlib;

const struct inflate_engine *inflate_engine_at(size_t index)
{
    static const struct inflate_engine *const engines[] = {
#if SEAWORTHY_ISAL
        &inflate_isal,
#endif
        &inflate_zlib,
    };
    return index < sizeof(engines) / sizeof(*engines) ? engines[index] : NULL;
}
