/*
 * Python: [epoch!]release[pre][post][dev][+local], in all spellings that PEP 440 normalises.
 */
#include "version/pep440.h"
#include "version/version.h"

static const struct {
    struct slice spelling;
    char pre;
} pep440_pres[] = {
    /* the longer of two that begin alike first */
    {S_INIT("alpha"), 'a'}, {S_INIT("a"), 'a'}, {S_INIT("beta"), 'b'},    {S_INIT("b"), 'b'},
    {S_INIT("rc"), 'r'},    {S_INIT("c"), 'r'}, {S_INIT("preview"), 'r'}, {S_INIT("pre"), 'r'},
};
static const struct slice pep440_posts[] = {S_INIT("post"), S_INIT("rev"), S_INIT("r")};

static bool pep440_is_separator(uint8_t byte)
{
    return byte == '.' || byte == '-' || byte == '_';
}

static bool pep440_is_blank(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r') || (byte >= 0x1c && byte <= 0x1f);
}

static bool pep440_is_word(uint8_t byte)
{
    return run_is_digit(byte) || run_is_letter(byte);
}

static bool pep440_starts(struct slice s, struct slice word)
{
    return s.len >= word.len && run_compare_nocase(slice_head(s, word.len), word) == 0;
}

/*
 * Takes a word, a separator before it or not, and digits, a separator before them or not; the digits may be missing
 * behind that separator too ("1.0a." is 1.0a0, as the pattern in PEP 440's appendix B has it).
 */
static bool pep440_take_word(struct slice *rest, struct slice word, struct slice *number)
{
    struct slice s = *rest;

    if (pep440_is_separator(run_first(s)))
        s = slice_skip(s, 1);
    if (!pep440_starts(s, word))
        return false;
    s = slice_skip(s, word.len);
    if (pep440_is_separator(run_first(s)))
        s = slice_skip(s, 1);
    *number = run_take(&s, run_is_digit);
    *rest = s;
    return true;
}

static void pep440_take_pre(struct slice *rest, struct pep440 *version)
{
    for (size_t i = 0; i < sizeof(pep440_pres) / sizeof(*pep440_pres) && !version->pre; i++)
        if (pep440_take_word(rest, pep440_pres[i].spelling, &version->pre_number))
            version->pre = pep440_pres[i].pre;
}

static void pep440_take_post(struct slice *rest, struct pep440 *version)
{
    struct slice s = slice_skip(*rest, 1);

    if (run_first(*rest) == '-' && run_is_digit(run_first(s))) {
        version->post_number = run_take(&s, run_is_digit);
        version->post = true;
        *rest = s;
    }
    for (size_t i = 0; i < sizeof(pep440_posts) / sizeof(*pep440_posts) && !version->post; i++)
        version->post = pep440_take_word(rest, pep440_posts[i], &version->post_number);
}

static void pep440_take_local(struct slice *rest, struct pep440 *version)
{
    struct slice all = slice_skip(*rest, 1), s = all;

    if (run_first(*rest) != '+' || run_take(&s, pep440_is_word).len == 0)
        return;
    for (;;) {
        *rest = s;
        if (!pep440_is_separator(run_first(s)))
            break;
        s = slice_skip(s, 1);
        if (run_take(&s, pep440_is_word).len == 0)
            break;
    }
    version->local = slice_head(all, all.len - rest->len);
}

bool pep440_take(struct slice *rest, struct pep440 *version)
{
    struct pep440 found = {0};
    struct slice s = *rest, after;

    if (run_lower(run_first(s)) == 'v')
        s = slice_skip(s, 1);
    after = s;
    found.epoch = run_take(&after, run_is_digit);
    if (found.epoch.len && run_first(after) == '!')
        s = slice_skip(after, 1);
    else
        found.epoch = (struct slice){0};

    after = s;
    if (run_take(&after, run_is_digit).len == 0)
        return false;
    while (run_first(after) == '.' && run_is_digit(run_first(slice_skip(after, 1)))) {
        after = slice_skip(after, 1);
        run_take(&after, run_is_digit);
    }
    found.release = slice_head(s, s.len - after.len);
    pep440_take_pre(&after, &found);
    pep440_take_post(&after, &found);
    found.dev = pep440_take_word(&after, S("dev"), &found.dev_number);
    pep440_take_local(&after, &found);
    *version = found;
    *rest = after;
    return true;
}

bool pep440_split(struct slice text, struct pep440 *version)
{
    run_take(&text, pep440_is_blank);
    if (!pep440_take(&text, version))
        return false;
    run_take(&text, pep440_is_blank);
    return text.len == 0;
}

static bool pep440_valid(struct slice version)
{
    struct pep440 split;
    return pep440_split(version, &split);
}

/* 1.0.dev1 comes before 1.0a1, which comes before 1.0 and 1.0.post1. */
static int pep440_pre_rank(const struct pep440 *version)
{
    if (version->pre)
        return version->pre;
    return version->dev && !version->post ? -1 : 'z';
}

int pep440_compare_public(const struct pep440 *a, const struct pep440 *b)
{
    int order = run_compare_numbers(a->epoch, b->epoch);

    if (!order)
        order = run_compare_lists(a->release, b->release);
    if (!order)
        order = pep440_pre_rank(a) - pep440_pre_rank(b);
    if (!order)
        order = run_compare_numbers(a->pre_number, b->pre_number);
    if (!order)
        order = a->post - b->post;
    if (!order)
        order = run_compare_numbers(a->post_number, b->post_number);
    if (!order)
        order = b->dev - a->dev;
    return order ? order : run_compare_numbers(a->dev_number, b->dev_number);
}

/* Words are older than numbers, and the longer one is newer. */
static int pep440_compare_local(struct slice a, struct slice b)
{
    while (a.len && b.len) {
        struct slice left = run_take(&a, pep440_is_word), right = run_take(&b, pep440_is_word);
        bool left_number = run_is_number(left), right_number = run_is_number(right);
        if (left_number != right_number)
            return left_number ? 1 : -1;
        int order = left_number ? run_compare_numbers(left, right) : run_compare_nocase(left, right);
        if (order)
            return order;
        a = slice_skip(a, 1);
        b = slice_skip(b, 1);
    }
    return (a.len > 0) - (b.len > 0);
}

int pep440_compare_split(const struct pep440 *a, const struct pep440 *b)
{
    int order = pep440_compare_public(a, b);
    return order ? order : pep440_compare_local(a->local, b->local);
}

static int pep440_compare(struct slice a, struct slice b)
{
    struct pep440 left, right;
    return pep440_split(a, &left) && pep440_split(b, &right) ? pep440_compare_split(&left, &right) : 0;
}

const struct version_scheme version_pep440 = {
    .name = "pep440",
    .also = (const char *const[]){"pypi", NULL},
    .valid = pep440_valid,
    .compare = pep440_compare,
};
