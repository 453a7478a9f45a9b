#include "layer/codec.h"

#include "base/reader.h"
#include "layer/rows.h"

#define CODEC_DECLARE(name) extern const struct codec codec_##name;
CODEC_ROWS(CODEC_DECLARE)

#define CODEC_ITEM(name) &codec_##name,
static const struct codec *const rows[] = {CODEC_ROWS(CODEC_ITEM)};

const struct codec *codec_at(size_t index)
{
    return index < sizeof(rows) / sizeof(*rows) ? rows[index] : NULL;
}

const struct codec *codec_recognise(struct slice head)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (rows[i]->recognise(head))
            return rows[i];
    return NULL;
}

/* A source of which the first bytes were already read to look at them. */
struct begun {
    struct source source;
    struct slice parts[2]; /* what was read, in order: peeked bytes, and the rest of their chunk */
    struct source *rest;
};

static bool begun_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct begun *begun = (struct begun *)source;

    for (size_t i = 0; i < 2; i++) {
        if (begun->parts[i].len) {
            *chunk = begun->parts[i];
            begun->parts[i].len = 0;
            return true;
        }
    }
    return begun->rest->next(begun->rest, chunk, error);
}

static bool begun_skip(struct source *source, uint64_t n, struct error *error)
{
    struct begun *begun = (struct begun *)source;

    for (size_t i = 0; i < 2; i++) {
        size_t here = n < begun->parts[i].len ? (size_t)n : begun->parts[i].len;
        begun->parts[i] = slice_skip(begun->parts[i], here);
        n -= here;
    }
    return n == 0 || begun->rest->skip(begun->rest, n, error);
}

bool codec_open(struct arena *arena, struct source *input, uint64_t memory, struct source **unpacked,
                const struct codec **codec, struct error *error)
{
    struct begun *begun = arena_new(arena, struct begun);
    struct reader r = reader_from(input, arena);
    struct slice head = reader_peek(&r, CODEC_HEAD);

    if (!reader_ok(&r, error))
        return false;
    const struct codec *row = codec_recognise(head);
    if (row && row->window(head) > memory)
        return fail(error, ERROR_LIMIT, "%s: the stream declares a window of %llu bytes, %llu are allowed", row->name,
                    (unsigned long long)row->window(head), (unsigned long long)memory);
    begun->source = (struct source){.next = begun_next, .skip = input->skip ? begun_skip : NULL};
    begun->parts[0] = r.left;
    begun->parts[1] = r.behind;
    begun->rest = input;
    *unpacked = row ? row->open(arena, &begun->source, memory) : &begun->source;
    if (codec)
        *codec = row;
    return true;
}
