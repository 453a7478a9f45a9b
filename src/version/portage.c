/*
 * Gentoo: numbers{letter}{_suffix{number}}{-rnumber}. A component with a leading zero is a fraction: 1.02 < 1.1.
 * Source: Package Manager Specification, chapter 3.3 "Version comparison"; portage lib/portage/versions.py vercmp().
 */
#include "version/run.h"
#include "version/version.h"

/* In their order; a version without suffix stands before "p". "pre" before "p": the longer one is looked for first. */
static const struct {
    struct slice name;
    int rank;
} portage_suffixes[] = {
    {S_INIT("alpha"), 0}, {S_INIT("beta"), 1}, {S_INIT("pre"), 2}, {S_INIT("rc"), 3}, {S_INIT("p"), 5},
};
enum { PORTAGE_NO_SUFFIX = 4 };

static bool portage_is_small_letter(uint8_t byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* Takes "_name123" and tells its rank; PORTAGE_NO_SUFFIX when none stands there, -1 when it is no suffix. */
static int portage_take_suffix(struct slice *rest, struct slice *number)
{
    *number = (struct slice){0};
    if (run_first(*rest) != '_')
        return PORTAGE_NO_SUFFIX;
    *rest = slice_skip(*rest, 1);
    struct slice name = run_take(rest, portage_is_small_letter);
    *number = run_take(rest, run_is_digit);
    for (size_t i = 0; i < sizeof(portage_suffixes) / sizeof(*portage_suffixes); i++)
        if (slice_equal(name, portage_suffixes[i].name))
            return portage_suffixes[i].rank;
    return -1;
}

static bool portage_valid(struct slice version)
{
    struct slice number;

    for (;;) {
        if (run_take(&version, run_is_digit).len == 0)
            return false;
        if (run_first(version) != '.')
            break;
        version = slice_skip(version, 1);
    }
    version = slice_skip(version, portage_is_small_letter(run_first(version)));
    int rank;
    while ((rank = portage_take_suffix(&version, &number)) != PORTAGE_NO_SUFFIX)
        if (rank < 0)
            return false;
    if (!slice_starts(version, S("-r")))
        return version.len == 0;
    version = slice_skip(version, 2);
    return run_is_number(version);
}

/* Digits as those of a fraction: zeros at the end do not count. */
static int portage_compare_fractions(struct slice a, struct slice b)
{
    while (a.len && a.at[a.len - 1] == '0')
        a.len--;
    while (b.len && b.at[b.len - 1] == '0')
        b.len--;
    return slice_compare(a, b);
}

/* Takes the numbers of both and compares; a missing one is less than 0. */
static int portage_compare_numbers(struct slice *a, struct slice *b)
{
    int order = run_compare_numbers(run_take(a, run_is_digit), run_take(b, run_is_digit));

    while (!order) {
        bool left_more = run_first(*a) == '.', right_more = run_first(*b) == '.';
        if (!left_more || !right_more)
            return left_more - right_more;
        *a = slice_skip(*a, 1);
        *b = slice_skip(*b, 1);
        struct slice left = run_take(a, run_is_digit), right = run_take(b, run_is_digit);
        if (run_first(left) == '0' || run_first(right) == '0')
            order = portage_compare_fractions(left, right);
        else
            order = run_compare_numbers(left, right);
    }
    return order;
}

static int portage_compare_letters(struct slice *a, struct slice *b)
{
    bool left = portage_is_small_letter(run_first(*a)), right = portage_is_small_letter(run_first(*b));
    int order = (left ? run_first(*a) : 0) - (right ? run_first(*b) : 0);

    *a = slice_skip(*a, left);
    *b = slice_skip(*b, right);
    return order;
}

static int portage_compare(struct slice a, struct slice b)
{
    int order = portage_compare_numbers(&a, &b);

    if (!order)
        order = portage_compare_letters(&a, &b);
    while (!order && (run_first(a) == '_' || run_first(b) == '_')) {
        struct slice left, right;
        order = portage_take_suffix(&a, &left) - portage_take_suffix(&b, &right);
        if (!order)
            order = run_compare_numbers(left, right);
    }
    return order ? order : run_compare_numbers(slice_skip(a, 2), slice_skip(b, 2));
}

const struct version_scheme version_portage = {
    .name = "portage",
    .also = (const char *const[]){"ebuild", "gentoo", NULL},
    .valid = portage_valid,
    .compare = portage_compare,
};
