#include "advisory/feed/feed.h"

#define FEED_ROW(name) extern const struct feed feed_##name;
#include "advisory/feed/rows.h"
#undef FEED_ROW

#define FEED_ROW(name) &feed_##name,
static const struct feed *const rows[] = {
#include "advisory/feed/rows.h"
};
#undef FEED_ROW

const struct feed *feed_at(size_t index)
{
    return index < sizeof rows / sizeof rows[0] ? rows[index] : NULL;
}

const struct feed *feed_named(struct slice name)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (slice_equal(slice_text(rows[i]->name), name))
            return rows[i];
    return NULL;
}

/* Without the endings that only say how a feed is packed. */
static struct slice without(struct slice path, const struct slice *endings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_ends(path, endings[i]) && path.len > endings[i].len)
            return slice_head(path, path.len - endings[i].len);
    return path;
}

/* '*' stands for any bytes but '/'; one '*' at most. */
static bool path_fits(struct slice pattern, struct slice path)
{
    struct slice before, after, middle;

    if (!slice_cut(pattern, '*', &before, &after))
        return slice_equal(pattern, path);
    if (path.len < before.len + after.len || !slice_starts(path, before) || !slice_ends(path, after))
        return false;
    middle = slice_head(slice_skip(path, before.len), path.len - before.len - after.len);
    return slice_find_byte(middle, '/') == middle.len;
}

const struct feed *feed_for_path(struct slice path)
{
    static const struct slice compressions[] = {S_INIT(".zst"), S_INIT(".gz"), S_INIT(".xz"), S_INIT(".bz2")};
    static const struct slice forms[] = {S_INIT(".tar"),  S_INIT(".tgz"), S_INIT(".zip"), S_INIT(".jsonl"),
                                         S_INIT(".json"), S_INIT(".csv"), S_INIT(".xml")};
    struct slice file = without(path, compressions, sizeof compressions / sizeof compressions[0]);
    struct slice stem = without(file, forms, sizeof forms / sizeof forms[0]);

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct slice patterns = slice_text(rows[i]->path), pattern;
        while (slice_next(&patterns, ' ', &pattern))
            if (path_fits(pattern, stem) || path_fits(pattern, file) || path_fits(pattern, path))
                return rows[i];
    }
    return NULL;
}

bool feed_json_lines(struct feed_file *file, struct feed_emit *emit,
                     bool (*line)(struct feed_file *file, struct json *json, struct feed_emit *emit,
                                  struct error *error),
                     struct error *error)
{
    enum reader_line state;
    struct slice text;

    while ((state = reader_line(file->reader, FEED_LINE_MAX, &text)) != LINE_END) {
        struct arena_mark mark = arena_mark(file->arena);
        struct reader reader = reader_over(text);
        struct error why = {0};
        struct json json;

        if (state == LINE_CUT) {
            emit_problem(emit, ERROR_LIMIT, "line %zu: longer than %d bytes", file->reader->line, FEED_LINE_MAX);
            continue;
        }
        if (slice_trim(text).len == 0)
            continue;
        json_init(&json, &reader, file->arena);
        if (!line(file, &json, emit, &why) || !json_ok(&json, &why) || !json_end(&json, &why))
            emit_problem(emit, ERROR_MALFORMED, "line %zu: %s", file->reader->line, why.text);
        arena_reset(file->arena, mark);
    }
    return reader_ok(file->reader, error);
}
