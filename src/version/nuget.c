/*
 * NuGet: one to four numbers of 31 bits, leading zeros or not, then labels and metadata as in Semantic Versioning; case
 * does not count.
 * Source: NuGet.Client NuGetVersionFactory.cs, VersionComparer.cs.
 */
#include "version/triple.h"
#include "version/version.h"

enum { NUGET_NUMBERS = 4 };
static const struct slice nuget_most = S_INIT("2147483647");

struct nuget {
    struct slice number[NUGET_NUMBERS]; /* empty: missing, which is 0 */
    struct slice labels;
    bool has_labels;
};

static bool nuget_is_blank(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Blanks around each number are forgiven. */
static bool nuget_take_numbers(struct slice *rest, struct nuget *nuget)
{
    for (int part = 0; part < NUGET_NUMBERS; part++) {
        run_take(rest, nuget_is_blank);
        nuget->number[part] = run_take(rest, run_is_digit);
        run_take(rest, nuget_is_blank);
        if (nuget->number[part].len == 0 || run_compare_numbers(nuget->number[part], nuget_most) > 0)
            return false;
        if (run_first(*rest) != '.')
            return true;
        *rest = slice_skip(*rest, 1);
    }
    return false;
}

static bool nuget_split(struct slice version, struct nuget *nuget)
{
    struct nuget found = {0};
    struct slice metadata;

    version = slice_trim(version);
    if (!nuget_take_numbers(&version, &found))
        return false;
    found.has_labels = run_first(version) == '-';
    if (found.has_labels) {
        version = slice_skip(version, 1);
        if (!triple_take_identifiers(&version, false, &found.labels))
            return false;
    }
    if (run_first(version) == '+') {
        version = slice_skip(version, 1);
        if (!triple_take_identifiers(&version, true, &metadata))
            return false;
    }
    *nuget = found;
    return version.len == 0;
}

static bool nuget_valid(struct slice version)
{
    struct nuget nuget;
    return nuget_split(version, &nuget);
}

/* A label that .NET reads as an int is a number: with a sign too, but not a larger one. Others are letters. */
static bool nuget_label_number(struct slice label, struct slice *digits)
{
    bool minus = run_first(label) == '-';

    *digits = minus ? slice_skip(label, 1) : label;
    return run_is_number(*digits) && run_compare_numbers(*digits, minus ? S("2147483648") : nuget_most) <= 0;
}

static int nuget_compare_label(struct slice a, struct slice b)
{
    struct slice left, right;
    bool left_number = nuget_label_number(a, &left), right_number = nuget_label_number(b, &right);

    if (left_number != right_number)
        return left_number ? -1 : 1;
    if (!left_number)
        return run_compare_nocase(a, b);
    bool left_minus = left.len < a.len && run_compare_numbers(left, S("0")) != 0;
    bool right_minus = right.len < b.len && run_compare_numbers(right, S("0")) != 0;
    if (left_minus != right_minus)
        return left_minus ? -1 : 1;
    return left_minus ? run_compare_numbers(right, left) : run_compare_numbers(left, right);
}

static int nuget_compare_labels(struct slice a, struct slice b)
{
    while (a.len && b.len) {
        struct slice left, right;
        slice_cut(a, '.', &left, &a);
        slice_cut(b, '.', &right, &b);
        int order = nuget_compare_label(left, right);
        if (order)
            return order;
    }
    return (a.len > 0) - (b.len > 0);
}

static int nuget_compare(struct slice a, struct slice b)
{
    struct nuget left, right;
    int order = 0;

    if (!nuget_split(a, &left) || !nuget_split(b, &right))
        return 0;
    for (int part = 0; part < NUGET_NUMBERS && !order; part++)
        order = run_compare_numbers(left.number[part], right.number[part]);
    if (order)
        return order;
    if (!left.has_labels || !right.has_labels)
        return right.has_labels - left.has_labels;
    return nuget_compare_labels(left.labels, right.labels);
}

const struct version_scheme version_nuget = {
    .name = "nuget",
    .valid = nuget_valid,
    .compare = nuget_compare,
};
