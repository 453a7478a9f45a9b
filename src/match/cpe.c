#include "match/cpe.h"

#include "advisory/advisory.h"

/* `text` against `pattern` with %02 (any run) and %01 (one character): backtracks to the last run only. */
static bool component_fits(struct slice pattern, struct slice text)
{
    size_t p = 0, t = 0, run_p = SIZE_MAX, run_t = 0;

    while (t < text.len) {
        struct slice rest = slice_skip(pattern, p);
        if (slice_starts(rest, S("%02"))) {
            run_p = p += 3;
            run_t = t;
        } else if (slice_starts(rest, S("%01"))) {
            p += 3;
            t++;
        } else if (rest.len && rest.at[0] == text.at[t]) {
            p++;
            t++;
        } else if (run_p != SIZE_MAX) {
            p = run_p;
            t = ++run_t;
        } else {
            return false;
        }
    }
    while (slice_starts(slice_skip(pattern, p), S("%02")))
        p += 3;
    return p == pattern.len;
}

static bool components_cover(struct slice record, struct slice repo)
{
    while (record.len) {
        struct slice want, have;
        slice_cut(record, ':', &want, &record);
        slice_cut(repo, ':', &have, &repo);
        if (want.len && !component_fits(want, have))
            return false;
    }
    return true;
}

bool cpe_covers(struct slice record, struct slice repo)
{
    struct slice scheme = S("cpe:/");

    if (!slice_starts(record, scheme) || !slice_starts(repo, scheme) || record.len == scheme.len)
        return false;
    if (slice_starts(repo, record) &&
        (repo.len == record.len || repo.at[record.len] == ':' || repo.at[record.len] == '.'))
        return true;
    return components_cover(slice_skip(record, scheme.len), slice_skip(repo, scheme.len));
}

/* Words for one target software, each row one; written as same_word compares them. */
static const char *const targets[][8] = {
    {"npm", "node.js", "nodejs", "node", "javascript"},
    {"python", "pypi", "pip"},
    {"ruby", "rubygems", "gem", "rails", "ruby-on-rails"},
    {"java", "maven", "jvm"},
    {"go", "golang"},
    {"rust", "cargo", "crates.io"},
    {"php", "composer", "packagist"},
    {".net", "dotnet", "c#", "nuget", ".net-framework", "asp.net", ".net-core"},
    {"wordpress", "wordpress-plugin", "wordpress-theme"},
    {"jenkins", "jenkins-plugin"},
    {"drupal", "drupal-module"},
    {"perl", "cpan"},
    {"swift", "cocoapods"},
};
enum { TARGETS = sizeof(targets) / sizeof(targets[0]) };

/* The next byte of a component that counts: without escapes and case, blanks and '_' are '-'. false at the end. */
static bool next_byte(struct slice *text, uint8_t *byte)
{
    if (text->len > 1 && text->at[0] == '\\')
        *text = slice_skip(*text, 1);
    if (text->len == 0)
        return false;
    *byte = text->at[0];
    *text = slice_skip(*text, 1);
    if (*byte >= 'A' && *byte <= 'Z')
        *byte |= 0x20;
    else if (*byte == ' ' || *byte == '_')
        *byte = '-';
    return true;
}

static bool same_word(struct slice a, struct slice b)
{
    uint8_t x, y;
    bool more;

    while ((more = next_byte(&a, &x)) && next_byte(&b, &y))
        if (x != y)
            return false;
    return !more && !next_byte(&b, &y);
}

static size_t target_row(struct slice word)
{
    for (size_t i = 0; i < TARGETS; i++)
        for (size_t k = 0; k < 8 && targets[i][k]; k++)
            if (same_word(word, slice_text(targets[i][k])))
                return i;
    return TARGETS;
}

static bool same_target(struct slice record, struct slice own)
{
    size_t row = target_row(record);

    return same_word(record, own) || (row < TARGETS && row == target_row(own));
}

bool cpe_speaks_of(struct slice record, struct slice own)
{
    enum { TARGET_SOFTWARE = 8 }; /* behind part, vendor, product, version, update, edition, language, sw_edition */
    struct slice prefix = S("cpe:2.3:");

    if (!slice_starts(record, prefix) || !slice_starts(own, prefix))
        return false;
    record = slice_skip(record, prefix.len);
    own = slice_skip(own, prefix.len);
    for (int i = 0; i <= TARGET_SOFTWARE; i++) {
        struct slice want = advisory_cpe_part(&record), have = advisory_cpe_part(&own);
        bool any = want.len == 0 || slice_equal(want, S("*")) || slice_equal(want, S("-"));
        if (i < 3 && !same_word(want, have))
            return false;
        if (i == TARGET_SOFTWARE && !any && !same_target(want, have))
            return false;
    }
    return true;
}
