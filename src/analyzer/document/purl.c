#include "analyzer/document/document.h"

static struct slice percent_decode(struct arena *arena, struct slice text)
{
    uint8_t *out = arena_array(arena, uint8_t, text.len + 1);
    size_t len = 0;

    while (text.len) {
        uint64_t byte;
        if (text.at[0] == '%' && text.len >= 3 && slice_hexadecimal(slice_head(slice_skip(text, 1), 2), &byte) &&
            byte) {
            out[len++] = (uint8_t)byte;
            text = slice_skip(text, 3);
        } else {
            out[len++] = text.at[0];
            text = slice_skip(text, 1);
        }
    }
    return slice_of(out, len);
}

static void take_qualifiers(struct arena *arena, struct slice text, struct document_purl *purl)
{
    struct slice one, key, value;

    while (slice_next(&text, '&', &one)) {
        slice_cut(one, '=', &key, &value);
        value = percent_decode(arena, value);
        if (slice_equal(key, S("arch")))
            purl->arch = value;
        else if (slice_equal(key, S("epoch")))
            purl->epoch = value;
        else if (slice_equal(key, S("distro")))
            purl->distro = value;
    }
}

bool document_purl_parse(struct arena *arena, struct slice text, struct document_purl *purl)
{
    struct slice rest, qualifiers, subpath;
    struct document_purl found = {0};

    if (!slice_starts(text, S("pkg:")))
        return false;
    slice_cut(slice_skip(text, 4), '#', &rest, &subpath);
    slice_cut(rest, '?', &rest, &qualifiers);
    while (rest.len && rest.at[0] == '/')
        rest = slice_skip(rest, 1);
    if (!slice_cut(rest, '/', &found.type, &rest) || !found.type.len)
        return false;
    size_t at = slice_find_last(rest, '@');
    if (at < rest.len) {
        found.version = percent_decode(arena, slice_skip(rest, at + 1));
        rest = slice_head(rest, at);
    }
    size_t slash = slice_find_last(rest, '/');
    found.name = percent_decode(arena, slash < rest.len ? slice_skip(rest, slash + 1) : rest);
    if (slash < rest.len)
        found.namespace = percent_decode(arena, slice_head(rest, slash));
    take_qualifiers(arena, qualifiers, &found);
    if (!found.name.len)
        return false;
    *purl = found;
    return true;
}
