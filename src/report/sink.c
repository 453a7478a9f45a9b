#include "report/sink.h"

#include <errno.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/text.h"

/* Reports are written in pieces of this size. */
enum { SINK_BUFFER = 64 * 1024 };

struct sink {
    struct arena *arena;
    int descriptor; /* -1: in memory, or to a digest */
    union digest_space space;
    struct digest_state *digest; /* NULL unless a digest is all that is kept */
    int failure;                 /* errno of the first write that failed */
    bool fresh;                  /* nothing but blanks stands on this line yet */
    struct {
        uint8_t *at;
        size_t count, room;
    } bytes;
};

struct sink *sink_open(struct arena *arena, int descriptor)
{
    struct sink *sink = arena_new(arena, struct sink);

    sink->arena = arena;
    sink->descriptor = descriptor;
    sink->fresh = true;
    sink->bytes.at = arena_buffer(arena, NULL, &sink->bytes.room, SINK_BUFFER);
    return sink;
}

struct sink *sink_memory(struct arena *arena)
{
    return sink_open(arena, -1);
}

struct sink *sink_digest(struct arena *arena)
{
    struct sink *sink = sink_open(arena, -1);

    sink->digest = digest_begin(&sink->space, DIGEST_SHA256);
    return sink;
}

struct slice sink_bytes(struct sink *sink)
{
    return slice_of(sink->bytes.at, sink->bytes.count);
}

static void flush(struct sink *sink)
{
    size_t done = 0;

    if (sink->digest) {
        digest_update(sink->digest, slice_of(sink->bytes.at, sink->bytes.count));
        sink->bytes.count = 0;
        return;
    }
    while (done < sink->bytes.count && !sink->failure) {
        ssize_t wrote = write(sink->descriptor, sink->bytes.at + done, sink->bytes.count - done);
        if (wrote >= 0)
            done += (size_t)wrote;
        else if (errno != EINTR)
            sink->failure = errno;
    }
    sink->bytes.count = 0;
}

static bool in_memory(const struct sink *sink)
{
    return sink->descriptor < 0 && !sink->digest;
}

static void put(struct sink *sink, struct slice bytes)
{
    while (bytes.len) {
        if (sink->bytes.count == sink->bytes.room) {
            if (!in_memory(sink))
                flush(sink);
            else /* a buffer, since the arena may be given back to a mark while a report is written */
                sink->bytes.at = arena_buffer(sink->arena, sink->bytes.at, &sink->bytes.room, 2 * sink->bytes.room);
        }
        struct slice piece = slice_head(bytes, sink->bytes.room - sink->bytes.count);
        memcpy(sink->bytes.at + sink->bytes.count, piece.at, piece.len);
        sink->bytes.count += piece.len;
        bytes = slice_skip(bytes, piece.len);
    }
}

struct digest sink_digest_end(struct sink *sink)
{
    flush(sink);
    struct digest digest = digest_end(sink->digest);
    arena_buffer_release(sink->arena, sink->bytes.at);
    return digest;
}

bool sink_close(struct sink *sink, struct error *error)
{
    if (!in_memory(sink))
        flush(sink);
    if (sink->failure)
        return fail(error, ERROR_INTERNAL, "cannot write the report: %s", strerror(sink->failure));
    return true;
}

void sink_constant(struct sink *sink, const char *text)
{
    struct slice rest = slice_text(text);
    size_t newline;

    put(sink, rest);
    if (*text == '\x1b') /* a colour stands on no column */
        return;
    if ((newline = slice_find_last(rest, '\n')) < rest.len) {
        sink->fresh = true;
        rest = slice_skip(rest, newline + 1);
    }
    for (size_t i = 0; i < rest.len && sink->fresh; i++)
        sink->fresh = rest.at[i] == ' ' || rest.at[i] == '\t';
}

void sink_spaces(struct sink *sink, size_t count)
{
    static const struct slice blanks = S_INIT("                                ");

    for (; count > blanks.len; count -= blanks.len)
        put(sink, blanks);
    put(sink, slice_head(blanks, count));
}

void sink_number(struct sink *sink, uint64_t number)
{
    uint8_t digits[20];
    size_t at = sizeof(digits);

    do {
        digits[--at] = (uint8_t)('0' + number % 10);
        number /= 10;
    } while (number);
    put(sink, slice_of(digits + at, sizeof(digits) - at));
    sink->fresh = false;
}

/* Blanks that programs pass over at the start of a line (Unicode's Zs). */
static bool blank(uint32_t code)
{
    return code == ' ' || code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) || code == 0x202f ||
           code == 0x205f || code == 0x3000;
}

/* How many of its first bytes are ASCII that stands as it is wherever it stands. */
static size_t plain_run(const struct sink *sink, struct slice text)
{
    size_t len = 0;

    while (!sink->fresh && len < text.len && text.at[len] >= ' ' && text.at[len] < 0x7f)
        len++;
    return len;
}

void sink_printable(struct sink *sink, struct slice text)
{
    while (text.len) {
        size_t run = plain_run(sink, text);
        put(sink, slice_head(text, run));
        text = slice_skip(text, run);
        if (!text.len)
            break;
        struct slice rest = text;
        uint32_t code = utf8_take(&rest);
        if (!text_printable(code))
            put(sink, S("?"));
        else if (sink->fresh && code == ':')
            put(sink, S("\\u{003A}"));
        else if (sink->fresh && code == '=')
            put(sink, S("\\u{003D}"));
        else
            put(sink, slice_head(text, text.len - rest.len));
        sink->fresh = sink->fresh && blank(code);
        text = rest;
    }
}

void sink_text(struct sink *sink, struct slice text)
{
    struct arena_mark mark = arena_mark(sink->arena);

    sink_printable(sink, text_printable_copy(sink->arena, text));
    arena_reset(sink->arena, mark);
}

static void put_unit(struct sink *sink, uint32_t unit)
{
    static const char hex[] = "0123456789abcdef";
    uint8_t text[6] = {'\\',
                       'u',
                       (uint8_t)hex[unit >> 12 & 15],
                       (uint8_t)hex[unit >> 8 & 15],
                       (uint8_t)hex[unit >> 4 & 15],
                       (uint8_t)hex[unit & 15]};

    put(sink, slice_of(text, sizeof(text)));
}

/* RFC 8259, 7: characters outside the basic plane are two units. */
static void put_escaped(struct sink *sink, uint32_t code)
{
    if (code > 0xffff) {
        put_unit(sink, 0xd800 + ((code - 0x10000) >> 10));
        put_unit(sink, 0xdc00 + ((code - 0x10000) & 0x3ff));
    } else {
        put_unit(sink, code);
    }
}

void sink_json_text(struct sink *sink, struct slice text)
{
    while (text.len) {
        /*
         * The common run: ASCII without quote, backslash and control, '<' (a report may be put into a page) and '#'
         * (of which two begin a command of a CI service).
         */
        size_t plain = 0;
        while (plain < text.len && text.at[plain] >= 0x20 && text.at[plain] < 0x7f && text.at[plain] != '"' &&
               text.at[plain] != '\\' && text.at[plain] != '<' && text.at[plain] != '#')
            plain++;
        put(sink, slice_head(text, plain));
        text = slice_skip(text, plain);
        if (!text.len)
            break;
        struct slice rest = text;
        uint32_t code = utf8_take(&rest);
        if (code == '"')
            put(sink, S("\\\""));
        else if (code == '\\')
            put(sink, S("\\\\"));
        else if (code == '\n')
            put(sink, S("\\n"));
        else if (code == '\t')
            put(sink, S("\\t"));
        else if (code == 0xffffffff)
            put(sink, S("\xef\xbf\xbd"));
        else if (code == '<' || (code == '#' && rest.len && rest.at[0] == '#') || !text_printable(code))
            put_escaped(sink, code);
        else
            put(sink, slice_head(text, text.len - rest.len));
        text = rest;
    }
}
