/*
 * What no ecosystem has rules for: runs of digits or letters. Known words mean a pre-release or a patch; another one
 * does a pre-release too, but directly behind a number it is newer ("1.0a"), unless a digit follows ("1.0a1"). Of words
 * the first letter counts. Every string is a version.
 * Source: repology/libversion 3.0.4, libversion/private/parse.c and compare.c.
 */
#include "version/run.h"
#include "version/version.h"

/* In their order. */
enum generic_kind { GENERIC_PRE, GENERIC_ZERO, GENERIC_POST, GENERIC_NUMBER, GENERIC_LETTER };

struct generic_part {
    enum generic_kind kind;
    struct slice text;
};

/* `longer`: with more letters behind it too. */
static const struct {
    struct slice word;
    bool longer;
    enum generic_kind kind;
} generic_words[] = {
    {S_INIT("alpha"), false, GENERIC_PRE}, {S_INIT("beta"), false, GENERIC_PRE},
    {S_INIT("rc"), false, GENERIC_PRE},    {S_INIT("pre"), true, GENERIC_PRE},
    {S_INIT("post"), true, GENERIC_POST},  {S_INIT("patch"), true, GENERIC_POST},
    {S_INIT("pl"), false, GENERIC_POST},   {S_INIT("errata"), false, GENERIC_POST},
};

struct generic {
    struct slice rest;
    bool behind_number;
};

static bool generic_is_separator(uint8_t byte)
{
    return !run_is_digit(byte) && !run_is_letter(byte);
}

static enum generic_kind generic_word(struct slice text, enum generic_kind unknown)
{
    for (size_t i = 0; i < sizeof(generic_words) / sizeof(*generic_words); i++) {
        struct slice word = generic_words[i].word;
        if (run_compare_nocase(slice_head(text, word.len), word) == 0 &&
            (generic_words[i].longer || text.len == word.len))
            return generic_words[i].kind;
    }
    return unknown;
}

static struct generic_part generic_next(struct generic *generic)
{
    struct generic_part part = {.kind = GENERIC_ZERO};
    struct slice *rest = &generic->rest;
    bool glued = generic->behind_number && run_is_letter(run_first(*rest));

    run_take(rest, generic_is_separator);
    generic->behind_number = run_is_digit(run_first(*rest));
    if (run_is_letter(run_first(*rest))) {
        part.text = run_take(rest, run_is_letter);
        bool suffix = glued && !run_is_digit(run_first(*rest));
        part.kind = generic_word(part.text, suffix ? GENERIC_LETTER : GENERIC_PRE);
    } else {
        part.text = run_take(rest, run_is_digit);
        if (run_compare_numbers(part.text, S("0")) != 0)
            part.kind = GENERIC_NUMBER;
    }
    return part;
}

static int generic_compare_parts(const struct generic_part *a, const struct generic_part *b)
{
    if (a->kind != b->kind)
        return (int)a->kind - (int)b->kind;
    if (a->kind == GENERIC_NUMBER)
        return run_compare_numbers(a->text, b->text);
    if (a->kind == GENERIC_ZERO)
        return 0;
    return run_lower(run_first(a->text)) - run_lower(run_first(b->text));
}

static bool generic_valid(struct slice version)
{
    return version.len > 0;
}

static int generic_compare(struct slice a, struct slice b)
{
    struct generic left = {.rest = a}, right = {.rest = b};

    while (left.rest.len || right.rest.len) {
        struct generic_part l = generic_next(&left), r = generic_next(&right);
        int order = generic_compare_parts(&l, &r);
        if (order)
            return order;
    }
    return 0;
}

const struct version_scheme version_generic = {
    .name = "generic",
    .valid = generic_valid,
    .compare = generic_compare,
};
