/*
 * rpm distributions: [epoch:]version[-release]. rpm refuses no string; order is that of whole packages, where a
 * missing release is less than any (in dependencies it would match any).
 * Source: rpm rpmio/rpmvercmp.cc rpmvercmp(), rpmio/rpmver.cc rpmverCmp().
 */
#include "version/evr.h"
#include "version/version.h"

static bool rpm_valid(struct slice version)
{
    return version.len > 0;
}

static bool rpm_is_separator(uint8_t byte)
{
    return !run_is_digit(byte) && !run_is_letter(byte) && byte != '~' && byte != '^';
}

/*
 * One of the segments starts with '~', less than everything and the end, or '^', less than everything but the end.
 * returns  the order; 0 when both start with that mark
 */
static int rpm_compare_marks(struct slice a, struct slice b)
{
    uint8_t left = run_first(a), right = run_first(b);

    if (left == '~' || right == '~')
        return (right == '~') - (left == '~');
    if (a.len == 0 || b.len == 0)
        return a.len == 0 ? -1 : 1;
    return (right == '^') - (left == '^');
}

static int rpm_compare_part(struct slice a, struct slice b)
{
    for (;;) {
        run_take(&a, rpm_is_separator);
        run_take(&b, rpm_is_separator);
        uint8_t left = run_first(a), right = run_first(b);
        if (left == '~' || right == '~' || left == '^' || right == '^') {
            int order = rpm_compare_marks(a, b);
            if (order)
                return order;
            a = slice_skip(a, 1);
            b = slice_skip(b, 1);
            continue;
        }
        if (a.len == 0 || b.len == 0)
            return (a.len > 0) - (b.len > 0);
        int order = evr_compare_segment(&a, &b);
        if (order)
            return order;
    }
}

static int rpm_compare(struct slice a, struct slice b)
{
    struct evr left = evr_split(a), right = evr_split(b);
    int order = run_compare_numbers(left.epoch, right.epoch);

    if (!order)
        order = rpm_compare_part(left.version, right.version);
    if (!order && left.has_release != right.has_release)
        order = left.has_release ? 1 : -1;
    return order ? order : rpm_compare_part(left.release, right.release);
}

const struct version_scheme version_rpm = {
    .name = "rpm",
    .valid = rpm_valid,
    .compare = rpm_compare,
};
