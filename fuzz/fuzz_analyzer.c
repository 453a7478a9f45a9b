/*
 * Fuzzes the analyzer table. The first line of an input is "ROW PATH", what follows it is the content of the file; a
 * first line that is none picks a row all the same, and a path of its gates. A build with -DROW="name" has but that
 * row. Whatever the bytes: the facts decode again, are the same for any size of chunks, and little input gives little
 * output.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/analyzer.h"
#include "analyzer/testing_spool.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SCRATCH_MAX = 64 * 1024 * 1024 }; /* bytes that rows may put into the scratch file */
/* Most that facts may take of a problem or record for each byte of input, and what any input may. */
enum { OUTPUT_EACH = 128, OUTPUT_FREE = 512 * 1024, MEMORY_EACH = 1024, MEMORY_FREE = 16 * 1024 * 1024 };

static void broken(const struct analyzer *row, const char *what)
{
    fprintf(stderr, "%s: %s\n", row->name, what);
    abort();
}

static const struct analyzer *row_pick(struct slice name)
{
    size_t count = 0;

#ifdef ROW
    name = S(ROW);
#endif
    for (const struct analyzer *row; (row = analyzer_at(count)); count++)
        if (slice_equal(slice_text(row->name), name))
            return row;
    return analyzer_at(name.len ? name.at[0] % count : 0);
}

/* A path that the gate lets through. */
static struct slice gate_path(struct arena *arena, const struct gate *gate)
{
    struct slice head, tail;

    switch (gate->kind) {
    case GATE_BELOW:
    case GATE_FOLDER:
    case GATE_PARENT: return arena_format(arena, "%s/x", gate->text);
    case GATE_SUFFIX: return arena_format(arena, "x%s", gate->text);
    case GATE_NAME:
    case GATE_GLOB:
        slice_cut(slice_text(gate->text), '*', &head, &tail);
        return arena_format(arena, "%.*s1%.*s", SLICE_ARG(head), SLICE_ARG(tail));
    case GATE_PATH:
    case GATE_BASENAME: return slice_text(gate->text);
    case GATE_MAGIC:
    case GATE_END: break;
    }
    return S("usr/bin/x");
}

/* Normal and UTF-8, as the worker hands it over. */
static struct slice path_pick(struct arena *arena, const struct analyzer *row, struct slice said)
{
    uint8_t *space = arena_array(arena, uint8_t, said.len + 1);
    struct slice path;

    if (said.len > 0 && utf8_valid(said) && path_normalise(said, space, &path) && path.len > 0)
        return path;
    return gate_path(arena, &row->gates[0]);
}

/* The facts of one content, encoded, in an allocation of exact size. */
static struct slice finish(const struct analyzer *row, struct arena *arena, struct facts *facts, size_t size)
{
    struct facts decoded;
    struct error error;

    if (arena_used(arena) + arena_used(facts->store) > MEMORY_FREE + size * MEMORY_EACH)
        broken(row, "takes much memory for little input");
    struct slice encoded = facts_encode(facts);
    if (encoded.len > OUTPUT_FREE + size * OUTPUT_EACH)
        broken(row, "says much of little input");
    uint8_t *copy = malloc(encoded.len);
    memcpy(copy, encoded.at, encoded.len);
    if (!facts_decode(slice_of(copy, encoded.len), arena, &decoded, &error))
        broken(row, error.text);
    return slice_of(copy, encoded.len);
}

static void facts_begin(struct facts *facts, struct arena *arena, const struct analyzer *row, struct slice path,
                        size_t size)
{
    facts_init(facts, arena, S("sha256:0000000000000000000000000000000000000000000000000000000000000000"));
    facts_source(facts, path, row->name, size, 0644);
}

/* piece  bytes a chunk; 0: all of it at hand */
static struct slice read_stream(const struct analyzer *row, struct slice said, struct slice content, size_t piece)
{
    struct arena *arena = arena_create_simple();
    struct source_memory memory;
    struct facts facts;
    struct error error;
    struct entry entry = {.path = path_pick(arena, row, said), .size = content.len, .mode = 0644, .arena = arena};

    facts_begin(&facts, arena, row, entry.path, content.len);
    entry.reader = piece ? reader_from(source_memory(&memory, content, piece), arena) : reader_over(content);
    if (!row->read(&entry, &facts, &error))
        facts_problem(&facts, error.code, "%s", error.text);
    struct slice encoded = finish(row, arena, &facts, content.len);
    arena_destroy(arena);
    return encoded;
}

/* Without a path the second half of the content is a sidecar. */
static struct slice read_scratch(const struct analyzer *row, struct slice said, struct slice content)
{
    struct arena *arena = arena_create_simple();
    struct slice path = path_pick(arena, row, said);
    struct facts facts;
    struct error error;
    bool sidecar = said.len == 0 && row->sidecar_gates && row->sidecar_gates[0].kind != GATE_END;
    size_t first = sidecar ? content.len / 2 : content.len;
    struct spooled files[2] = {{path, 0, first, 0644}};

    if (sidecar) {
        struct slice beside = gate_path(arena, &row->sidecar_gates[0]);
        if (row->sidecar_gates[0].kind == GATE_BASENAME)
            beside = path_join(arena, path_folder(path), beside);
        files[1] = (struct spooled){beside, first, content.len - first, 0644};
    }
    struct spool spool = {.files = files, .count = 1 + sidecar, .descriptor = -1, .memory = content};
    struct test_spool scratch;

    test_spool_begin(&scratch, &spool, SCRATCH_MAX);
    facts_begin(&facts, arena, row, path, content.len);
    if (!row->read_spooled(&spool, &files[0], &facts, &error))
        facts_problem(&facts, error.code, "%s", error.text);
    test_spool_end(&scratch);
    struct slice encoded = finish(row, arena, &facts, content.len);
    arena_destroy(arena);
    return encoded;
}

static void release(struct slice bytes)
{
    free((void *)(uintptr_t)bytes.at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice line, name, path, rest;

    slice_cut(slice_of(data, size), '\n', &line, &rest);
    slice_cut(line, ' ', &name, &path);
    const struct analyzer *row = row_pick(name);
    uint8_t *copy = malloc(rest.len ? rest.len : 1);
    if (rest.len)
        memcpy(copy, rest.at, rest.len);
    struct slice content = slice_of(copy, rest.len);

    if (row->read_spooled) {
        release(read_scratch(row, path, content));
    } else {
        struct slice whole = read_stream(row, path, content, 0);
        struct slice chunks = read_stream(row, path, content, 1 + size % 61);
        if (!slice_equal(whole, chunks))
            broken(row, "other facts in other chunks");
        release(whole);
        release(chunks);
    }
    release(content);
    return 0;
}
