#include "layer/decoder.h"

#include <stdarg.h>
#include <stdio.h>

static bool decoder_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct decoder *decoder = (struct decoder *)source;
    struct decoder_room out = {.at = decoder->out, .room = SOURCE_CHUNK};

    while (out.made < out.room && !decoder->ended && !decoder->damaged)
        decoder->run(decoder, &out);
    if (out.made == 0 && decoder->damaged) {
        *error = decoder->damage;
        return false;
    }
    *chunk = slice_of(decoder->out, out.made);
    return true;
}

void decoder_begin(struct decoder *decoder, const char *name, struct arena *arena, struct source *input,
                   uint64_t memory, void (*run)(struct decoder *, struct decoder_room *))
{
    size_t ceiling;

    if (memory > SIZE_MAX || !size_add((size_t)memory, DECODER_STATE_MAX, &ceiling))
        ceiling = SIZE_MAX;
    decoder->source.next = decoder_next;
    decoder->name = name;
    decoder->in = reader_from(input, arena);
    decoder->pool = pool_over(arena, ceiling);
    decoder->run = run;
    decoder->out = arena_array(arena, uint8_t, SOURCE_CHUNK);
}

void decoder_damage(struct decoder *decoder, enum error_code code, const char *format, ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    fail(&decoder->damage, code, "%s: byte %llu of the compressed stream: %s", decoder->name,
         (unsigned long long)decoder->in.position, text);
    decoder->damaged = true;
}

/* The reader of the compressed bytes failed: ends with its error. */
static void damaged_input(struct decoder *decoder)
{
    decoder->damage = decoder->in.error;
    fail_within(&decoder->damage, "%s", decoder->name);
    decoder->damaged = true;
}

size_t decoder_take(struct decoder *decoder, uint8_t *out, size_t n)
{
    size_t taken = 0;

    while (taken < n && decoder_input(decoder, false)) {
        struct slice piece = slice_head(decoder->in.left, n - taken);
        memcpy(out + taken, piece.at, piece.len);
        reader_advance(&decoder->in, piece.len);
        taken += piece.len;
    }
    return taken;
}

bool decoder_skip(struct decoder *decoder, uint64_t n)
{
    reader_skip(&decoder->in, n);
    if (decoder->in.failed)
        damaged_input(decoder);
    return !decoder->damaged;
}

bool decoder_input(struct decoder *decoder, bool inside)
{
    if (decoder->in.left.len || reader_peek(&decoder->in, 1).len)
        return true;
    if (decoder->in.failed)
        damaged_input(decoder);
    else if (inside)
        decoder_damage(decoder, ERROR_TRUNCATED, "unexpected end");
    return false;
}
