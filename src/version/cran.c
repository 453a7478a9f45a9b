/*
 * R: two numbers at least, '.' or '-' between them; zeros at the end do not count. Numbers that R's integers cannot
 * hold, which R reads as NA, have their exact order. Source: R base package_version(), Ops.numeric_version(). (utils
 * compareVersion() calls the shorter of 1.8 and 1.8.0 older; what compares the versions of installed packages does
 * not.)
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
    return run_compare_lists(a, b);
}

const struct version_scheme version_cran = {
    .name = "cran",
    .valid = cran_valid,
    .compare = cran_compare,
};
