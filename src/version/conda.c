/*
 * Conda: [epoch!]main[+local], components between '.' and '_' (or '-', but not both) of runs of digits and others. A
 * component that begins with no digit has a 0 before it; "dev" is older than other words, words are older than
 * numbers, "post" is newer.
 * Source: conda conda/models/version.py VersionOrder; numbers have 64 bits as in rattler (rattler_conda_types/version).
 */
#include "version/conda.h"
#include "version/version.h"

static const struct slice conda_most = S_INIT("18446744073709551615");

static bool conda_is_mark(uint8_t byte)
{
    return byte == '.' || byte == '_' || byte == '-';
}

static bool conda_is_word(uint8_t byte)
{
    return run_is_letter(byte);
}

/* The components of `list`: none is empty, only the last one may end with '_' or '-'. */
static bool conda_list_valid(struct slice list, bool tail)
{
    if (tail && list.len > 1 && list.at[list.len - 1] != '.' && conda_is_mark(list.at[list.len - 1]))
        list.len--;
    for (;;) {
        size_t len = 0;
        while (run_is_digit(run_first(list)) || conda_is_word(run_first(list))) {
            struct slice number = run_take(&list, run_is_digit);
            if (run_compare_numbers(number, conda_most) > 0)
                return false;
            len += number.len + run_take(&list, conda_is_word).len;
        }
        if (len == 0)
            return false;
        if (list.len == 0)
            return true;
        if (!conda_is_mark(list.at[0]))
            return false;
        list = slice_skip(list, 1);
    }
}

bool conda_split(struct slice text, struct conda *version)
{
    struct conda found = {0};
    struct slice all = text;

    if (slice_find_byte(text, '_') < text.len && slice_find_byte(text, '-') < text.len)
        return false;
    found.epoch = run_take(&text, run_is_digit);
    if (run_first(text) == '!' && found.epoch.len) {
        text = slice_skip(text, 1);
    } else {
        found.epoch = (struct slice){0};
        text = all;
    }
    bool local = slice_cut(text, '+', &found.main, &found.local);
    if (run_compare_numbers(found.epoch, conda_most) > 0 || !conda_list_valid(found.main, true) ||
        (local && !conda_list_valid(found.local, false)))
        return false;
    *version = found;
    return true;
}

/* A run of a component; a kind is older than those behind it. */
struct conda_run {
    enum { CONDA_DEV, CONDA_MARK, CONDA_WORD, CONDA_NUMBER, CONDA_POST } kind;
    struct slice text; /* without text a number is 0 */
};

struct conda_place {
    struct slice rest;
    bool begun; /* inside a component */
};

/* Takes the next run of the component, or a 0 that is not there. */
static struct conda_run conda_next(struct conda_place *place)
{
    struct conda_run run = {.kind = CONDA_NUMBER};
    bool begins = !place->begun;

    place->begun = true;
    run.text = run_take(&place->rest, run_is_digit);
    if (run.text.len || begins)
        return run;
    run.text = run_take(&place->rest, conda_is_word);
    if (run.text.len && place->rest.len == 1 && place->rest.at[0] != '.' && conda_is_mark(place->rest.at[0])) {
        run.kind = CONDA_WORD; /* "rc_" at the very end is one word, and no "dev" or "post" */
        run.text.len++;
        place->rest = slice_skip(place->rest, 1);
    } else if (run.text.len) {
        bool dev = run_compare_nocase(run.text, S("dev")) == 0, post = run_compare_nocase(run.text, S("post")) == 0;
        run.kind = dev ? CONDA_DEV : post ? CONDA_POST : CONDA_WORD;
    } else if (place->rest.len == 1 && conda_is_mark(place->rest.at[0])) {
        run.kind = CONDA_MARK;
        place->rest = slice_skip(place->rest, 1);
    }
    return run;
}

static bool conda_component_ends(const struct conda_place *place)
{
    return place->begun && (place->rest.len == 0 || (conda_is_mark(place->rest.at[0]) && place->rest.len > 1));
}

static void conda_leave_component(struct conda_place *place)
{
    place->rest = slice_skip(place->rest, 1);
    place->begun = false;
}

static int conda_compare_words(struct slice a, struct slice b)
{
    for (size_t i = 0; i < a.len && i < b.len; i++) {
        uint8_t left = a.at[i] == '-' ? '_' : run_lower(a.at[i]), right = b.at[i] == '-' ? '_' : run_lower(b.at[i]);
        if (left != right)
            return left - right;
    }
    return (a.len > b.len) - (a.len < b.len);
}

static int conda_compare_runs(const struct conda_run *a, const struct conda_run *b)
{
    if (a->kind != b->kind)
        return (int)a->kind - (int)b->kind;
    if (a->kind == CONDA_NUMBER)
        return run_compare_numbers(a->text, b->text);
    return a->kind == CONDA_WORD ? conda_compare_words(a->text, b->text) : 0;
}

static int conda_compare_lists(struct slice a, struct slice b)
{
    struct conda_place left = {.rest = a}, right = {.rest = b};

    while (left.rest.len || right.rest.len) {
        struct conda_run l = conda_next(&left), r = conda_next(&right);
        int order = conda_compare_runs(&l, &r);
        if (order)
            return order;
        if (conda_component_ends(&left) && conda_component_ends(&right)) {
            conda_leave_component(&left);
            conda_leave_component(&right);
        }
    }
    return 0;
}

int conda_compare_split(const struct conda *a, const struct conda *b)
{
    int order = run_compare_numbers(a->epoch, b->epoch);

    if (!order)
        order = conda_compare_lists(a->main, b->main);
    return order ? order : conda_compare_lists(a->local, b->local);
}

static bool conda_list_starts(struct slice version, struct slice prefix)
{
    struct conda_place left = {.rest = version}, right = {.rest = prefix};

    while (right.rest.len) {
        struct conda_run l = conda_next(&left), r = conda_next(&right);
        if (conda_compare_runs(&l, &r) != 0)
            return false;
        if (conda_component_ends(&right) && right.rest.len) {
            if (!conda_component_ends(&left))
                return false;
            conda_leave_component(&left);
            conda_leave_component(&right);
        }
    }
    return true;
}

bool conda_starts(const struct conda *version, const struct conda *prefix)
{
    if (run_compare_numbers(version->epoch, prefix->epoch) != 0)
        return false;
    if (prefix->local.len)
        return conda_compare_lists(version->main, prefix->main) == 0 &&
               conda_list_starts(version->local, prefix->local);
    return conda_list_starts(version->main, prefix->main);
}

static bool conda_valid(struct slice version)
{
    struct conda split;
    return conda_split(version, &split);
}

static int conda_compare(struct slice a, struct slice b)
{
    struct conda left, right;
    return conda_split(a, &left) && conda_split(b, &right) ? conda_compare_split(&left, &right) : 0;
}

const struct version_scheme version_conda = {
    .name = "conda",
    .valid = conda_valid,
    .compare = conda_compare,
};
