/*
 * RubyGems: runs of digits or letters. '-' means ".pre.", zeros before the first letters and at the end do not count,
 * and letters are older than any number, a missing one (0) too.
 * Source: rubygems lib/rubygems/version.rb: VERSION_PATTERN, canonical_segments, <=>.
 */
#include "version/run.h"
#include "version/version.h"

static bool gem_is_blank(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool gem_is_word(uint8_t byte)
{
    return run_is_digit(byte) || run_is_letter(byte);
}

static bool gem_is_word_or_dash(uint8_t byte)
{
    return gem_is_word(byte) || byte == '-';
}

/* Takes ".word" as often as it stands there; none of the words is empty. */
static bool gem_take_words(struct slice *rest, bool (*of_kind)(uint8_t byte))
{
    while (run_first(*rest) == '.') {
        *rest = slice_skip(*rest, 1);
        if (run_take(rest, of_kind).len == 0)
            return false;
    }
    return true;
}

static bool gem_valid(struct slice version)
{
    run_take(&version, gem_is_blank);
    struct slice first = run_take(&version, run_is_digit);
    if (first.len) {
        if (!gem_take_words(&version, gem_is_word))
            return false;
        if (run_first(version) == '-') {
            version = slice_skip(version, 1);
            if (run_take(&version, gem_is_word_or_dash).len == 0 || !gem_take_words(&version, gem_is_word_or_dash))
                return false;
        }
    }
    run_take(&version, gem_is_blank);
    return version.len == 0;
}

/* A place among the segments of a version. */
struct gem {
    struct slice rest;
    bool pre;     /* the "pre" of a dash comes next */
    bool letters; /* there were some */
    size_t zeros; /* segments "0" that are known to count, as something other than 0 follows them */
};

struct gem_segment {
    struct slice text;
    bool number, end;
};

static struct gem_segment gem_raw(struct gem *gem)
{
    struct gem_segment segment = {0};

    while (gem->rest.len && !gem_is_word(gem->rest.at[0]) && !gem->pre) {
        gem->pre = gem->rest.at[0] == '-';
        gem->rest = slice_skip(gem->rest, 1);
    }
    if (gem->pre) {
        gem->pre = false;
        segment.text = S("pre");
    } else if (gem->rest.len == 0) {
        segment.end = true;
        segment.number = true;
    } else {
        segment.number = run_is_digit(gem->rest.at[0]);
        segment.text = run_take(&gem->rest, segment.number ? run_is_digit : run_is_letter);
    }
    return segment;
}

static bool gem_is_zero(struct gem_segment segment)
{
    return segment.number && !segment.end && run_compare_numbers(segment.text, S("0")) == 0;
}

/* The next segment that counts; behind the last one `end`, a number that is 0. */
static struct gem_segment gem_next(struct gem *gem)
{
    struct gem_segment segment = gem_raw(gem);

    if (gem->zeros) {
        gem->zeros--;
        return segment;
    }
    if (gem_is_zero(segment)) {
        struct gem ahead = *gem;
        struct gem_segment next;
        size_t zeros = 0;
        while (next = gem_raw(&ahead), gem_is_zero(next))
            zeros++;
        if (next.end || (!next.number && !gem->letters)) {
            *gem = ahead;
            segment = next;
        } else {
            gem->zeros = zeros;
        }
    }
    gem->letters |= !segment.number;
    return segment;
}

static int gem_compare(struct slice a, struct slice b)
{
    struct gem left = {.rest = a}, right = {.rest = b};

    for (;;) {
        struct gem_segment l = gem_next(&left), r = gem_next(&right);
        if (l.end && r.end)
            return 0;
        if (l.number != r.number)
            return l.number ? 1 : -1;
        int order = l.number ? run_compare_numbers(l.text, r.text) : slice_compare(l.text, r.text);
        if (order)
            return order;
    }
}

const struct version_scheme version_gem = {
    .name = "gem",
    .also = (const char *const[]){"rubygems", "cocoapods", NULL},
    .valid = gem_valid,
    .compare = gem_compare,
};
