#include "analyzer/lang/python/pypi.h"

static bool is_letter_or_digit(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_separator(uint8_t c)
{
    return c == '-' || c == '_' || c == '.';
}

struct slice pypi_name(struct arena *arena, struct slice name)
{
    uint8_t *out = arena_array(arena, uint8_t, name.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < name.len; i++) {
        uint8_t c = name.at[i];
        if (is_separator(c) && i > 0 && is_separator(name.at[i - 1]))
            continue;
        out[len++] = is_separator(c) ? '-' : (c >= 'A' && c <= 'Z') ? (uint8_t)(c + 'a' - 'A') : c;
    }
    return slice_of(out, len);
}

struct package pypi_declared(struct arena *arena, struct slice name, struct slice version)
{
    return (struct package){
        .type = S("pypi"),
        .name = pypi_name(arena, name),
        .epoch = EPOCH_ABSENT,
        .version = version,
        .scope = SCOPE_DECLARED,
    };
}

/* The characters of PEP 440, not its order of parts: versions that are legal nowhere are still what somebody wrote. */
static bool is_version(struct slice version)
{
    struct slice digits = slice_starts(version, S("v")) ? slice_skip(version, 1) : version;

    if (digits.len == 0 || digits.at[0] < '0' || digits.at[0] > '9')
        return false;
    for (size_t i = 0; i < digits.len; i++)
        if (!is_letter_or_digit(digits.at[i]) && !is_separator(digits.at[i]) && digits.at[i] != '+' &&
            digits.at[i] != '!')
            return false;
    return true;
}

static bool take(struct slice *text, struct slice prefix)
{
    if (!slice_starts(*text, prefix))
        return false;
    *text = slice_skip(*text, prefix.len);
    return true;
}

static const struct comparison {
    struct slice sign;
    bool names, fixes; /* the version that it stands before; that one alone */
} comparisons[] = {
    /* The longer signs first. */
    {S_INIT("==="), true, true}, {S_INIT("=="), true, true},   {S_INIT("~="), true, false}, {S_INIT(">="), true, false},
    {S_INIT("<="), true, false}, {S_INIT("!="), false, false}, {S_INIT("<"), false, false}, {S_INIT(">"), false, false},
};

/* One comparison of a list. returns  false when it is none, or has nothing to compare with */
static bool comparison_read(struct slice text, const struct comparison **comparison, struct slice *version)
{
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
        if (take(&text, comparisons[i].sign)) {
            *comparison = &comparisons[i];
            *version = slice_trim(text);
            return version->len > 0 && !strchr("<>=!~", version->at[0]);
        }
    return false;
}

/* Some have no comma at the end of the list, or two. */
static bool comparisons_read(struct slice list, struct requirement *requirement)
{
    const struct comparison *comparison = NULL;
    struct slice piece, version = {0}, fixed = {0};
    size_t count = 0;

    while (slice_next(&list, ',', &piece)) {
        piece = slice_trim(piece);
        if (piece.len == 0)
            continue;
        /* Before a variable or template is filled in, nothing is known. */
        if (!comparison_read(piece, &comparison, &version) || slice_find_byte(version, '$') < version.len)
            return false;
        count++;
        if (comparison->fixes && is_version(version))
            fixed = version;
    }
    requirement->compared = count > 0;
    if (fixed.len > 0)
        requirement->version = fixed;
    else if (count == 1 && comparison->names && is_version(version))
        requirement->version = version;
    return true;
}

struct slice requirement_name(struct slice text)
{
    size_t len = 0;

    text = slice_trim(text);
    while (len < text.len && (is_letter_or_digit(text.at[len]) || is_separator(text.at[len])))
        len++;
    if (len == 0 || !is_letter_or_digit(text.at[0]) || !is_letter_or_digit(text.at[len - 1]))
        return (struct slice){0};
    return slice_head(text, len);
}

bool requirement_parse(struct slice text, struct requirement *requirement)
{
    struct slice marker;

    slice_cut(text, ';', &text, &marker);
    text = slice_trim(text);
    *requirement = (struct requirement){.name = requirement_name(text)};
    if (requirement->name.len == 0)
        return false;
    struct slice rest = slice_trim(slice_skip(text, requirement->name.len));
    if (take(&rest, S("["))) {
        size_t end = slice_find_byte(rest, ']');
        if (end == rest.len)
            return false;
        rest = slice_trim(slice_skip(rest, end + 1));
    }
    if (slice_starts(rest, S("(")) && slice_ends(rest, S(")")))
        rest = slice_trim(slice_of(rest.at + 1, rest.len - 2));
    return comparisons_read(rest, requirement);
}

bool requirement_is_address(struct slice text)
{
    static const struct slice ends[] = {S_INIT(".whl"), S_INIT(".zip"), S_INIT(".tar.gz"), S_INIT(".tar.bz2")};
    struct slice marker;

    slice_cut(text, ';', &text, &marker);
    text = slice_trim(text);
    if (slice_starts(text, S(".")) || slice_find_byte(text, '/') < text.len || slice_find_byte(text, '@') < text.len)
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (slice_ends(text, ends[i]))
            return true;
    return false;
}
