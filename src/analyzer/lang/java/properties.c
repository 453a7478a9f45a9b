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

/* Without escapes, in place: '\n', '\t', '\uXXXX', else the character itself. What comes out is not longer. */
static struct slice unescape(uint8_t *at, size_t count)
{
    size_t len = 0;
    uint64_t code;

    for (size_t i = 0; i < count; i++) {
        uint8_t c = at[i];
        if (c != '\\' || i + 1 == count) {
            at[len++] = c;
            continue;
        }
        c = at[++i];
        if (c == 'u' && count - i > 4 && slice_hexadecimal(slice_of(at + i + 1, 4), &code)) {
            bool lone = code >= 0xd800 && code < 0xe000;
            len += utf8_put(lone ? 0xfffd : (uint32_t)code, at + len);
            i += 4;
        } else {
            at[len++] = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'f' ? '\f' : c;
        }
    }
    return slice_trim(slice_of(at, len));
}

static size_t append(uint8_t *line, size_t len, struct slice more)
{
    struct slice taken = slice_head(more, PROPERTIES_LINE_MAX - len);

    if (taken.len)
        memcpy(line + len, taken.at, taken.len);
    return len + taken.len;
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

bool properties_next(struct reader *reader, uint8_t *line, struct slice *key, struct slice *value)
{
    struct slice next;
    size_t len = 0;

    do {
        if (reader_line(reader, PROPERTIES_LINE_MAX, &next) == LINE_END)
            return false;
        next = skip_blanks(next);
    } while (next.len == 0 || next.at[0] == '#' || next.at[0] == '!');
    len = append(line, 0, next);
    while (goes_on(slice_of(line, len))) {
        len--;
        if (reader_line(reader, PROPERTIES_LINE_MAX, &next) == LINE_END)
            break;
        len = append(line, len, skip_blanks(next));
    }
    cut(slice_of(line, len), key, value);
    *key = unescape(line + (key->at - line), key->len);
    *value = unescape(line + (value->at - line), value->len);
    return true;
}
