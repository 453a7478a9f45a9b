#include "analyzer/lang/java/properties.h"
#include "base/text.h"

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\f';
}

static struct slice skip_blanks(struct slice s)
{
    while (s.len > 0 && is_blank(s.at[0]))
        s = slice_skip(s, 1);
    return s;
}

/* Whether the line goes on in the next: an odd number of backslashes at its end. */
static bool goes_on(struct slice line)
{
    size_t count = 0;

    while (count < line.len && line.at[line.len - 1 - count] == '\\')
        count++;
    return count % 2 == 1;
}

/* Without escapes: '\n', '\t', '\uXXXX', else the character itself. What comes out is not longer. */
static struct slice unescape(struct arena *arena, struct slice text)
{
    uint8_t *out = arena_array(arena, uint8_t, text.len + 1);
    size_t len = 0;
    uint64_t code;

    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.at[i];
        if (c != '\\' || i + 1 == text.len) {
            out[len++] = c;
            continue;
        }
        c = text.at[++i];
        if (c == 'u' && text.len - i > 4 && slice_hexadecimal(slice_of(text.at + i + 1, 4), &code)) {
            bool lone = code >= 0xd800 && code < 0xe000;
            len += utf8_put(lone ? 0xfffd : (uint32_t)code, out + len);
            i += 4;
        } else {
            out[len++] = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'f' ? '\f' : c;
        }
    }
    return slice_trim(slice_of(out, len));
}

/* The key ends at the first '=', ':' or blank that is not escaped; the value begins behind one '=' or ':'. */
static void cut(struct slice line, struct slice *key, struct slice *value)
{
    size_t end = 0;

    while (end < line.len && line.at[end] != '=' && line.at[end] != ':' && !is_blank(line.at[end]))
        end += line.at[end] == '\\' && end + 1 < line.len ? 2 : 1;
    *key = slice_head(line, end);
    *value = skip_blanks(slice_skip(line, end));
    if (value->len > 0 && (value->at[0] == '=' || value->at[0] == ':'))
        *value = skip_blanks(slice_skip(*value, 1));
}

bool properties_next(struct reader *reader, struct arena *arena, struct slice *key, struct slice *value)
{
    struct slice line, whole;

    do {
        if (reader_line(reader, PROPERTIES_LINE_MAX, &line) == LINE_END)
            return false;
        line = skip_blanks(line);
    } while (line.len == 0 || line.at[0] == '#' || line.at[0] == '!');
    whole = arena_copy(arena, line);
    while (goes_on(whole) && whole.len < PROPERTIES_LINE_MAX) {
        whole.len--;
        if (reader_line(reader, PROPERTIES_LINE_MAX, &line) == LINE_END)
            break;
        whole = arena_join(arena, (struct slice[]){whole, skip_blanks(line)}, 2);
    }
    cut(whole, key, value);
    *key = unescape(arena, *key);
    *value = unescape(arena, *value);
    return true;
}
