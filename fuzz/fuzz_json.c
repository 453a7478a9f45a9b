/*
 * JSON: reading and skipping, in one piece and in chunks of a size that the first byte chooses, must come to the same
 * end.
 */
#include "base/json.h"
#include "base/map.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads values by kinds; `seen` sums up what came out. */
static void read_values(struct json *json, uint64_t *seen)
{
    static const uint64_t key[2] = {1, 2};
    struct slice text;
    int64_t number;
    bool object[JSON_DEPTH_MAX + 1];
    unsigned depth = 0;

    do {
        if (depth && !(object[depth] ? json_member(json, &text) : json_item(json))) {
            depth--;
            continue;
        }
        uint8_t hash[16] = {0};
        switch (json_peek(json)) {
        case JSON_OBJECT:
            if (json_object(json))
                object[++depth] = true;
            break;
        case JSON_ARRAY:
            if (json_array(json))
                object[++depth] = false;
            break;
        case JSON_STRING:
            if (json_string_borrow(json, &text))
                siphash128(key, text, hash);
            break;
        case JSON_NUMBER: *seen += (uint64_t)json_integer(json, &number) + (uint64_t)number; break;
        default: json_skip(json); break;
        }
        *seen = *seen * 31 + hash[0];
    } while (depth);
}

static enum error_code read_document(struct slice input, size_t piece, bool skip, uint64_t *seen)
{
    struct arena *arena = arena_create_simple();
    struct source_memory memory;
    struct reader r = piece ? reader_from(source_memory(&memory, input, piece), arena) : reader_over(input);
    struct json json;
    struct error error = {0};

    json_init(&json, &r, arena);
    if (skip)
        json_skip(&json);
    else
        read_values(&json, seen);
    enum error_code code = json_end(&json, &error) ? ERROR_NONE : error.code;
    arena_destroy(arena);
    return code;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct slice input = slice_of(data + 1, size - 1);
    size_t piece = 1 + data[0] % 64;
    uint64_t whole = 0, pieces = 0;

    enum error_code code = read_document(input, 0, false, &whole);
    if (read_document(input, piece, false, &pieces) != code || whole != pieces)
        abort();
    if (read_document(input, 0, true, NULL) != code || read_document(input, piece, true, NULL) != code)
        abort();
    return 0;
}
