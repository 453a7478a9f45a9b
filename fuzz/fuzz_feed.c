/*
 * Fuzzes the feed table. The first line of an input is "ROW PATH", what follows it is the content of the file; a first
 * line that is none picks a row all the same. A build with -DROW="name" has but that row. Whatever the bytes: the
 * records decode, come out as the same bytes when they are written again, and are the same for any size of chunks.
 */
#include <stdio.h>
#include <stdlib.h>

#include "advisory/feed/feed.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void broken(const struct feed *row, const char *what)
{
    fprintf(stderr, "%s: %s\n", row->name, what);
    abort();
}

static const struct feed *row_pick(struct slice name)
{
    size_t count = 0;

    while (feed_at(count))
        count++;
#ifdef ROW
    /* Rows are listed by the names of their variables, in the order of the table. */
    static const char *const variables[] = {
#define FEED_ROW(variable) #variable,
#include "advisory/feed/rows.h"
#undef FEED_ROW
    };
    for (size_t i = 0; i < count; i++)
        if (strcmp(variables[i], ROW) == 0)
            return feed_at(i);
#endif
    return feed_named(name) ? feed_named(name) : feed_at(name.len ? name.at[0] % count : 0);
}

struct output {
    const struct feed *row;
    struct bytes bytes; /* as they were written */
    struct bytes again; /* decoded and written again */
    struct record_stream *stream;
};

static bool take(void *context, const struct record *record, struct error *error)
{
    (void)error;
    record_put(&((struct output *)context)->again, record);
    return true;
}

static bool output_write(void *context, struct slice bytes, struct error *error)
{
    struct output *output = context;

    bytes_put(&output->bytes, bytes);
    if (!record_stream_push(output->stream, bytes, take, output, error))
        broken(output->row, error->text);
    return true;
}

static struct slice run(const struct feed *row, struct slice path, struct slice content, size_t chunk,
                        struct arena *arena)
{
    struct output output = {.row = row,
                            .bytes = {.arena = arena},
                            .again = {.arena = arena_create_simple()},
                            .stream = record_stream_create(arena)};
    struct arena *scratch = arena_create_simple();
    struct source_memory memory;
    struct reader reader = reader_from(source_memory(&memory, content, chunk), scratch);
    struct feed_file file = {path, &reader, scratch};
    struct error error = {0};
    struct feed_emit emit;

    emit_init(&emit, scratch, output_write, &output);
    emit.path = path;
    if (!row->read(&file, &emit, &error))
        emit_problem(&emit, error.code, "%s", error.text);
    if (!emit_finish(&emit, &error) || !record_stream_end(output.stream, &error))
        broken(row, "the stream has no end");
    if (!slice_equal(bytes_slice(&output.bytes), bytes_slice(&output.again)))
        broken(row, "a record has two forms");
    record_stream_destroy(output.stream);
    arena_destroy(output.again.arena);
    arena_destroy(scratch);
    return bytes_slice(&output.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice first, content, name, path;
    struct arena *arena = arena_create_simple();
    const struct feed *row;

    slice_cut(slice_of(data, size), '\n', &first, &content);
    slice_cut(first, ' ', &name, &path);
    if (!utf8_valid(path) || slice_find_byte(path, 0) < path.len)
        path = S("x.json");
    row = row_pick(name);
    if (!slice_equal(run(row, path, content, 7, arena), run(row, path, content, 65536, arena)))
        broken(row, "chunks make a difference");
    arena_destroy(arena);
    return 0;
}
