#include "analyzer/systems/plist.h"

#include "analyzer/format/tree.h"
#include "base/text.h"

/* Of the binary form: a trailer of 32 bytes says where the table of offsets stands and how wide its numbers are. */
enum { TRAILER = 32, KIND_INTEGER = 1, KIND_ASCII = 5, KIND_UTF16 = 6, KIND_DICTIONARY = 13, STRING_MAX = 64 * 1024 };

struct binary {
    struct slice content;
    uint64_t offset_width, reference_width, objects, top, table;
};

static bool number_at(struct slice content, uint64_t at, uint64_t width, uint64_t *number)
{
    if (width == 0 || width > 8 || at > content.len || width > content.len - at)
        return false;
    *number = 0;
    for (uint64_t i = 0; i < width; i++)
        *number = *number << 8 | content.at[at + i];
    return true;
}

static bool trailer_read(struct slice content, struct binary *binary)
{
    if (content.len < TRAILER + 8)
        return false;
    struct slice trailer = slice_skip(content, content.len - TRAILER);
    *binary = (struct binary){.content = content, .offset_width = trailer.at[6], .reference_width = trailer.at[7]};
    return number_at(trailer, 8, 8, &binary->objects) && number_at(trailer, 16, 8, &binary->top) &&
           number_at(trailer, 24, 8, &binary->table) && binary->objects <= content.len && binary->table < content.len;
}

/* Kind and count of an object, and where its content begins. */
static bool object_at(const struct binary *binary, uint64_t object, unsigned *kind, uint64_t *count, uint64_t *at)
{
    uint64_t offset;

    if (object >= binary->objects ||
        !number_at(binary->content, binary->table + object * binary->offset_width, binary->offset_width, &offset) ||
        offset >= binary->content.len)
        return false;
    uint8_t mark = binary->content.at[offset];
    *kind = mark >> 4;
    *count = mark & 15;
    *at = offset + 1;
    if (*count != 15 || *kind == 0)
        return true;
    if (*at >= binary->content.len || binary->content.at[*at] >> 4 != KIND_INTEGER)
        return false;
    uint64_t width = (uint64_t)1 << (binary->content.at[*at] & 3);
    if (!number_at(binary->content, *at + 1, width, count))
        return false;
    *at += 1 + width;
    return true;
}

/* Empty for what is no string. */
static bool string_at(struct arena *arena, const struct binary *binary, uint64_t object, struct slice *text)
{
    unsigned kind;
    uint64_t count, at;

    *text = (struct slice){0};
    if (!object_at(binary, object, &kind, &count, &at))
        return false;
    if (kind != KIND_ASCII && kind != KIND_UTF16)
        return true;
    uint64_t width = kind == KIND_UTF16 ? 2 : 1;
    if (count > STRING_MAX || at > binary->content.len || count * width > binary->content.len - at)
        return false;
    *text = slice_of(binary->content.at + at, count * width);
    if (kind == KIND_ASCII)
        return true;
    uint8_t *plain = arena_array(arena, uint8_t, count * 3);
    size_t len = 0;
    for (uint64_t i = 0; i < count; i++) /* surrogates become U+FFFD in the facts: names have none */
        len += utf8_put((uint32_t)text->at[2 * i] << 8 | text->at[2 * i + 1], plain + len);
    *text = slice_of(plain, len);
    return true;
}

static bool binary_strings(struct arena *arena, struct slice content, const char *const *keys, size_t count,
                           struct slice *values)
{
    struct binary binary;
    unsigned kind;
    uint64_t members, at, reference;
    struct slice key;

    if (!trailer_read(content, &binary) || !object_at(&binary, binary.top, &kind, &members, &at) ||
        kind != KIND_DICTIONARY || members > content.len)
        return false;
    for (uint64_t i = 0; i < members; i++) {
        if (!number_at(content, at + i * binary.reference_width, binary.reference_width, &reference) ||
            !string_at(arena, &binary, reference, &key))
            return false;
        for (size_t k = 0; k < count; k++)
            if (slice_equal(key, slice_text(keys[k])) &&
                (!number_at(content, at + (members + i) * binary.reference_width, binary.reference_width, &reference) ||
                 !string_at(arena, &binary, reference, &values[k])))
                return false;
    }
    return true;
}

static bool xml_strings(struct arena *arena, struct slice content, const char *const *keys, size_t count,
                        struct slice *values, struct error *error)
{
    struct reader reader = reader_over(content);
    const struct tree *root;

    if (!tree_read(TREE_XML, &reader, arena, &root, error))
        return false;
    TREE_EACH(member, tree_get(root, "dict"))
    for (size_t k = 0; k < count; k++)
        if (slice_equal(member->key, S("key")) && slice_equal(member->text, slice_text(keys[k])) && member->next &&
            slice_equal(member->next->key, S("string")))
            values[k] = member->next->text;
    return tree_get(root, "dict") || fail(error, ERROR_MALFORMED, "a property list without a dictionary");
}

bool plist_strings(struct arena *arena, struct slice content, const char *const *keys, size_t count,
                   struct slice *values, struct error *error)
{
    for (size_t i = 0; i < count; i++)
        values[i] = (struct slice){0};
    if (!slice_starts(content, S("bplist00")))
        return xml_strings(arena, content, keys, count, values, error);
    return binary_strings(arena, content, keys, count, values) ||
           fail(error, ERROR_MALFORMED, "a binary property list that is damaged");
}
