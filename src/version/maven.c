/*
 * Maven: runs of digits or letters between '.', '-' and changes from one to the other. A dash or such a change opens a
 * list inside the list before it, always as its last item: so a version is a chain of lists, which is read here from
 * the left, without building it. Items at the end of a list that say nothing ("0", "ga", "final") do not count. Every
 * string is a version.
 * Source: maven-artifact 3.9.9 ComparableVersion.java.
 */
#include "version/run.h"
#include "version/version.h"

enum maven_kind { MAVEN_END, MAVEN_WORD, MAVEN_LIST, MAVEN_NUMBER }; /* an earlier kind is older */

struct maven_item {
    enum maven_kind kind;
    struct slice text; /* of a number: digits; of a word: letters and whatever else is neither digit nor mark */
    bool before_digit;
};

/* Known words in their order; all others are newer, by bytes. */
static const struct {
    struct slice word;
    int rank;
    bool before_digit; /* is this only with a digit behind */
} maven_words[] = {
    {S_INIT("alpha"), 0, false}, {S_INIT("a"), 0, true},          {S_INIT("beta"), 1, false},
    {S_INIT("b"), 1, true},      {S_INIT("milestone"), 2, false}, {S_INIT("m"), 2, true},
    {S_INIT("rc"), 3, false},    {S_INIT("cr"), 3, false},        {S_INIT("snapshot"), 4, false},
    {S_INIT("ga"), 5, false},    {S_INIT("final"), 5, false},     {S_INIT("release"), 5, false},
    {S_INIT("sp"), 6, false},
};
enum { MAVEN_RELEASE = 5, MAVEN_UNKNOWN = 7 };

struct maven {
    struct slice rest;
    bool filled;              /* the list in hand has an item */
    bool open;                /* a list was opened that is not told yet */
    const uint8_t *last;      /* where the last item that counts begins, NULL when none does */
    const uint8_t *confirmed; /* items before this one count: one follows in the same list that does */
};

static bool maven_is_word(uint8_t byte)
{
    return !run_is_digit(byte) && byte != '.' && byte != '-';
}

static int maven_rank(const struct maven_item *item)
{
    for (size_t i = 0; i < sizeof(maven_words) / sizeof(*maven_words); i++)
        if (run_compare_nocase(item->text, maven_words[i].word) == 0 &&
            item->before_digit >= maven_words[i].before_digit)
            return maven_words[i].rank;
    return MAVEN_UNKNOWN;
}

static bool maven_says_nothing(const struct maven_item *item)
{
    if (item->kind == MAVEN_NUMBER)
        return run_compare_numbers(item->text, S("0")) == 0;
    return item->kind == MAVEN_WORD && maven_rank(item) == MAVEN_RELEASE;
}

/* Behind an item: takes the mark, and notes whether a list opens. */
static void maven_finish(struct maven *maven)
{
    maven->filled = true;
    if (maven->rest.len == 0)
        return;
    uint8_t mark = maven->rest.at[0];
    maven->open = mark != '.';
    if (mark == '.' || mark == '-')
        maven->rest = slice_skip(maven->rest, 1);
}

/* The next item as it stands there, or the opening of a list. */
static struct maven_item maven_raw(struct maven *maven)
{
    struct maven_item item = {.kind = MAVEN_LIST};

    if (maven->open) {
        maven->open = false;
        maven->filled = false;
        return item;
    }
    if (maven->rest.len == 0) {
        item.kind = MAVEN_END;
        return item;
    }
    struct slice rest = maven->rest;
    item.text = run_take(&rest, maven_is_word);
    if (item.text.len) {
        item.before_digit = run_is_digit(run_first(rest));
        /* The last word, and one with a digit behind, is in a list of its own however it was separated. */
        if (maven->filled && (rest.len == 0 || item.before_digit)) {
            maven->filled = false;
            return item;
        }
        item.kind = MAVEN_WORD;
    } else {
        item.kind = MAVEN_NUMBER;
        item.text = run_take(&rest, run_is_digit); /* two marks in a row have a 0 between them */
    }
    maven->rest = rest;
    maven_finish(maven);
    return item;
}

static struct maven maven_start(struct slice version)
{
    struct maven maven = {.rest = version}, ahead = maven;

    for (;;) {
        struct maven_item item = maven_raw(&ahead);
        if (item.kind == MAVEN_END)
            return maven;
        if (item.kind != MAVEN_LIST && !maven_says_nothing(&item))
            maven.last = item.text.at;
    }
}

/* The next one that counts. */
static struct maven_item maven_next(struct maven *maven)
{
    static const struct maven_item end = {.kind = MAVEN_END};
    struct maven ahead = *maven;
    struct maven_item item = maven_raw(&ahead);

    if (item.kind == MAVEN_WORD || item.kind == MAVEN_NUMBER) {
        bool counts = item.text.at < maven->confirmed || !maven_says_nothing(&item);
        if (!counts) {
            struct maven further = ahead;
            struct maven_item next;
            do
                next = maven_raw(&further);
            while (maven_says_nothing(&next));
            counts = next.kind == MAVEN_WORD || next.kind == MAVEN_NUMBER;
            if (counts) {
                ahead.confirmed = next.text.at;
            } else {
                item = next;
                ahead = further;
            }
        }
    }
    if (item.kind == MAVEN_LIST && (!maven->last || ahead.rest.at > maven->last))
        return end;
    *maven = ahead;
    return item;
}

static int maven_compare_words(const struct maven_item *a, const struct maven_item *b)
{
    int left = maven_rank(a), right = maven_rank(b);

    if (left != right || left != MAVEN_UNKNOWN)
        return left - right;
    return run_compare_nocase(a->text, b->text);
}

/* An item against nothing; a list is no more than what is in it, which comes next. */
static int maven_compare_nothing(const struct maven_item *item)
{
    if (item->kind == MAVEN_NUMBER)
        return !maven_says_nothing(item);
    return item->kind == MAVEN_WORD ? maven_rank(item) - MAVEN_RELEASE : 0;
}

static int maven_compare_items(const struct maven_item *a, const struct maven_item *b)
{
    if (a->kind == MAVEN_END)
        return -maven_compare_nothing(b);
    if (b->kind == MAVEN_END)
        return maven_compare_nothing(a);
    if (a->kind != b->kind)
        return (int)a->kind - (int)b->kind;
    if (a->kind == MAVEN_LIST)
        return 0;
    return a->kind == MAVEN_NUMBER ? run_compare_numbers(a->text, b->text) : maven_compare_words(a, b);
}

static bool maven_valid(struct slice version)
{
    return version.len > 0;
}

static int maven_compare(struct slice a, struct slice b)
{
    struct maven left = maven_start(a), right = maven_start(b);

    for (;;) {
        struct maven_item l = maven_next(&left), r = maven_next(&right);
        if (l.kind == MAVEN_END && r.kind == MAVEN_END)
            return 0;
        int order = maven_compare_items(&l, &r);
        if (order)
            return order;
    }
}

/*
 * Maven's order goes round in circles where words, lists and nothing meet: 1 < 1.v.1 < 1-rc < 1. It is one among
 * versions whose words each begin a list that some number stands before, and whose lists do not begin with a list.
 */
static bool maven_ordered(struct slice version)
{
    struct maven maven = maven_start(version);
    enum maven_kind before = MAVEN_NUMBER;

    for (;;) {
        struct maven_item item = maven_next(&maven);
        if (item.kind == MAVEN_END)
            return true;
        if ((item.kind == MAVEN_WORD && before != MAVEN_LIST) || (item.kind == MAVEN_LIST && before == MAVEN_LIST))
            return false;
        before = item.kind;
    }
}

const struct version_scheme version_maven = {
    .name = "maven",
    .valid = maven_valid,
    .ordered = maven_ordered,
    .compare = maven_compare,
};
