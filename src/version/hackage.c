/*
 * Haskell: numbers of at most nine digits, no leading zeros, '.' between them; the longer of two alike so far is newer.
 * Tags ("-foo") are read and do not count.
 * Source: Cabal Distribution/Types/Version.hs (Parsec Version), Distribution/Parsec.hs versionDigitParser.
 */
#include "version/run.h"
#include "version/version.h"

enum { HACKAGE_DIGITS = 9 };

static bool hackage_is_word(uint8_t byte)
{
    return run_is_digit(byte) || run_is_letter(byte);
}

static bool hackage_valid(struct slice version)
{
    for (;;) {
        struct slice number = run_take(&version, run_is_digit);
        if (number.len == 0 || number.len > HACKAGE_DIGITS || run_has_leading_zero(number))
            return false;
        if (run_first(version) != '.')
            break;
        version = slice_skip(version, 1);
    }
    while (run_first(version) == '-') {
        version = slice_skip(version, 1);
        if (run_take(&version, hackage_is_word).len == 0)
            return false;
    }
    return version.len == 0;
}

static int hackage_compare(struct slice a, struct slice b)
{
    a = slice_head(a, slice_find_byte(a, '-'));
    b = slice_head(b, slice_find_byte(b, '-'));
    while (a.len && b.len) {
        int order = run_compare_numbers(run_take(&a, run_is_digit), run_take(&b, run_is_digit));
        if (order)
            return order;
        a = slice_skip(a, 1);
        b = slice_skip(b, 1);
    }
    return (a.len > 0) - (b.len > 0);
}

const struct version_scheme version_hackage = {
    .name = "hackage",
    .valid = hackage_valid,
    .compare = hackage_compare,
};
