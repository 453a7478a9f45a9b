#include "layer/codec.h"

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
    struct slice parts[2]; /* what was read, in order */
    struct source *rest;
    uint8_t head[CODEC_HEAD]; /* parts[0], when it was put together out of short chunks */
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

/* Reads until CODEC_HEAD bytes are at hand in parts[0], or all that there are. Mostly the first chunk will do as it is.
 */
static bool begin(struct begun *begun, struct source *input, struct error *error)
{
    struct slice chunk;
    size_t len = 0;

    begun->rest = input;
    do {
        if (!input->next(input, &chunk, error))
            return false;
        if (len == 0 && chunk.len >= CODEC_HEAD) {
            begun->parts[0] = chunk;
            return true;
        }
        struct slice piece = slice_head(chunk, CODEC_HEAD - len);
        if (piece.len)
            memcpy(begun->head + len, piece.at, piece.len);
        len += piece.len;
        begun->parts[0] = slice_of(begun->head, len);
        begun->parts[1] = slice_skip(chunk, piece.len);
    } while (chunk.len && len < CODEC_HEAD);
    return true;
}

bool codec_open(struct arena *arena, struct source *input, uint64_t memory, struct source **unpacked,
                const struct codec **codec, struct error *error)
{
    struct begun *begun = arena_new(arena, struct begun);

    if (!begin(begun, input, error))
        return false;
    struct slice head = slice_head(begun->parts[0], CODEC_HEAD);
    const struct codec *row = codec_recognise(head);
    if (row && row->window(head) > memory)
        return fail(error, ERROR_LIMIT, "%s: the stream declares a window of %llu bytes, %llu are allowed", row->name,
                    (unsigned long long)row->window(head), (unsigned long long)memory);
    begun->source = (struct source){.next = begun_next, .skip = input->skip ? begun_skip : NULL};
    *unpacked = row ? row->open(arena, &begun->source, memory) : &begun->source;
    if (codec)
        *codec = row;
    return true;
}
