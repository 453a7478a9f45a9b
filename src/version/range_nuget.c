/*
 * NuGet's ranges: "[1.0,2.0)", "1.0" for that or newer, and floating ones ("1.*", "1.0.0-beta*"), which mean that or
 * newer too.
 * Source: NuGet.Client VersionRangeFactory.cs TryParse(), FloatRange.cs TryParse(), VersionRangeBase.cs Satisfies().
 */
#include "version/range.h"
#include "version/run.h"

enum { NUGET_SHORTEST = 3, NUGET_FLOAT = 128 }; /* no shorter range but "*"; room for a floating version */

/* Appends what fits; a version that does not is too long to be one. */
static void nuget_append(struct slice *text, uint8_t *buffer, struct slice more)
{
    if (more.len > NUGET_FLOAT - text->len)
        more.len = NUGET_FLOAT - text->len;
    if (more.len)
        memcpy(buffer + text->len, more.at, more.len);
    text->len += more.len;
}

/*
 * The least version that a floating one stands for, in `buffer`: a star is 0 as a number, and 0 as a whole label.
 * returns  false when the stars stand at wrong places
 */
static bool nuget_least(struct slice text, uint8_t *buffer, struct slice *least)
{
    size_t first = slice_find_byte(text, '*'), last = slice_find_last(text, '*'), dash = slice_find_byte(text, '-');
    struct slice found = slice_of(buffer, 0);

    if (text.len >= NUGET_FLOAT || last != text.len - 1 || slice_find_byte(text, '+') != text.len)
        return false;
    if (first != last && first + 1 != dash)
        return false;
    struct slice numbers = slice_head(text, dash < text.len ? dash : text.len);
    struct slice labels = slice_skip(slice_head(text, last), dash + 1);
    bool star = slice_ends(numbers, S("*"));
    nuget_append(&found, buffer, slice_head(numbers, numbers.len - star));
    nuget_append(&found, buffer, star ? S("0") : S(""));
    if (dash < text.len) {
        bool one_dash = star || slice_find_last(text, '-') == dash;
        nuget_append(&found, buffer, S("-"));
        nuget_append(&found, buffer, labels);
        nuget_append(&found, buffer, one_dash && (labels.len == 0 || slice_ends(labels, S("."))) ? S("0") : S(""));
    }
    *least = found;
    return true;
}

/* Checks a bound, a floating one made one; blanks alone are none, which is empty. */
static bool nuget_bound(struct slice text, uint8_t *buffer, struct slice *bound)
{
    *bound = range_trim(text);
    if (bound->len == 0)
        return true;
    if (slice_find_byte(*bound, '*') < bound->len && !nuget_least(*bound, buffer, bound))
        return false;
    return version_nuget.valid(*bound);
}

static enum version_answer nuget_between(struct slice range, struct slice version)
{
    bool lower_inclusive = range.at[0] == '[', upper_inclusive = range.at[range.len - 1] == ']';
    struct slice lower, upper;
    uint8_t buffer[NUGET_FLOAT];

    if (!upper_inclusive && range.at[range.len - 1] != ')')
        return VERSION_INVALID;
    bool pair = slice_cut(slice_of(range.at + 1, range.len - 2), ',', &lower, &upper);
    if (!pair)
        upper = lower;
    if (!pair && (!lower_inclusive || !upper_inclusive))
        return VERSION_INVALID;
    if ((!lower.len && !upper.len) || slice_find_byte(upper, ',') < upper.len ||
        slice_find_byte(upper, '*') < upper.len)
        return VERSION_INVALID;
    uint8_t unused[NUGET_FLOAT];
    if (!nuget_bound(lower, buffer, &lower) || !nuget_bound(upper, unused, &upper))
        return VERSION_INVALID;
    int low = lower.len ? version_nuget.compare(version, lower) : 1;
    int high = upper.len ? version_nuget.compare(version, upper) : -1;
    return range_answer((low > 0 || (low == 0 && lower_inclusive)) && (high < 0 || (high == 0 && upper_inclusive)));
}

static enum version_answer nuget_contains(struct slice range, struct slice version)
{
    uint8_t buffer[NUGET_FLOAT];
    struct slice least;

    range = range_trim(range);
    if (!version_placed(&version_nuget, version) || (range.len < NUGET_SHORTEST && !slice_equal(range, S("*"))))
        return VERSION_INVALID;
    if (range.at[0] == '[' || range.at[0] == '(')
        return nuget_between(range, version);
    if (!nuget_bound(range, buffer, &least))
        return VERSION_INVALID;
    return range_answer(version_nuget.compare(version, least) >= 0);
}

const struct version_language language_nuget = {.name = "nuget", .contains = nuget_contains};
