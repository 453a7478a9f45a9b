/*
 * Arch Linux: [epoch:]version[-release]. alpm refuses no string. A release counts only when both have one, so that
 * 1-1 = 1 = 1-2: the order is one only among versions with a release, as packages always have. A separator at the end
 * goes round in circles too: 1..a < 1. < 1.0 < 1..a.
 * Source: pacman lib/libalpm/version.c: the rpmvercmp() of rpm 4.8, which knew neither '~' nor '^'.
 */
#include "version/evr.h"
#include "version/version.h"

static bool alpm_valid(struct slice version)
{
    return version.len > 0;
}

static bool alpm_is_separator(uint8_t byte)
{
    return !run_is_digit(byte) && !run_is_letter(byte);
}

static bool alpm_ends_well(struct slice part)
{
    return part.len == 0 || !alpm_is_separator(part.at[part.len - 1]);
}

static bool alpm_ordered(struct slice version)
{
    struct evr evr = evr_split(version);
    return evr.has_release && alpm_ends_well(evr.version) && alpm_ends_well(evr.release);
}

static int alpm_compare_part(struct slice a, struct slice b)
{
    while (a.len && b.len) {
        struct slice before_a = run_take(&a, alpm_is_separator), before_b = run_take(&b, alpm_is_separator);
        if (a.len == 0 || b.len == 0)
            break;
        if (before_a.len != before_b.len)
            return before_a.len < before_b.len ? -1 : 1;
        int order = evr_compare_segment(&a, &b);
        if (order)
            return order;
    }
    if (a.len == 0 && b.len == 0)
        return 0;
    /* What is left over is newer, but letters: 1.0 is newer than 1.0rc. */
    if (a.len == 0)
        return run_is_letter(b.at[0]) ? 1 : -1;
    return run_is_letter(a.at[0]) ? -1 : 1;
}

static int alpm_compare(struct slice a, struct slice b)
{
    struct evr left = evr_split(a), right = evr_split(b);
    int order = run_compare_numbers(left.epoch, right.epoch);

    if (!order)
        order = alpm_compare_part(left.version, right.version);
    if (!order && left.has_release && right.has_release)
        order = alpm_compare_part(left.release, right.release);
    return order;
}

const struct version_scheme version_alpm = {
    .name = "alpm",
    .valid = alpm_valid,
    .ordered = alpm_ordered,
    .compare = alpm_compare,
};
