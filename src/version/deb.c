/*
 * Debian and Ubuntu: [epoch:]upstream[-revision].
 * Source: deb-version(7); dpkg lib/dpkg/parsehelp.c parseversion() for what is valid, version.c for the order.
 */
#include "version/run.h"
#include "version/version.h"

struct deb {
    struct slice epoch; /* with the sign that strtol() lets pass */
    bool has_epoch;
    struct slice upstream;
    struct slice revision;
    bool has_revision;
};

/* dpkg forgives spaces and tabs around a version, nothing else. */
static struct slice deb_trim(struct slice version)
{
    while (run_first(version) == ' ' || run_first(version) == '\t')
        version = slice_skip(version, 1);
    while (version.len && (version.at[version.len - 1] == ' ' || version.at[version.len - 1] == '\t'))
        version.len--;
    return version;
}

static struct deb deb_split(struct slice version)
{
    struct deb deb = {0};
    struct slice rest;

    version = deb_trim(version);
    deb.has_epoch = slice_cut(version, ':', &deb.epoch, &rest);
    if (!deb.has_epoch) {
        deb.epoch = (struct slice){0};
        rest = version;
    }
    size_t dash = slice_find_last(rest, '-');
    deb.has_revision = dash < rest.len;
    deb.upstream = slice_head(rest, dash);
    deb.revision = slice_skip(rest, dash + 1);
    return deb;
}

/* The digits of an epoch; "+1" and "-0" are numbers for strtol() and so for dpkg. */
static struct slice deb_epoch_digits(struct slice epoch)
{
    uint8_t sign = run_first(epoch);
    return sign == '+' || sign == '-' ? slice_skip(epoch, 1) : epoch;
}

static bool deb_epoch_valid(struct slice epoch)
{
    struct slice digits = deb_epoch_digits(epoch);
    struct slice rest = digits;

    if (run_take(&rest, run_is_digit).len == 0 || rest.len != 0)
        return false;
    struct slice most = run_first(epoch) == '-' ? S("0") : S("2147483647"); /* dpkg keeps it in an int */
    return run_compare_numbers(digits, most) <= 0;
}

static bool deb_bytes_valid(struct slice part, struct slice marks)
{
    for (size_t i = 0; i < part.len; i++) {
        uint8_t byte = part.at[i];
        if (!run_is_digit(byte) && !run_is_letter(byte) && slice_find_byte(marks, byte) == marks.len)
            return false;
    }
    return true;
}

static bool deb_valid(struct slice version)
{
    struct deb deb = deb_split(version);

    if (deb.has_epoch && !deb_epoch_valid(deb.epoch))
        return false;
    if (deb.has_revision && deb.revision.len == 0)
        return false;
    return run_is_digit(run_first(deb.upstream)) && deb_bytes_valid(deb.upstream, S(".-+~:")) &&
           deb_bytes_valid(deb.revision, S(".+~"));
}

/* '~' is less than the end, which is less than letters, which are less than all other marks. */
static int deb_weight(struct slice s)
{
    uint8_t byte = run_first(s);

    if (s.len == 0 || run_is_digit(byte))
        return 0;
    if (byte == '~')
        return -1;
    return run_is_letter(byte) ? byte : byte + 256;
}

static int deb_compare_part(struct slice a, struct slice b)
{
    while (a.len || b.len) {
        int order = deb_weight(a) - deb_weight(b);
        if (order)
            return order;
        if (deb_weight(a)) {
            a = slice_skip(a, 1);
            b = slice_skip(b, 1);
            continue;
        }
        struct slice left = run_take(&a, run_is_digit), right = run_take(&b, run_is_digit);
        order = run_compare_numbers(left, right);
        if (order)
            return order;
    }
    return 0;
}

static int deb_compare(struct slice a, struct slice b)
{
    struct deb left = deb_split(a), right = deb_split(b);
    int order = run_compare_numbers(deb_epoch_digits(left.epoch), deb_epoch_digits(right.epoch));

    if (!order)
        order = deb_compare_part(left.upstream, right.upstream);
    return order ? order : deb_compare_part(left.revision, right.revision);
}

const struct version_scheme version_deb = {
    .name = "deb",
    .also = (const char *const[]){"dpkg", NULL},
    .valid = deb_valid,
    .compare = deb_compare,
};
