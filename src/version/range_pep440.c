/*
 * Python's specifiers, joined by ','. Two rows: pre-releases are versions like others, or (pep440-default) only where a
 * specifier names one.
 * Source: packaging.python.org, "Version specifiers"; pypa/packaging 24.2 specifiers.py.
 */
#include "version/pep440.h"
#include "version/range.h"

enum { PEP440_COMPATIBLE = 8, PEP440_ARBITRARY = 16 };

static const struct range_operator pep440_operators[] = {
    {S_INIT("==="), PEP440_ARBITRARY},
    {S_INIT("~="), PEP440_COMPATIBLE},
    {S_INIT("=="), RANGE_EQUAL},
    {S_INIT("!="), RANGE_LESS | RANGE_GREATER},
    {S_INIT("<="), RANGE_LESS | RANGE_EQUAL},
    {S_INIT(">="), RANGE_GREATER | RANGE_EQUAL},
    {S_INIT("<"), RANGE_LESS},
    {S_INIT(">"), RANGE_GREATER},
};

static bool pep440_is_prerelease(const struct pep440 *version)
{
    return version->pre || version->dev;
}

/* The same numbers, whatever pre-release, post-release or local part. */
static bool pep440_same_base(const struct pep440 *a, const struct pep440 *b)
{
    return run_compare_numbers(a->epoch, b->epoch) == 0 && run_compare_lists(a->release, b->release) == 0;
}

/* Whether the first `count` numbers are those of `release`. */
static bool pep440_begins(const struct pep440 *version, struct slice epoch, struct slice release, size_t count)
{
    struct slice mine = version->release;

    if (run_compare_numbers(version->epoch, epoch) != 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (run_compare_numbers(run_take(&mine, run_is_digit), run_take(&release, run_is_digit)) != 0)
            return false;
        mine = slice_skip(mine, 1);
        release = slice_skip(release, 1);
    }
    return true;
}

static size_t pep440_count(struct slice release)
{
    size_t count = 1;
    for (size_t i = 0; i < release.len; i++)
        count += release.at[i] == '.';
    return count;
}

static bool pep440_compare_holds(const struct pep440 *version, const struct pep440 *bound, unsigned accepts)
{
    if (accepts == RANGE_LESS || accepts == RANGE_GREATER) {
        /* "<1.0" is not its pre-releases, ">1.0" not its post-releases and local versions. */
        bool less = accepts == RANGE_LESS;
        bool kin = less ? pep440_is_prerelease(version) && !pep440_is_prerelease(bound)
                        : (version->post && !bound->post) || version->local.len > 0;
        return range_holds(accepts, pep440_compare_split(version, bound)) && !(kin && pep440_same_base(version, bound));
    }
    struct pep440 public = *version;
    if (!bound->local.len)
    public.local.len = 0;
    return range_holds(accepts, pep440_compare_split(&public, bound));
}

/* Strings that are read as one text, without case. */
struct pep440_text {
    struct slice rest;
    bool same;
};

static void pep440_expect(struct pep440_text *text, struct slice piece)
{
    text->same =
        text->same && text->rest.len >= piece.len && run_compare_nocase(slice_head(text->rest, piece.len), piece) == 0;
    text->rest = slice_skip(text->rest, piece.len);
}

static void pep440_expect_number(struct pep440_text *text, struct slice digits)
{
    while (digits.len > 1 && digits.at[0] == '0')
        digits = slice_skip(digits, 1);
    pep440_expect(text, digits.len ? digits : S("0"));
}

/* Numbers and words with one byte between them, as the normal form writes them. */
static void pep440_expect_list(struct pep440_text *text, struct slice list)
{
    for (bool first = true; list.len; first = false) {
        size_t len = 0;
        while (len < list.len && (run_is_digit(list.at[len]) || run_is_letter(list.at[len])))
            len++;
        struct slice one = slice_head(list, len);
        list = slice_skip(list, len + 1);
        if (!first)
            pep440_expect(text, S("."));
        if (run_is_number(one))
            pep440_expect_number(text, one);
        else
            pep440_expect(text, one);
    }
}

/* Whether `text` is the normal form of the version, without case. */
static bool pep440_is_written(const struct pep440 *version, struct slice written)
{
    struct pep440_text text = {.rest = written, .same = true};

    if (run_compare_numbers(version->epoch, S("0")) != 0) {
        pep440_expect_number(&text, version->epoch);
        pep440_expect(&text, S("!"));
    }
    pep440_expect_list(&text, version->release);
    if (version->pre) {
        pep440_expect(&text, version->pre == 'a' ? S("a") : version->pre == 'b' ? S("b") : S("rc"));
        pep440_expect_number(&text, version->pre_number);
    }
    if (version->post) {
        pep440_expect(&text, S(".post"));
        pep440_expect_number(&text, version->post_number);
    }
    if (version->dev) {
        pep440_expect(&text, S(".dev"));
        pep440_expect_number(&text, version->dev_number);
    }
    if (version->local.len) {
        pep440_expect(&text, S("+"));
        pep440_expect_list(&text, version->local);
    }
    return text.same && text.rest.len == 0;
}

static enum version_answer pep440_arbitrary(struct slice text, const struct pep440 *version, bool *prereleases)
{
    struct pep440 bound;

    text = range_trim(text);
    for (size_t i = 0; i < text.len; i++)
        if (range_is_blank(text.at[i]) || text.at[i] == ';' || text.at[i] == ')')
            return VERSION_INVALID;
    bool split = pep440_split(text, &bound);
    if (prereleases && !split)
        return VERSION_INVALID; /* it cannot be told whether it names a pre-release */
    if (prereleases)
        *prereleases = *prereleases || pep440_is_prerelease(&bound);
    return range_answer(pep440_is_written(version, text));
}

/* One specifier; `*prereleases`, which may be NULL, is set when it names one. */
static enum version_answer pep440_one(struct slice text, const struct pep440 *version, bool *prereleases)
{
    struct pep440 bound;

    const struct range_operator *op =
        range_take_operator(&text, pep440_operators, sizeof(pep440_operators) / sizeof(*pep440_operators));
    if (!op)
        return VERSION_INVALID;
    if (op->accepts == PEP440_ARBITRARY)
        return pep440_arbitrary(text, version, prereleases);
    bool equality = op->accepts == RANGE_EQUAL || op->accepts == (RANGE_LESS | RANGE_GREATER);
    text = range_trim(text);
    if (!pep440_take(&text, &bound))
        return VERSION_INVALID;
    size_t count = pep440_count(bound.release);
    if (equality && slice_equal(text, S(".*"))) {
        bool bare = !bound.pre && !bound.post && !bound.dev && !bound.local.len;
        bool begins = pep440_begins(version, bound.epoch, bound.release, count);
        return bare ? range_answer(begins == (op->accepts == RANGE_EQUAL)) : VERSION_INVALID;
    }
    if (text.len || (bound.local.len && !equality))
        return VERSION_INVALID;
    if (prereleases && pep440_is_prerelease(&bound) && op->accepts != (RANGE_LESS | RANGE_GREATER))
        *prereleases = true;
    if (op->accepts != PEP440_COMPATIBLE)
        return range_answer(pep440_compare_holds(version, &bound, op->accepts));
    if (count < 2)
        return VERSION_INVALID;
    return range_answer(pep440_compare_holds(version, &bound, RANGE_GREATER | RANGE_EQUAL) &&
                        pep440_begins(version, bound.epoch, bound.release, count - 1));
}

static enum version_answer pep440_match(struct slice range, struct slice text, bool all)
{
    enum version_answer answer = VERSION_YES;
    struct pep440 version;
    struct slice one;
    bool named = false;

    if (!pep440_split(text, &version))
        return VERSION_INVALID;
    while (slice_next(&range, ',', &one)) {
        one = range_trim(one);
        if (one.len)
            answer = range_and(answer, pep440_one(one, &version, all ? NULL : &named));
    }
    if (answer == VERSION_YES && !all && !named && pep440_is_prerelease(&version))
        return VERSION_NO;
    return answer;
}

static enum version_answer pep440_contains(struct slice range, struct slice version)
{
    return pep440_match(range, version, true);
}

static enum version_answer pep440_default_contains(struct slice range, struct slice version)
{
    return pep440_match(range, version, false);
}

const struct version_language language_pep440 = {.name = "pep440", .contains = pep440_contains};
const struct version_language language_pep440_default = {.name = "pep440-default", .contains = pep440_default_contains};
