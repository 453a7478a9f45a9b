#include "base/purl.h"

/* Characters that stand as they are: alphanumerics and ". - _ ~ :" (the specification's "permitted characters"). */
static bool purl_is_plain(uint8_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' ||
           c == '_' || c == '~' || c == ':';
}

static bool purl_is_letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool purl_is_capital(uint8_t c)
{
    return c >= 'A' && c <= 'Z';
}

/* A letter, then letters, digits and `marks`. */
static bool purl_is_word(struct slice text, struct slice marks)
{
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.at[i];
        bool digit = c >= '0' && c <= '9';
        if (!purl_is_letter(c) && (i == 0 || (!digit && slice_find_byte(marks, c) == marks.len)))
            return false;
    }
    return text.len > 0;
}

struct slice purl_lower(struct arena *arena, struct slice text)
{
    uint8_t *out = arena_array(arena, uint8_t, text.len + 1);

    for (size_t i = 0; i < text.len; i++)
        out[i] = purl_is_capital(text.at[i]) ? (uint8_t)(text.at[i] + 32) : text.at[i];
    return slice_of(out, text.len);
}

static struct slice purl_decode(struct arena *arena, struct slice text)
{
    uint8_t *out = arena_array(arena, uint8_t, text.len + 1);
    size_t len = 0;

    while (text.len) {
        uint64_t byte;
        bool encoded =
            text.at[0] == '%' && text.len >= 3 && slice_hexadecimal(slice_head(slice_skip(text, 1), 2), &byte) && byte;
        out[len++] = encoded ? (uint8_t)byte : text.at[0];
        text = slice_skip(text, encoded ? 3 : 1);
    }
    return slice_of(out, len);
}

/* Percent-encoded; `path`: but the slashes. */
static struct slice purl_encode(struct arena *arena, struct slice text, bool path)
{
    static const char hex[] = "0123456789ABCDEF";
    uint8_t *out = arena_array(arena, uint8_t, text.len * 3 + 1);
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.at[i];
        if (purl_is_plain(c) || (path && c == '/')) {
            out[len++] = c;
            continue;
        }
        out[len++] = '%';
        out[len++] = (uint8_t)hex[c >> 4];
        out[len++] = (uint8_t)hex[c & 15];
    }
    return slice_of(out, len);
}

/* Without empty segments between '/'; `dots`: without "." and ".." too. */
static struct slice purl_path(struct arena *arena, struct slice text, bool dots)
{
    uint8_t *out = arena_array(arena, uint8_t, text.len + 1);
    struct slice segment;
    size_t len = 0;

    while (slice_next(&text, '/', &segment)) {
        if (!segment.len || (dots && (slice_equal(segment, S(".")) || slice_equal(segment, S("..")))))
            continue;
        if (len)
            out[len++] = '/';
        memcpy(out + len, segment.at, segment.len);
        len += segment.len;
    }
    return slice_of(out, len);
}

/* An encoded slash divides too: no segment can hold one. */
static struct slice purl_segments(struct arena *arena, struct slice text, bool dots)
{
    return purl_path(arena, purl_decode(arena, text), dots);
}

void purl_qualify(struct arena *arena, struct purl *purl, struct slice key, struct slice value)
{
    size_t place = 0;

    while (place < purl->qualifiers.count && slice_compare(purl->qualifiers.at[place].key, key) < 0)
        place++;
    bool there = place < purl->qualifiers.count && slice_equal(purl->qualifiers.at[place].key, key);
    if (!value.len || there)
        return;
    (void)ARENA_PUSH(arena, &purl->qualifiers);
    struct purl_qualifier *at = purl->qualifiers.at + place;
    memmove(at + 1, at, (purl->qualifiers.count - 1 - place) * sizeof(*at));
    *at = (struct purl_qualifier){key, value};
}

struct slice purl_qualifier(const struct purl *purl, struct slice key)
{
    for (size_t i = 0; i < purl->qualifiers.count; i++)
        if (slice_equal(purl->qualifiers.at[i].key, key))
            return purl->qualifiers.at[i].value;
    return (struct slice){0};
}

/* More than this many stand in no purl, and each takes its place among those before it. */
enum { PURL_QUALIFIERS = 64 };

static bool purl_parse_qualifiers(struct arena *arena, struct slice text, struct purl *purl, struct error *error)
{
    struct slice one, key, value;

    for (size_t count = 0; slice_next(&text, '&', &one); count++) {
        if (count == PURL_QUALIFIERS)
            return fail(error, ERROR_MALFORMED, "more than %d qualifiers", PURL_QUALIFIERS);
        if (!one.len)
            continue;
        slice_cut(one, '=', &key, &value);
        if (!purl_is_word(key, S(".-_")))
            return fail(error, ERROR_MALFORMED, "not a key of a qualifier: '%.*s'", SLICE_ARG(key));
        purl->capital_key |= purl_is_capital(key.at[0]);
        purl_qualify(arena, purl, purl_lower(arena, key), purl_decode(arena, value));
    }
    return true;
}

/* The '@' before the version: the last one, but not that of a scope, "@scope/name". */
static size_t purl_version_mark(struct slice text)
{
    size_t at = slice_find_last(text, '@');
    bool scope = at < text.len && (at == 0 || text.at[at - 1] == '/') &&
                 slice_find_byte(slice_skip(text, at), '/') < text.len - at;

    return scope ? text.len : at;
}

static void purl_parse_name(struct arena *arena, struct slice text, struct purl *purl)
{
    size_t slash = slice_find_last(text, '/');

    purl->name = purl_decode(arena, slash < text.len ? slice_skip(text, slash + 1) : text);
    if (slash < text.len)
        purl->namespace = purl_segments(arena, slice_head(text, slash), false);
}

bool purl_parse(struct arena *arena, struct slice text, struct purl *purl, struct error *error)
{
    struct slice scheme, rest, type, qualifiers, subpath;
    struct purl found = {0};

    if (!slice_cut(text, ':', &scheme, &rest) || !slice_equal_nocase(scheme, S("pkg")))
        return fail(error, ERROR_MALFORMED, "no scheme 'pkg'");
    if (slice_find_byte(text, '\0') < text.len)
        return fail(error, ERROR_MALFORMED, "a NUL byte");
    slice_cut(rest, '#', &rest, &subpath);
    slice_cut(rest, '?', &rest, &qualifiers);
    while (rest.len && rest.at[0] == '/')
        rest = slice_skip(rest, 1);
    if (!slice_cut(rest, '/', &type, &rest) || !purl_is_word(type, S(".-")))
        return fail(error, ERROR_MALFORMED, "no type");
    found.type = purl_lower(arena, type);
    size_t at = purl_version_mark(rest);
    found.version = purl_decode(arena, slice_skip(rest, at + 1));
    rest = slice_head(rest, at);
    if (purl_type(found.type)->rules & PURL_NAME_IS_PATH)
        purl_take_name(arena, &found, purl_segments(arena, rest, false));
    else
        purl_parse_name(arena, rest, &found);
    found.subpath = purl_segments(arena, subpath, true);
    if (!found.name.len)
        return fail(error, ERROR_MALFORMED, "no name");
    if (!purl_parse_qualifiers(arena, qualifiers, &found, error))
        return false;
    *purl = found;
    return true;
}

void purl_normalise(struct arena *arena, struct purl *purl)
{
    purl->type = purl_lower(arena, purl->type);
    const struct purl_type *type = purl_type(purl->type);

    if (type->rules & PURL_LOWER_NAMESPACE)
        purl->namespace = purl_lower(arena, purl->namespace);
    if (type->rules & PURL_LOWER_NAME)
        purl->name = purl_lower(arena, purl->name);
    if (type->rules & PURL_LOWER_VERSION)
        purl->version = purl_lower(arena, purl->version);
    if (type->rules & PURL_LOWER_SUBPATH)
        purl->subpath = purl_lower(arena, purl->subpath);
    if (type->normalise)
        type->normalise(arena, purl);
}

bool purl_check(const struct purl *purl, struct error *error)
{
    const struct purl_type *type = purl_type(purl->type);

    if (!purl_is_word(purl->type, S(".-")))
        return fail(error, ERROR_MALFORMED, "no type");
    if (!purl->name.len)
        return fail(error, ERROR_MALFORMED, "no name");
    if (type->rules & PURL_NAMESPACE && !purl->namespace.len)
        return fail(error, ERROR_MALFORMED, "type '%s' needs a namespace", type->type);
    if (type->rules & PURL_NO_NAMESPACE && purl->namespace.len)
        return fail(error, ERROR_MALFORMED, "type '%s' has no namespace", type->type);
    if (type->required && !purl_qualifier(purl, slice_text(type->required)).len)
        return fail(error, ERROR_MALFORMED, "type '%s' needs the qualifier '%s'", type->type, type->required);
    if (type->check && !type->check(purl))
        return fail(error, ERROR_MALFORMED, "not a name or version of type '%s'", type->type);
    if (purl->capital_key)
        return fail(error, ERROR_MALFORMED, "a key of a qualifier with a capital");
    for (size_t i = 0; i < purl->qualifiers.count; i++)
        if (!purl_is_word(purl->qualifiers.at[i].key, S(".-_")))
            return fail(error, ERROR_MALFORMED, "not a key of a qualifier");
    return true;
}

struct slice purl_build(struct arena *arena, const struct purl *purl)
{
    bool path = purl_type(purl->type)->rules & PURL_NAME_IS_PATH;
    struct slice parts[10] = {S("pkg:"), purl->type, S("/")};
    size_t count = 3;

    if (purl->namespace.len) {
        parts[count++] = purl_encode(arena, purl->namespace, true);
        parts[count++] = S("/");
    }
    parts[count++] = purl_encode(arena, purl->name, path);
    if (purl->version.len) {
        parts[count++] = S("@");
        parts[count++] = purl_encode(arena, purl->version, false);
    }
    struct slice text = arena_join(arena, parts, count);
    for (size_t i = 0; i < purl->qualifiers.count; i++) {
        const struct purl_qualifier *one = &purl->qualifiers.at[i];
        text = arena_join(
            arena, (struct slice[]){text, i ? S("&") : S("?"), one->key, S("="), purl_encode(arena, one->value, false)},
            5);
    }
    if (!purl->subpath.len)
        return text;
    return arena_join(arena, (struct slice[]){text, S("#"), purl_encode(arena, purl->subpath, true)}, 3);
}

struct slice purl_name(struct arena *arena, const struct purl *purl)
{
    const struct purl_type *type = purl_type(purl->type);
    struct slice joint = slice_of(&type->joint, 1);

    if (type->joint && type->rules & PURL_JOINT_SUBPATH && purl->subpath.len)
        return arena_join(arena, (struct slice[]){purl->name, joint, purl->subpath}, 3);
    if (!type->joint || !purl->namespace.len)
        return purl->name;
    return arena_join(arena, (struct slice[]){purl->namespace, joint, purl->name}, 3);
}

void purl_take_name(struct arena *arena, struct purl *purl, struct slice name)
{
    const struct purl_type *type = purl_type(purl->type);
    bool first = type->rules & (PURL_JOINT_IS_FIRST | PURL_JOINT_SUBPATH);
    uint8_t joint = (uint8_t)type->joint;
    size_t at = first ? slice_find_byte(name, joint) : slice_find_last(name, joint);
    bool scoped = !(type->rules & PURL_JOINT_SCOPE) || slice_starts(name, S("@"));

    purl->name = type->rules & PURL_NAME_IS_PATH ? purl_path(arena, name, false) : name;
    if (!joint || at == 0 || at + 1 >= name.len || !scoped)
        return;
    struct slice behind = slice_skip(name, at + 1);
    if (type->rules & PURL_JOINT_SUBPATH) {
        purl->name = slice_head(name, at);
        purl->subpath = purl_path(arena, behind, true);
    } else {
        purl->namespace = purl_path(arena, slice_head(name, at), false);
        purl->name = type->rules & PURL_NAME_IS_PATH ? purl_path(arena, behind, false) : behind;
    }
}
