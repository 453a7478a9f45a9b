/*
 * Conan: items between dots, a pre-release behind the first '-', a build behind the last '+', both of items too. Every
 * string is a version.
 * Source: conan conan/internal/model/version.py.
 */
#include "version/conan.h"
#include "version/version.h"

static bool conan_is_blank(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r') || (byte >= 0x1c && byte <= 0x1f);
}

bool conan_number(struct slice item, struct slice *digits, bool *minus)
{
    run_take(&item, conan_is_blank);
    while (item.len && conan_is_blank(item.at[item.len - 1]))
        item.len--;
    *minus = run_first(item) == '-';
    if (*minus || run_first(item) == '+')
        item = slice_skip(item, 1);
    *digits = item;
    bool digit = false;
    for (size_t i = 0; i < item.len; i++) {
        bool separator = item.at[i] == '_' && digit;
        digit = run_is_digit(item.at[i]);
        if (!digit && !separator)
            return false;
    }
    return digit;
}

struct conan conan_split(struct slice text)
{
    struct conan version = {0};
    size_t plus = slice_find_last(text, '+');

    version.has_build = plus < text.len;
    version.build = slice_skip(text, plus + 1);
    text = slice_head(text, plus);
    version.has_prerelease = slice_cut(text, '-', &version.main, &version.prerelease);
    return version;
}

/* A digit of a number that may have '_' between its digits. */
static uint8_t conan_digit(struct slice *digits)
{
    if (run_first(*digits) == '_')
        *digits = slice_skip(*digits, 1);
    uint8_t digit = run_first(*digits);
    *digits = slice_skip(*digits, 1);
    return digit;
}

static struct slice conan_without_zeros(struct slice digits)
{
    while (run_first(digits) == '0' || run_first(digits) == '_')
        digits = slice_skip(digits, 1);
    return digits;
}

static size_t conan_count_digits(struct slice digits)
{
    size_t count = 0;
    for (size_t i = 0; i < digits.len; i++)
        count += digits.at[i] != '_';
    return count;
}

static int conan_compare_numbers(struct slice a, struct slice b)
{
    a = conan_without_zeros(a);
    b = conan_without_zeros(b);
    size_t left = conan_count_digits(a), right = conan_count_digits(b);
    if (left != right)
        return left < right ? -1 : 1;
    while (a.len && b.len) {
        int order = conan_digit(&a) - conan_digit(&b);
        if (order)
            return order;
    }
    return 0;
}

/* A number as Python writes it, against a string. */
static int conan_compare_mixed(struct slice digits, bool minus, struct slice text)
{
    digits = conan_without_zeros(digits);
    if (digits.len == 0)
        digits = S("0");
    else if (minus && run_first(text) != '-')
        return text.len && run_first(text) < '-' ? 1 : text.len ? -1 : 1;
    else if (minus)
        text = slice_skip(text, 1);
    while (digits.len && text.len) {
        int order = conan_digit(&digits) - run_first(text);
        if (order)
            return order;
        text = slice_skip(text, 1);
    }
    return (digits.len > 0) - (text.len > 0);
}

static int conan_compare_item(struct slice a, struct slice b)
{
    struct slice left, right;
    bool left_minus, right_minus;
    bool left_number = conan_number(a, &left, &left_minus), right_number = conan_number(b, &right, &right_minus);

    if (!left_number && !right_number)
        return slice_compare(a, b);
    if (!right_number)
        return conan_compare_mixed(left, left_minus, b);
    if (!left_number)
        return -conan_compare_mixed(right, right_minus, a);
    left_minus = left_minus && conan_without_zeros(left).len;
    right_minus = right_minus && conan_without_zeros(right).len;
    if (left_minus != right_minus)
        return left_minus ? -1 : 1;
    return left_minus ? conan_compare_numbers(right, left) : conan_compare_numbers(left, right);
}

/* Items that are 0 at the end do not count. */
static struct slice conan_trim(struct slice items)
{
    struct slice digits;
    bool minus;

    for (;;) {
        size_t dot = slice_find_last(items, '.');
        struct slice last = dot < items.len ? slice_skip(items, dot + 1) : items;
        if (!conan_number(last, &digits, &minus) || conan_without_zeros(digits).len)
            return items;
        items = slice_head(items, dot < items.len ? dot : 0);
        if (dot == items.len && items.len == 0)
            return items;
    }
}

/* No items at all, which an empty item is not. */
static bool conan_no_items(struct slice items, struct slice trimmed)
{
    return items.len && trimmed.len == 0 && run_first(items) != '.';
}

int conan_compare_items(struct slice a, struct slice b)
{
    struct slice left = conan_trim(a), right = conan_trim(b);
    bool more_left = !conan_no_items(a, left), more_right = !conan_no_items(b, right);

    while (more_left && more_right) {
        struct slice l, r;
        more_left = slice_cut(left, '.', &l, &left);
        more_right = slice_cut(right, '.', &r, &right);
        int order = conan_compare_item(l, r);
        if (order)
            return order;
    }
    return more_left - more_right;
}

int conan_compare_split(const struct conan *a, const struct conan *b)
{
    int order = conan_compare_items(a->main, b->main);

    if (order)
        return order;
    if (a->has_prerelease != b->has_prerelease)
        return a->has_prerelease ? -1 : 1;
    if (a->has_prerelease)
        order = conan_compare_items(a->prerelease, b->prerelease);
    if (order)
        return order;
    if (!a->has_build || !b->has_build)
        return a->has_build - b->has_build;
    return conan_compare_items(a->build, b->build);
}

static bool conan_valid(struct slice version)
{
    return version.len > 0;
}

static int conan_compare(struct slice a, struct slice b)
{
    struct conan left = conan_split(a), right = conan_split(b);
    return conan_compare_split(&left, &right);
}

static bool conan_items_ordered(struct slice items)
{
    struct slice item, digits;
    bool minus, more = true;

    while (more) {
        more = slice_cut(items, '.', &item, &items);
        if (item.len && !run_is_letter(item.at[0]) && !conan_number(item, &digits, &minus))
            return false;
    }
    return true;
}

/* Numbers and strings are compared as strings, which goes round in circles: 10 < "1a" < 2 < 10. */
static bool conan_ordered(struct slice text)
{
    struct conan version = conan_split(text);
    return conan_items_ordered(version.main) && conan_items_ordered(version.prerelease) &&
           conan_items_ordered(version.build);
}

const struct version_scheme version_conan = {
    .name = "conan",
    .valid = conan_valid,
    .ordered = conan_ordered,
    .compare = conan_compare,
};
