/* Text for people: copies are printable, valid, and masking neither adds what was not there nor runs over. */
#include "base/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create_simple();
    struct slice text = slice_of(data, size);

    for (struct slice shown = text_printable_copy(arena, text); shown.len;)
        if (!text_printable(utf8_take(&shown)))
            abort();
    if (!utf8_valid(text_utf8_copy(arena, text)))
        abort();
    struct slice masked = text_mask(arena, text);
    if (masked.at != text.at && slice_find(masked, S("***")) == SIZE_MAX)
        abort();
    arena_destroy(arena);
    return 0;
}
