/*
 * OCaml: Debian's order with differences: no epoch, and letters come after the end. Every string is a version.
 * Source: opam src/core/opamVersionCompare.ml.
 */
#include "version/run.h"
#include "version/version.h"

static bool opam_valid(struct slice version)
{
    return version.len > 0;
}

static struct slice opam_skip_zeros(struct slice s)
{
    while (run_first(s) == '0')
        s = slice_skip(s, 1);
    return s;
}

/* '~', letters, all others */
static int opam_weight(uint8_t byte)
{
    if (byte == '~')
        return -1;
    return run_is_letter(byte) ? byte : byte + 256;
}

/* `rest` against nothing: zeros say nothing, '~' is older, the rest newer. */
static int opam_compare_end(struct slice rest)
{
    rest = opam_skip_zeros(rest);
    if (rest.len == 0)
        return 0;
    return rest.at[0] == '~' ? -1 : 1;
}

static int opam_compare_part(struct slice a, struct slice b)
{
    while (a.len && b.len) {
        bool left = run_is_digit(a.at[0]), right = run_is_digit(b.at[0]);
        int order;
        if (left && right) {
            order = run_compare_numbers(run_take(&a, run_is_digit), run_take(&b, run_is_digit));
        } else if (left != right) {
            uint8_t mark = left ? b.at[0] : a.at[0];
            return (mark == '~') == left ? 1 : -1;
        } else {
            order = opam_weight(a.at[0]) - opam_weight(b.at[0]);
            a = slice_skip(a, 1);
            b = slice_skip(b, 1);
        }
        if (order)
            return order;
    }
    return a.len ? opam_compare_end(a) : -opam_compare_end(b);
}

static int opam_compare(struct slice a, struct slice b)
{
    size_t left = slice_find_last(a, '-'), right = slice_find_last(b, '-');
    int order = opam_compare_part(slice_head(a, left), slice_head(b, right));
    return order ? order : opam_compare_part(slice_skip(a, left + 1), slice_skip(b, right + 1));
}

const struct version_scheme version_opam = {
    .name = "opam",
    .valid = opam_valid,
    .compare = opam_compare,
};
