#include "advisory/advisory.h"

#include "advisory/bytes.h"
#include "advisory/ecosystem.h"

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

struct slice advisory_key(struct arena *arena, struct slice ecosystem, struct slice package)
{
    const struct ecosystem *row = ecosystem_find(ecosystem);

    return row ? ecosystem_key(arena, row, package) : package;
}

/* Without the backslashes of formatted strings; a ':' behind one is part of the name, and stays escaped. */
static void put_component(struct bytes *out, struct slice component)
{
    for (size_t i = 0; i < component.len; i++) {
        uint8_t c = component.at[i];
        bool escape = c == '\\' && i + 1 < component.len && component.at[i + 1] != ':';
        if (!escape)
            bytes_put_u8(out, (uint8_t)(c >= 'A' && c <= 'Z' ? c | 0x20 : c));
    }
}

struct slice advisory_cpe_part(struct slice *rest)
{
    struct slice s = *rest;
    size_t end = 0;

    while (end < s.len && s.at[end] != ':')
        end += s.at[end] == '\\' && end + 1 < s.len ? 2 : 1;
    *rest = slice_skip(s, end + 1);
    return slice_head(s, end);
}

struct slice advisory_cpe_key(struct arena *arena, struct slice cpe)
{
    struct bytes out = {.arena = arena};
    struct slice component;

    if (slice_starts(cpe, S("cpe:2.3:")))
        cpe = slice_skip(cpe, 8);
    else if (slice_starts(cpe, S("cpe:/")))
        cpe = slice_skip(cpe, 5);
    else
        return (struct slice){0};
    for (int i = 0; i < 3; i++) {
        component = advisory_cpe_part(&cpe);
        if (component.len == 0 || slice_equal(component, S("*")) || slice_equal(component, S("-")))
            return (struct slice){0};
        if (i)
            bytes_put_u8(&out, ':');
        put_component(&out, component);
    }
    return bytes_slice(&out);
}
