#include "target/compressed.h"

bool compressed_recognise(struct slice head)
{
    static const struct slice magics[] = {S_INIT("\x1f\x8b"), S_INIT("\x28\xb5\x2f\xfd"),
                                          S_INIT("\xfd"
                                                 "7zXZ"),
                                          S_INIT("BZh")};

    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
        if (slice_starts(head, magics[i]))
            return true;
    /* A zstd stream may begin with skippable frames (RFC 8878, 3.1.2). */
    return head.len >= 4 && (head.at[0] & 0xf0) == 0x50 &&
           slice_equal(slice_head(slice_skip(head, 1), 3), S("\x2a\x4d\x18"));
}
