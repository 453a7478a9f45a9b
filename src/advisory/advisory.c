#include "advisory/advisory.h"

/*
 * What upstreams say for it. Words that say nothing ("not yet assigned", "untriaged", "none", "unknown", "n/a") are not
 * here on purpose.
 */
static const struct {
    struct slice word;
    enum severity severity;
} words[] = {
    {S_INIT("critical"), SEVERITY_CRITICAL},
    {S_INIT("important"), SEVERITY_HIGH}, /* Red Hat and those who rebuild it, SUSE, Amazon, Photon */
    {S_INIT("high"), SEVERITY_HIGH},
    {S_INIT("moderate"), SEVERITY_MEDIUM}, /* Red Hat, SUSE, GitHub */
    {S_INIT("medium"), SEVERITY_MEDIUM},
    {S_INIT("normal"), SEVERITY_MEDIUM}, /* Gentoo */
    {S_INIT("low"), SEVERITY_LOW},
    {S_INIT("minor"), SEVERITY_LOW},
    {S_INIT("negligible"), SEVERITY_NEGLIGIBLE},  /* Ubuntu */
    {S_INIT("unimportant"), SEVERITY_NEGLIGIBLE}, /* Debian: the binary packages are not affected in practice */
};

enum severity severity_of(struct slice word)
{
    word = slice_trim(word);
    while (word.len && word.at[word.len - 1] == '*') /* Debian: "low**" was set by a rule */
        word.len--;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (slice_equal_nocase(word, words[i].word))
            return words[i].severity;
    return SEVERITY_UNKNOWN;
}

const char *severity_name(enum severity severity)
{
    static const char *const names[] = {
        [SEVERITY_UNKNOWN] = "unknown", [SEVERITY_NEGLIGIBLE] = "negligible",
        [SEVERITY_LOW] = "low",         [SEVERITY_MEDIUM] = "medium",
        [SEVERITY_HIGH] = "high",       [SEVERITY_CRITICAL] = "critical",
    };

    return (size_t)severity < sizeof names / sizeof names[0] ? names[severity] : "unknown";
}

static const char *const statuses[] = {
    [STATUS_AFFECTED] = "affected",
    [STATUS_FIXED] = "fixed",
    [STATUS_NOT_AFFECTED] = "not_affected",
    [STATUS_WILL_NOT_FIX] = "will_not_fix",
    [STATUS_DEFERRED] = "fix_deferred",
    [STATUS_END_OF_LIFE] = "end_of_life",
    [STATUS_UNDER_INVESTIGATION] = "under_investigation",
};
enum { STATUSES = sizeof statuses / sizeof statuses[0] };

const char *status_name(enum advisory_status status)
{
    return (size_t)status < STATUSES ? statuses[status] : "unknown";
}

bool status_of(struct slice word, enum advisory_status *status)
{
    for (size_t i = 0; i < STATUSES; i++) {
        if (slice_equal(word, slice_text(statuses[i]))) {
            *status = (enum advisory_status)i;
            return true;
        }
    }
    return false;
}

static struct slice lower_copy(struct arena *arena, struct slice s)
{
    uint8_t *out = arena_array(arena, uint8_t, s.len + 1);

    for (size_t i = 0; i < s.len; i++)
        out[i] = (uint8_t)(s.at[i] >= 'A' && s.at[i] <= 'Z' ? s.at[i] | 0x20 : s.at[i]);
    return slice_of(out, s.len);
}

/* PEP 503: runs of '-', '_', '.' are one '-'; without case. */
static struct slice pypi_copy(struct arena *arena, struct slice s)
{
    struct slice lower = lower_copy(arena, s);
    uint8_t *out = arena_array(arena, uint8_t, s.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < lower.len; i++) {
        bool joint = lower.at[i] == '-' || lower.at[i] == '_' || lower.at[i] == '.';
        if (!joint)
            out[len++] = lower.at[i];
        else if (len == 0 || out[len - 1] != '-')
            out[len++] = '-';
    }
    return slice_of(out, len);
}

struct slice advisory_key(struct arena *arena, struct slice ecosystem, struct slice package)
{
    if (slice_equal(ecosystem, S("pypi")))
        return pypi_copy(arena, package);
    if (slice_equal(ecosystem, S("composer")) || slice_equal(ecosystem, S("nuget")))
        return lower_copy(arena, package);
    return package;
}
