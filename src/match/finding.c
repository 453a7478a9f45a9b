/* From the records of one flaw to the finding that a report shows. */
#include "base/sort.h"
#include "match/merge.h"
#include "match/severity.h"

static int order_slices(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* The CVE is the finding's name (the first by order when there are several); else the first id. */
static void name_finding(struct arena *arena, const struct group *group, struct finding *finding)
{
    struct {
        struct slice *at;
        size_t count, room;
    } names = {0}, aliases = {0};

    for (size_t i = 0; i < group->records.count; i++) {
        const struct advisory *advisory = group->records.at[i].advisory;
        *ARENA_PUSH(arena, &names) = advisory->id;
        for (size_t k = 0; k < advisory->aliases.count; k++)
            *ARENA_PUSH(arena, &names) = advisory->aliases.at[k];
        for (size_t k = 0; k < advisory->vendor_ids.count; k++)
            *ARENA_PUSH(arena, &aliases) = advisory->vendor_ids.at[k];
    }
    finding->id = group->records.at[0].advisory->id;
    sort_items(names.at, names.count, sizeof(names.at[0]), order_slices, NULL);
    if (!slice_starts(finding->id, S("CVE-")))
        for (size_t i = names.count; i-- > 0;)
            if (slice_starts(names.at[i], S("CVE-")))
                finding->id = names.at[i];
    for (size_t i = 0; i < names.count; i++)
        *ARENA_PUSH(arena, &aliases) = names.at[i];
    sort_items(aliases.at, aliases.count, sizeof(aliases.at[0]), order_slices, NULL);
    size_t kept = 0;
    for (size_t i = 0; i < aliases.count; i++)
        if (!slice_equal(aliases.at[i], finding->id) && (!kept || !slice_equal(aliases.at[kept - 1], aliases.at[i])))
            aliases.at[kept++] = aliases.at[i];
    finding->aliases = (struct slices){aliases.at, kept};
}

/* Packages that hold a kernel's headers: its flaws are in code that is not there. */
static bool is_kernel_headers(const struct subject *subject)
{
    static const char *const names[] = {"linux-libc-dev", "kernel-headers", "kernel-uek-headers", "kernel-devel"};
    struct slice name = subject->entry->package.name;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (slice_equal(name, slice_text(names[i])))
            return true;
    return (slice_starts(name, S("linux-headers")) || slice_starts(name, S("linux-libc-dev"))) &&
           !slice_equal(subject->source_name, name);
}

/* matched  the records that say so */
static void mark_finding(struct arena *arena, const struct subject *subject, const struct advisory *const *matched,
                         size_t count, struct finding *finding)
{
    struct {
        struct slice *at;
        size_t count, room;
    } marks = {0};
    struct slice word = {NULL, 0};

    finding->gated = !subject->declared;
    if (is_kernel_headers(subject)) {
        *ARENA_PUSH(arena, &marks) = S("kernel_headers");
        finding->gated = false;
    }
    for (size_t i = 0; i < count && !word.len; i++)
        word = matched[i]->informational;
    if (word.len) {
        *ARENA_PUSH(arena, &marks) = word;
        finding->gated = finding->gated && slice_equal(word, S("malicious"));
    }
    if (subject->declared)
        *ARENA_PUSH(arena, &marks) = S("declared");
    finding->marks = (struct slices){marks.at, marks.count};
}

static void take_signals(const struct cve_signals *signals, struct finding *finding)
{
    finding->epss = signals->epss;
    finding->epss_date = signals->epss_date;
    finding->kev = signals->kev;
    finding->kev_due = signals->kev_due;
    finding->published = signals->published;
}

/* The worst that any source says in a word or vector. */
static enum severity worst_word(struct arena *arena, const struct cve_signals *signals)
{
    struct finding finding = {0};
    enum severity worst = SEVERITY_UNKNOWN;

    severity_choose(arena, NULL, 0, signals, &finding);
    for (size_t i = 0; i < finding.severity_count; i++)
        worst = finding.severities[i].value > worst ? finding.severities[i].value : worst;
    return worst;
}

/*
 * What other sources say of the flaw. An announcement that stands for several CVEs (PHSA, openSUSE-SU) is as bad as the
 * worst of them, and exploited when one of them is.
 */
static bool signals_of(struct matcher *matcher, const struct finding *finding, struct cve_signals *signals,
                       struct error *error)
{
    struct arena *arena = matcher->packed;
    enum severity worst = SEVERITY_UNKNOWN;

    if (!database_signals(matcher->database, finding->id, arena, signals, error))
        return false;
    if (slice_starts(finding->id, S("CVE-")))
        return true;
    for (size_t i = 0; i < finding->aliases.count; i++) {
        struct cve_signals other = {.epss = -1};
        if (!slice_starts(finding->aliases.at[i], S("CVE-")))
            continue;
        if (!database_signals(matcher->database, finding->aliases.at[i], arena, &other, error))
            return false;
        bool kev = signals->kev || other.kev;
        enum severity word = worst_word(arena, &other);
        if (word > worst) {
            worst = word;
            *signals = other;
            signals->rejected = false;
        }
        signals->kev = kev;
    }
    return true;
}

bool finding_add(struct matcher *matcher, const struct subject *subject, const struct group *group,
                 enum finding_status status, struct error *error)
{
    struct arena *arena = matcher->packed;
    const struct advisory **matched = arena_array(arena, const struct advisory *, group->records.count);
    struct cve_signals signals = {.epss = -1};
    struct finding finding = {.package = subject->entry, .status = status, .epss = -1};
    size_t count = 0;

    name_finding(arena, group, &finding);
    for (size_t i = 0; i < group->records.count; i++) {
        const struct candidate *record = &group->records.at[i];
        if (status == FINDING_AFFECTED && record->decision != DECISION_AFFECTED)
            continue;
        matched[count++] = record->advisory;
        fix_take(arena, subject, record, &finding);
    }
    if (!signals_of(matcher, &finding, &signals, error))
        return false;
    if (signals.rejected)
        return true;
    take_signals(&signals, &finding);
    severity_choose(arena, matched, count, &signals, &finding);
    for (size_t i = 0; i < count && !finding.published.len; i++)
        finding.published = matched[i]->published;
    mark_finding(arena, subject, matched, count, &finding);
    finding_keep(matcher->arena, &finding);
    *ARENA_PUSH(matcher->arena, matcher->findings) = finding;
    return true;
}
