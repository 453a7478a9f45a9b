#include "base/text.h"

/*
 * What is not seen, or changes how other text is seen: controls, default-ignorable code points (Unicode 15,
 * DerivedCoreProperties: they can hide text within text) but for the two variation selectors that choose between text
 * and emoji, bidirectional controls, separators of lines, and what is no character. Sorted.
 */
static const struct {
    uint32_t first, last;
} unprintable[] = {
    {0x0000, 0x001f},   {0x007f, 0x009f},   {0x00ad, 0x00ad},   {0x034f, 0x034f}, {0x061c, 0x061c}, {0x115f, 0x1160},
    {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x200b, 0x200f},   {0x2028, 0x202e}, {0x2060, 0x206f}, {0x3164, 0x3164},
    {0xd800, 0xdfff},   {0xfdd0, 0xfdef},   {0xfe00, 0xfe0d},   {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff0, 0xfffb},
    {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
};

bool text_printable(uint32_t code)
{
    if (code < 0x7f)
        return code >= 0x20;
    if (code > 0x10ffff || (code & 0xfffe) == 0xfffe)
        return false;
    for (size_t i = 0; i < sizeof(unprintable) / sizeof(*unprintable) && code >= unprintable[i].first; i++)
        if (code <= unprintable[i].last)
            return false;
    return true;
}

/* The longest is "\u{10FFFF}". */
enum { ESCAPE_MAX = 10 };

/* Whether a log command of a CI service begins here: "##[", "##vso[", "##teamcity[" count anywhere on a line. */
static bool begins_command(struct slice s)
{
    if (!slice_starts(s, S("##")))
        return false;
    s = slice_skip(s, 2);
    while (s.len && (s.at[0] | 32) >= 'a' && (s.at[0] | 32) <= 'z')
        s = slice_skip(s, 1);
    return s.len && s.at[0] == '[';
}

/* How the character that starts at `s` is shown. returns  bytes of `out`; 0 when it stands as it is */
static size_t escape(struct slice s, uint32_t code, uint8_t out[ESCAPE_MAX])
{
    static const char letters[] = "\n\t\r\\", shown[] = "ntr\\";
    static const char digits[] = "0123456789ABCDEF";
    size_t len = 0;

    if (text_printable(code) && code != '\\' && !(code == '#' && begins_command(s)))
        return 0;
    out[len++] = '\\';
    const char *letter = code && code < 0x80 ? strchr(letters, (int)code) : NULL;
    if (letter) {
        out[len++] = (uint8_t)shown[letter - letters];
    } else if (code == UINT32_MAX) {
        out[len++] = 'x';
        out[len++] = (uint8_t)digits[s.at[0] >> 4];
        out[len++] = (uint8_t)digits[s.at[0] & 15];
    } else {
        out[len++] = 'u';
        out[len++] = '{';
        for (int shift = code > 0xfffff ? 20 : code > 0xffff ? 16 : 12; shift >= 0; shift -= 4)
            out[len++] = (uint8_t)digits[code >> shift & 15];
        out[len++] = '}';
    }
    return len;
}

/* Writes `s` with escapes. out  NULL: only counts. returns  bytes */
static size_t escape_all(struct slice s, uint8_t *out)
{
    uint8_t escaped[ESCAPE_MAX];
    size_t len = 0;

    while (s.len) {
        struct slice rest = s;
        uint32_t code = utf8_take(&rest);
        size_t escape_len = escape(s, code, escaped), piece_len = escape_len ? escape_len : s.len - rest.len;
        if (out)
            memcpy(out + len, escape_len ? escaped : s.at, piece_len);
        len += piece_len;
        s = rest;
    }
    return len;
}

struct slice text_printable_copy(struct arena *arena, struct slice s)
{
    size_t len = escape_all(s, NULL);

    if (len == s.len) /* every escape is longer than what it stands for */
        return s;
    uint8_t *out = arena_array(arena, uint8_t, len);
    escape_all(s, out);
    return slice_of(out, len);
}

struct slice text_utf8_copy(struct arena *arena, struct slice s)
{
    size_t bad = 0, len = 0;

    for (struct slice rest = s; rest.len;)
        bad += utf8_take(&rest) == UINT32_MAX;
    if (bad == 0)
        return s;
    uint8_t *out = arena_take(arena, s.len + 2 * bad, 1, 1);
    while (s.len) {
        struct slice rest = s;
        bool good = utf8_take(&rest) != UINT32_MAX;
        struct slice piece = good ? slice_head(s, s.len - rest.len) : S("\xef\xbf\xbd");
        memcpy(out + len, piece.at, piece.len);
        len += piece.len;
        s = rest;
    }
    return slice_of(out, len);
}
