#include "match/judge.h"

bool judge_extended_stream(const struct os *os)
{
    static const char *const streams[] = {"eus", "aus", "tus", "e4s", "els"};

    for (size_t i = 0; i < sizeof(streams) / sizeof(streams[0]); i++)
        if (slices_has(os->channels, slice_text(streams[i])))
            return true;
    return false;
}

int judge_build_minor(struct slice version)
{
    size_t at = slice_find(version, S(".el"));

    if (at == SIZE_MAX)
        return -1;
    struct slice rest = slice_skip(version, at + 3);
    while (rest.len && rest.at[0] >= '0' && rest.at[0] <= '9')
        rest = slice_skip(rest, 1);
    if (!rest.len || rest.at[0] != '_')
        return -1;
    rest = slice_skip(rest, 1);
    int minor = -1;
    for (size_t i = 0; i < rest.len && i < 3 && rest.at[i] >= '0' && rest.at[i] <= '9'; i++)
        minor = (minor < 0 ? 0 : minor) * 10 + (rest.at[i] - '0');
    return minor;
}

bool judge_by_source(const struct subject *subject, const struct advisory *advisory)
{
    return advisory->kind == KIND_SOURCE ||
           (advisory->kind == KIND_SOURCE_OR_BINARY && !slice_equal(subject->entry->package.name, advisory->package));
}

struct slice judge_operand(const struct subject *subject, const struct advisory *advisory)
{
    return judge_by_source(subject, advisory) ? subject->source_version : subject->version;
}

/* PEP 440, "Local version identifiers": one that the bound does not name does not count. */
static struct slice without_local(const struct version_scheme *scheme, struct slice bound, struct slice version)
{
    if (!slice_equal(slice_text(scheme->name), S("pep440")) || slice_find_byte(bound, '+') < bound.len)
        return version;
    return slice_head(version, slice_find_byte(version, '+'));
}

static enum judge_answer any_clause(const struct version_scheme *scheme, struct slices clauses, struct slice version)
{
    for (size_t i = 0; i < clauses.count; i++) {
        enum version_answer answer =
            version_range(scheme, clauses.at[i], without_local(scheme, clauses.at[i], version));
        if (answer == VERSION_INVALID)
            return JUDGE_INVALID;
        if (answer == VERSION_YES)
            return JUDGE_AFFECTED;
    }
    return JUDGE_CLEAN;
}

/* An ecosystem's enumerated versions may be written otherwise: "1.0rc1" and "1.0-rc.1". */
static bool in_versions(const struct version_scheme *scheme, const struct advisory *advisory, struct slice version)
{
    for (size_t i = 0; advisory->ecosystem.len && i < advisory->versions.count; i++)
        if (version_judged(scheme, advisory->versions.at[i]) && scheme->compare(version, advisory->versions.at[i]) == 0)
            return true;
    return false;
}

/* What it says holds of every version, also of those that no scheme knows. */
static bool holds_always(const struct advisory *advisory)
{
    if (advisory->has_not_affected)
        return false;
    for (size_t i = 0; i < advisory->ranges.count; i++)
        if (!slice_trim(advisory->ranges.at[i]).len)
            return true;
    return !advisory->has_ranges && !advisory->versions.count && !advisory->fixed_version.len;
}

enum judge_answer judge_version(const struct subject *subject, const struct advisory *advisory)
{
    struct slice version = judge_operand(subject, advisory);
    const struct version_scheme *scheme = version_scheme(advisory->scheme);

    if (!scheme || !version.len)
        return JUDGE_INVALID;
    if (holds_always(advisory))
        return JUDGE_AFFECTED;
    if (!version_judged(scheme, version)) /* a name among the enumerated ones needs no order */
        return !advisory->has_not_affected && slices_has(advisory->versions, version) ? JUDGE_AFFECTED : JUDGE_INVALID;
    if (advisory->has_not_affected) {
        enum judge_answer answer = any_clause(scheme, advisory->not_affected_ranges, version);
        if (answer != JUDGE_CLEAN)
            return answer == JUDGE_AFFECTED ? JUDGE_CLEAN : JUDGE_INVALID;
    }
    if (slices_has(advisory->versions, version) || in_versions(scheme, advisory, version))
        return JUDGE_AFFECTED;
    if (advisory->has_ranges)
        return any_clause(scheme, advisory->ranges, version);
    if (advisory->versions.count)
        return JUDGE_CLEAN;
    if (advisory->has_not_affected)
        return JUDGE_AFFECTED;
    if (!version_judged(scheme, advisory->fixed_version))
        return JUDGE_INVALID;
    return scheme->compare(without_local(scheme, advisory->fixed_version, version), advisory->fixed_version) < 0
               ? JUDGE_AFFECTED
               : JUDGE_CLEAN;
}
