/*
 * Alpine, Wolfi and kin: digits{.digits}{letter}{_suffix{digits}}{~hash}{-rdigits}.
 * Source: apk-tools 3 src/version.c and its test/unit/version.data.
 *
 * apk also orders what it calls malformed: a part that fits no rule ends the comparison, and is less than all but a
 * pre-release suffix. Digits behind the letter (openssh 6.6.2p1, sudo 1.9.5p2) were valid for apk-tools 2 and stand in
 * packages and in Alpine's advisories, so their order is apk-tools 2's: 6.6.2p1 < 6.6.2p2.
 */
#include "version/run.h"
#include "version/version.h"

/* In the order of the grammar; of two versions alike so far, the one whose next part is earlier here is newer. */
enum part {
    PART_FIRST,
    PART_NUMBER,
    PART_LETTER,
    PART_SUFFIX,
    PART_SUFFIX_NUMBER,
    PART_HASH,
    PART_REVISION,
    PART_END,
    PART_BAD
};

/* In their order. Those before APK_RELEASE are of versions that come before the one without suffix. */
static const struct slice suffixes[] = {
    S_INIT("alpha"), S_INIT("beta"), S_INIT("pre"), S_INIT("rc"), S_INIT("cvs"),
    S_INIT("svn"),   S_INIT("git"),  S_INIT("hg"),  S_INIT("p"),
};
enum { APK_RELEASE = 4, APK_SUFFIXES = sizeof(suffixes) / sizeof(*suffixes) };

struct token {
    enum part part;
    struct slice value;
    size_t suffix;   /* its place in the list */
    bool apk2_alone; /* digits behind a letter */
};

static bool apk_is_small_letter(uint8_t byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool apk_is_hexadecimal(uint8_t byte)
{
    return run_is_digit(byte) || (byte >= 'a' && byte <= 'f');
}

static void apk_digits(struct token *token, struct slice *rest, enum part part)
{
    token->value = run_take(rest, run_is_digit);
    token->part = token->value.len ? part : PART_BAD;
}

static struct token apk_first(struct slice *rest)
{
    struct token token = {0};
    apk_digits(&token, rest, PART_FIRST);
    return token;
}

static void apk_suffix(struct token *token, struct slice *rest)
{
    token->value = run_take(rest, apk_is_small_letter);
    token->part = PART_BAD;
    for (size_t i = 0; i < APK_SUFFIXES; i++)
        if (slice_equal(token->value, suffixes[i])) {
            token->part = PART_SUFFIX;
            token->suffix = i;
        }
}

static void apk_hash(struct token *token, struct slice *rest)
{
    token->value = run_take(rest, apk_is_hexadecimal);
    token->part = token->value.len ? PART_HASH : PART_BAD;
}

/* Digits that no mark announces: behind a suffix, or behind a letter as apk-tools 2 had it. */
static void apk_bare_digits(struct token *token, struct slice *rest, enum part before)
{
    if (before == PART_SUFFIX) {
        apk_digits(token, rest, PART_SUFFIX_NUMBER);
    } else if (before == PART_LETTER) {
        apk_digits(token, rest, PART_NUMBER);
        token->apk2_alone = true;
    } else {
        token->part = PART_BAD;
    }
}

/* Takes the part behind one that is neither PART_END nor PART_BAD. */
static struct token apk_next(struct slice *rest, enum part before)
{
    struct token token = {.part = PART_BAD};
    uint8_t mark = run_first(*rest);

    if (rest->len == 0) {
        token.part = PART_END;
    } else if (run_is_digit(mark)) {
        apk_bare_digits(&token, rest, before);
    } else if (apk_is_small_letter(mark) && before <= PART_NUMBER) {
        token.part = PART_LETTER;
        token.value = slice_head(*rest, 1);
        *rest = slice_skip(*rest, 1);
    } else if (mark == '.' && before <= PART_NUMBER) {
        *rest = slice_skip(*rest, 1);
        apk_digits(&token, rest, PART_NUMBER);
    } else if (mark == '_' && before <= PART_SUFFIX_NUMBER) {
        *rest = slice_skip(*rest, 1);
        apk_suffix(&token, rest);
    } else if (mark == '~' && before < PART_HASH) {
        *rest = slice_skip(*rest, 1);
        apk_hash(&token, rest);
    } else if (slice_starts(*rest, S("-r")) && before < PART_REVISION) {
        *rest = slice_skip(*rest, 2);
        apk_digits(&token, rest, PART_REVISION);
    }
    return token;
}

static bool apk_is_version(struct slice version, bool for_apk2)
{
    struct token token = apk_first(&version);

    while (token.part < PART_END && (for_apk2 || !token.apk2_alone))
        token = apk_next(&version, token.part);
    return token.part == PART_END;
}

static bool apk_valid(struct slice version)
{
    return apk_is_version(version, false);
}

/* Versions of apk-tools 2 are installed, and stand in the feeds. */
static bool apk_judged(struct slice version)
{
    return apk_is_version(version, true);
}

/* apk orders whatever it is given. */
static bool apk_places(struct slice version)
{
    return version.len > 0;
}

/* apk keeps a number in 64 bits and lets it wrap around; so do we, for the order has to be apk's. */
static uint64_t apk_number(struct slice digits)
{
    uint64_t number = 0;

    for (size_t i = 0; i < digits.len; i++)
        number = number * 10 + (uint64_t)(digits.at[i] - '0');
    return number;
}

static int apk_compare_numbers(struct slice a, struct slice b)
{
    uint64_t left = apk_number(a), right = apk_number(b);
    return (left > right) - (left < right);
}

/* Both are of the same part. */
static int apk_compare_values(const struct token *a, const struct token *b)
{
    switch (a->part) {
    case PART_SUFFIX: return (a->suffix > b->suffix) - (a->suffix < b->suffix);
    case PART_LETTER:
    case PART_HASH: return slice_compare(a->value, b->value);
    case PART_NUMBER:
        /* A leading zero makes it a fraction: 1.05 < 1.1 */
        if (run_first(a->value) == '0' || run_first(b->value) == '0')
            return slice_compare(a->value, b->value);
        return apk_compare_numbers(a->value, b->value);
    default: return apk_compare_numbers(a->value, b->value);
    }
}

static bool apk_is_prerelease(const struct token *token)
{
    return token->part == PART_SUFFIX && token->suffix < APK_RELEASE;
}

static int apk_compare(struct slice a, struct slice b)
{
    struct token left = apk_first(&a), right = apk_first(&b);

    while (left.part == right.part && left.part < PART_END) {
        int order = apk_compare_values(&left, &right);
        if (order)
            return order;
        left = apk_next(&a, left.part);
        right = apk_next(&b, right.part);
    }
    if (left.part == right.part)
        return 0;
    if (apk_is_prerelease(&left) || apk_is_prerelease(&right))
        return apk_is_prerelease(&left) ? -1 : 1;
    return left.part > right.part ? -1 : 1;
}

const struct version_scheme version_apk = {
    .name = "apk",
    .valid = apk_valid,
    .places = apk_places,
    .judged = apk_judged,
    .compare = apk_compare,
};
