/*
 * Inventories and SBOMs as targets: whatever the bytes, reading ends, the facts decode again, are the same for any size
 * of chunks, and little input gives little output.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/document/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Most that facts may take of a problem or record for each byte of input, and what any input may. */
enum { OUTPUT_EACH = 128, OUTPUT_FREE = 512 * 1024, MEMORY_EACH = 1024, MEMORY_FREE = 16 * 1024 * 1024 };

static void broken(const char *what)
{
    fprintf(stderr, "document: %s\n", what);
    abort();
}

/* piece  bytes a chunk; 0: all of it at hand. returns  the facts, encoded, in an allocation of exact size */
static struct slice read_document(struct slice content, size_t piece)
{
    struct arena *arena = arena_create_simple();
    struct source_memory memory;
    struct reader reader = piece ? reader_from(source_memory(&memory, content, piece), arena) : reader_over(content);
    struct facts facts, decoded;
    struct error error = {0};

    facts_init(&facts, arena, S("sha256:0000000000000000000000000000000000000000000000000000000000000000"));
    facts_source(&facts, S("document"), "document", content.len, 0);
    if (!document_read(&reader, &facts, &error)) {
        if (error.code == ERROR_NONE)
            broken("an error without a code");
        facts_problem(&facts, error.code, "%s", error.text);
    }
    if (arena_used(arena) + arena_used(facts.store) > MEMORY_FREE + content.len * MEMORY_EACH)
        broken("takes much memory for little input");
    struct slice encoded = facts_encode(&facts);
    if (encoded.len > OUTPUT_FREE + content.len * OUTPUT_EACH)
        broken("says much of little input");
    uint8_t *copy = malloc(encoded.len);
    memcpy(copy, encoded.at, encoded.len);
    encoded.at = copy;
    if (!facts_decode(encoded, arena, &decoded, &error))
        broken(error.text);
    arena_destroy(arena);
    return encoded;
}

static void release(struct slice bytes)
{
    free((void *)(uintptr_t)bytes.at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice content = slice_of(data, size);
    struct slice whole = read_document(content, 0), chunks = read_document(content, 1 + size % 61);

    if (!slice_equal(whole, chunks))
        broken("other facts in other chunks");
    release(whole);
    release(chunks);
    return 0;
}
