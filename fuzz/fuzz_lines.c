/* Lines: in one piece and in chunks they must be the same, and no longer than allowed. */
#include "base/reader.h"

#include <stdlib.h>

#include "base/map.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t read_lines(struct slice input, size_t piece, size_t max)
{
    static const uint64_t key[2] = {1, 2};
    struct arena *arena = arena_create_simple();
    struct source_memory memory;
    struct reader r = piece ? reader_from(source_memory(&memory, input, piece), arena) : reader_over(input);
    struct slice line;
    enum reader_line what;
    uint64_t seen = 0;

    while ((what = reader_line(&r, max, &line)) != LINE_END) {
        if (line.len > max)
            abort();
        seen = seen * 31 + siphash64(key, line) + (what == LINE_CUT);
    }
    if (r.position != input.len || !reader_at_end(&r))
        abort();
    arena_destroy(arena);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    struct slice input = slice_of(data + 2, size - 2);
    if (read_lines(input, 0, data[1]) != read_lines(input, 1 + data[0] % 64, data[1]))
        abort();
    return 0;
}
