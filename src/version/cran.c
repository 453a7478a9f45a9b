/*
 * R: two numbers at least, '.' or '-' between them. Of two versions alike so far the longer one is newer, zeros or not.
 * Source: R base package_version() for what is valid, utils compareVersion() for the order.
 */
#include "version/run.h"
#include "version/version.h"

static bool cran_is_separator(uint8_t byte)
{
    return byte == '.' || byte == '-';
}

static bool cran_valid(struct slice version)
{
    size_t numbers = 0;

    for (;;) {
        if (run_take(&version, run_is_digit).len == 0)
            return false;
        numbers++;
        if (version.len == 0)
            return numbers > 1;
        if (!cran_is_separator(version.at[0]))
            return false;
        version = slice_skip(version, 1);
    }
}

static int cran_compare(struct slice a, struct slice b)
{
    while (a.len && b.len) {
        int order = run_compare_numbers(run_take(&a, run_is_digit), run_take(&b, run_is_digit));
        if (order)
            return order;
        a = slice_skip(a, 1);
        b = slice_skip(b, 1);
    }
    return (a.len > 0) - (b.len > 0);
}

const struct version_scheme version_cran = {
    .name = "cran",
    .valid = cran_valid,
    .compare = cran_compare,
};
