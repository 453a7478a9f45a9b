#include "version/triple.h"

bool triple_is_identifier(uint8_t byte)
{
    return run_is_digit(byte) || run_is_letter(byte) || byte == '-';
}

bool triple_take_identifiers(struct slice *rest, bool zeros, struct slice *identifiers)
{
    struct slice all = *rest;

    for (;;) {
        struct slice one = run_take(rest, triple_is_identifier);
        if (one.len == 0 || (!zeros && run_has_leading_zero(one) && run_is_number(one)))
            return false;
        if (run_first(*rest) != '.')
            break;
        *rest = slice_skip(*rest, 1);
    }
    *identifiers = slice_head(all, all.len - rest->len);
    return true;
}

static bool triple_take_numbers(struct slice *rest, unsigned rules, struct triple *triple)
{
    for (int part = 0; part < 3; part++) {
        if (part && run_first(*rest) != '.')
            return rules & TRIPLE_MANY || (rules & TRIPLE_SHORT && rest->len == 0);
        if (part)
            *rest = slice_skip(*rest, 1);
        triple->number[part] = run_take(rest, run_is_digit);
        if (triple->number[part].len == 0)
            return false;
        if (!(rules & TRIPLE_ZEROS) && run_has_leading_zero(triple->number[part]))
            return false;
    }
    struct slice more = *rest;
    while (rules & TRIPLE_MANY && run_first(*rest) == '.') {
        *rest = slice_skip(*rest, 1);
        if (run_take(rest, run_is_digit).len == 0)
            return false;
    }
    triple->more = slice_skip(slice_head(more, more.len - rest->len), 1);
    return true;
}

bool triple_split(struct slice text, unsigned rules, struct triple *triple)
{
    struct triple found = {0};

    if (!triple_take_numbers(&text, rules, &found))
        return false;
    found.has_prerelease = run_first(text) == '-';
    if (found.has_prerelease) {
        text = slice_skip(text, 1);
        if (!triple_take_identifiers(&text, rules & TRIPLE_IDENTIFIER_ZEROS, &found.prerelease))
            return false;
    }
    found.has_build = run_first(text) == '+';
    if (found.has_build) {
        text = slice_skip(text, 1);
        if (!triple_take_identifiers(&text, true, &found.build))
            return false;
    }
    *triple = found;
    return text.len == 0;
}

bool triple_at_most(const struct triple *triple, struct slice most)
{
    for (int part = 0; part < 3; part++)
        if (run_compare_numbers(triple->number[part], most) > 0)
            return false;
    return true;
}

bool triple_identifiers_at_most(struct slice identifiers, struct slice most)
{
    struct slice one;

    while (slice_next(&identifiers, '.', &one))
        if (run_is_number(one) && run_compare_numbers(one, most) > 0)
            return false;
    return true;
}

int triple_compare_identifier(struct slice a, struct slice b)
{
    bool left = run_is_number(a), right = run_is_number(b);

    if (left != right)
        return left ? -1 : 1;
    return left ? run_compare_numbers(a, b) : slice_compare(a, b);
}

int triple_compare_identifiers(struct slice a, struct slice b)
{
    while (a.len && b.len) {
        struct slice left, right;
        slice_cut(a, '.', &left, &a);
        slice_cut(b, '.', &right, &b);
        int order = triple_compare_identifier(left, right);
        if (order)
            return order;
    }
    return (a.len > 0) - (b.len > 0);
}

int triple_compare_numbers(const struct triple *a, const struct triple *b)
{
    int order = 0;

    for (int part = 0; part < 3 && !order; part++)
        order = run_compare_numbers(a->number[part], b->number[part]);
    return order ? order : run_compare_lists(a->more, b->more);
}

int triple_compare(const struct triple *a, const struct triple *b)
{
    int order = triple_compare_numbers(a, b);

    if (order)
        return order;
    if (!a->has_prerelease || !b->has_prerelease)
        return b->has_prerelease - a->has_prerelease; /* a release is newer than its pre-releases */
    return triple_compare_identifiers(a->prerelease, b->prerelease);
}
