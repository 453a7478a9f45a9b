#include "match/cpe.h"

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
