#include "base/reader.h"

/*
 * Over a source, `left` lies in the chunk that the source gave last, or in the carry when it spans chunks; then
 * `behind` is what follows in the chunk. Only bytes that a caller wants in one piece over the border of a chunk are
 * ever copied. `error` holds a KiB: it is not cleared, since readers over single lines are made by the million.
 */
struct reader reader_over(struct slice bytes)
{
    struct reader r;

    r.left = bytes.at ? bytes : S(""); /* adding 0 to NULL is not allowed */
    r.source = NULL;
    r.arena = NULL;
    r.carry = NULL;
    r.carry_room = 0;
    r.behind = S("");
    r.position = 0;
    r.line = 0;
    r.ended = false;
    r.failed = false;
    r.error.code = ERROR_NONE;
    r.error.text[0] = '\0';
    return r;
}

struct reader reader_from(struct source *source, struct arena *arena)
{
    struct reader r = reader_over(S(""));

    r.source = source;
    r.arena = arena;
    return r;
}

void reader_close(struct reader *r)
{
    if (r->carry)
        arena_buffer_release(r->arena, r->carry);
    r->carry = NULL;
    r->carry_room = 0;
    r->ended = true;
    r->left = r->behind = S("");
}

static void stop(struct reader *r)
{
    r->failed = r->ended = true;
    r->left = r->behind = S("");
}

bool reader_fail(struct reader *r, enum error_code code, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    if (!r->failed)
        fail_list(&r->error, code, format, arguments);
    va_end(arguments);
    stop(r);
    return false;
}

/* Where the next `n` bytes end. */
static uint64_t position_after(const struct reader *r, uint64_t n)
{
    uint64_t after;

    return __builtin_add_overflow(r->position, n, &after) ? UINT64_MAX : after;
}

/* Tells how far was to be read, not how far the bytes went: a source that passes over bytes does not know. */
static void fail_short(struct reader *r, uint64_t wanted)
{
    reader_fail(r, ERROR_TRUNCATED, "ends before byte %llu", (unsigned long long)wanted);
}

/* Another chunk into `behind`, when that is empty. What `left` shows of the chunk before is gone then. */
static bool pull(struct reader *r)
{
    if (r->behind.len)
        return true;
    if (r->source == NULL || r->ended)
        return false;
    if (!r->source->next(r->source, &r->behind, &r->error)) {
        stop(r);
        return false;
    }
    if (r->behind.len == 0)
        r->ended = true;
    return !r->ended;
}

/* Makes `left` hold at least one byte. */
static bool refill(struct reader *r)
{
    if (r->left.len)
        return true;
    if (!pull(r))
        return false;
    r->left = r->behind;
    r->behind = S("");
    return true;
}

static void carry_reserve(struct reader *r, size_t n)
{
    if (r->carry_room < n)
        r->carry = arena_buffer(r->arena, r->carry, &r->carry_room, n);
}

static bool in_carry(const struct reader *r)
{
    return r->carry && r->left.at >= r->carry && r->left.at < r->carry + r->carry_room;
}

/* Puts `left` at the start of the carry, so that more can be appended. */
static void carry_begin(struct reader *r)
{
    if (!in_carry(r))
        carry_reserve(r, r->left.len);
    if (r->left.len) /* an empty slice may have no address, nor may there be a carry then */
        memmove(r->carry, r->left.at, r->left.len);
    r->left = r->carry ? slice_of(r->carry, r->left.len) : S("");
}

static void carry_more(struct reader *r, size_t n)
{
    carry_reserve(r, r->left.len + n);
    memcpy(r->carry + r->left.len, r->behind.at, n);
    r->left = slice_of(r->carry, r->left.len + n);
    r->behind = slice_skip(r->behind, n);
}

/* Makes `left` hold `n` bytes, or all that there are. */
static void gather(struct reader *r, size_t n)
{
    if (!refill(r) || r->left.len >= n || r->source == NULL)
        return;
    carry_begin(r);
    while (r->left.len < n && pull(r)) {
        size_t missing = n - r->left.len;
        carry_more(r, missing < r->behind.len ? missing : r->behind.len);
    }
}

static bool span_allowed(struct reader *r, uint64_t n)
{
    if (r->source == NULL || n <= r->left.len || n <= READER_SPAN_MAX)
        return true;
    return reader_fail(r, ERROR_LIMIT, "%llu bytes at byte %llu are more than the %d that are read in one piece",
                       (unsigned long long)n, (unsigned long long)r->position, READER_SPAN_MAX);
}

static struct slice consume(struct reader *r, size_t n)
{
    struct slice taken = slice_head(r->left, n);
    reader_advance(r, taken.len);
    return taken;
}

struct slice reader_take(struct reader *r, uint64_t n)
{
    if (n > r->left.len) {
        if (!span_allowed(r, n))
            return S("");
        gather(r, n > SIZE_MAX ? SIZE_MAX : (size_t)n);
        if (n > r->left.len) {
            fail_short(r, position_after(r, n));
            return S("");
        }
    }
    return consume(r, (size_t)n);
}

struct slice reader_peek(struct reader *r, size_t n)
{
    if (n > r->left.len) {
        if (!span_allowed(r, n))
            return S("");
        gather(r, n);
    }
    return slice_head(r->left, n);
}

struct slice reader_take_upto(struct reader *r, uint64_t n)
{
    struct slice taken = reader_peek(r, n > SIZE_MAX ? SIZE_MAX : (size_t)n);
    reader_advance(r, taken.len);
    return taken;
}

struct slice reader_chunk(struct reader *r)
{
    refill(r);
    return consume(r, r->left.len);
}

bool reader_at_end(struct reader *r)
{
    return !refill(r) && !r->failed;
}

/*
 * Lets the source pass over all but the last of `n` bytes: reading that one shows whether they were there.
 * returns  how many are still to be read and dropped
 */
static uint64_t skip_in_source(struct reader *r, uint64_t n)
{
    if (r->source == NULL || r->source->skip == NULL || r->ended || n < 2)
        return n;
    if (!r->source->skip(r->source, n - 1, &r->error)) {
        stop(r);
        return n;
    }
    r->position += n - 1;
    return 1;
}

void reader_skip(struct reader *r, uint64_t n)
{
    uint64_t wanted = position_after(r, n);

    while (n > r->left.len) {
        n -= r->left.len;
        consume(r, r->left.len);
        if (r->behind.len == 0)
            n = skip_in_source(r, n);
        if (!refill(r)) {
            fail_short(r, wanted);
            return;
        }
    }
    consume(r, (size_t)n);
}

/* Numbers: `bytes` of the given order; 0 when they are not there. */
static uint64_t number_le(struct reader *r, size_t bytes)
{
    struct slice s = reader_take(r, bytes);
    uint64_t value = 0;
    for (size_t i = s.len; i > 0; i--)
        value = value << 8 | s.at[i - 1];
    return value;
}

static uint64_t number_be(struct reader *r, size_t bytes)
{
    struct slice s = reader_take(r, bytes);
    uint64_t value = 0;
    for (size_t i = 0; i < s.len; i++)
        value = value << 8 | s.at[i];
    return value;
}

uint8_t reader_u8(struct reader *r)
{
    return (uint8_t)number_le(r, 1);
}

uint16_t reader_u16le(struct reader *r)
{
    return (uint16_t)number_le(r, 2);
}

uint32_t reader_u32le(struct reader *r)
{
    return (uint32_t)number_le(r, 4);
}

uint64_t reader_u64le(struct reader *r)
{
    return number_le(r, 8);
}

uint16_t reader_u16be(struct reader *r)
{
    return (uint16_t)number_be(r, 2);
}

uint32_t reader_u32be(struct reader *r)
{
    return (uint32_t)number_be(r, 4);
}

uint64_t reader_u64be(struct reader *r)
{
    return number_be(r, 8);
}

struct reader reader_sub(struct reader *r, uint64_t n)
{
    if (r->source)
        reader_fail(r, ERROR_INTERNAL, "reader_sub over a source");
    uint64_t position = r->position;
    struct reader sub = reader_over(reader_take(r, n));

    sub.position = position;
    if (r->failed) {
        sub.error = r->error;
        stop(&sub);
    }
    return sub;
}

static struct slice without_cr(struct slice line)
{
    return line.len && line.at[line.len - 1] == '\r' ? slice_head(line, line.len - 1) : line;
}

/* Passes over everything up to and with the next LF, touching the carry nowhere. */
static void skip_line(struct reader *r)
{
    while (refill(r)) {
        size_t at = slice_find_byte(r->left, '\n');
        bool found = at < r->left.len;
        consume(r, found ? at + 1 : at);
        if (found)
            return;
    }
}

/*
 * Makes `left` hold a whole line with its LF, or at least `enough` bytes of it, or all that there is.
 * returns  position of the LF, or left.len
 */
static size_t gather_line(struct reader *r, size_t enough)
{
    size_t at = slice_find_byte(r->left, '\n');

    if (at < r->left.len || r->source == NULL || at >= enough)
        return at;
    carry_begin(r);
    while (r->left.len < enough && pull(r)) {
        size_t missing = enough - r->left.len, start = r->left.len;
        struct slice more = slice_head(r->behind, missing);
        size_t found = slice_find_byte(more, '\n');
        carry_more(r, found < more.len ? found + 1 : more.len);
        if (found < more.len)
            return start + found;
    }
    return r->left.len;
}

/* The first `max` bytes of a line that is longer than what is at hand; the rest is passed over. */
static struct slice cut_line(struct reader *r, size_t max)
{
    if (!in_carry(r)) { /* its chunk may die while the rest is passed over */
        r->behind = slice_skip(r->left, max);
        r->left = slice_head(r->left, max);
        carry_begin(r);
    }
    struct slice line = slice_head(r->left, max);
    consume(r, r->left.len);
    skip_line(r);
    return line;
}

enum reader_line reader_line(struct reader *r, size_t max, struct slice *line)
{
    if (!refill(r))
        return LINE_END;
    if (max > READER_SPAN_MAX)
        max = READER_SPAN_MAX;
    size_t enough = max + 2; /* a whole line may have CR and LF behind its `max` bytes */
    size_t at = gather_line(r, enough);
    if (r->failed)
        return LINE_END;

    r->line++;
    if (at == r->left.len && at >= enough && r->source) {
        *line = cut_line(r, max);
        return LINE_CUT;
    }
    bool whole = at < r->left.len;
    *line = consume(r, at);
    if (whole) {
        *line = without_cr(*line);
        consume(r, 1);
    }
    if (line->len <= max)
        return LINE_OK;
    *line = slice_head(*line, max);
    return LINE_CUT;
}

bool reader_ok(const struct reader *r, struct error *error)
{
    if (r->failed)
        *error = r->error;
    return !r->failed;
}
