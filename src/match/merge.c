/*
 * One flaw is one finding, however many records and feeds name it: records of a package that share an id or an alias
 * are put together. The CVE is its name, the others are aliases.
 */
#include "base/map.h"
#include "base/sort.h"
#include "match/match.h"
#include "match/severity.h"

struct group {
    struct {
        struct candidate *at;
        size_t count, room;
    } records;
    struct group *into; /* merged away */
};

struct merge {
    struct arena *arena;
    const struct subject *subject;
    struct map by_name; /* id or alias -> group */
    struct {
        struct group **at;
        size_t count, room;
    } groups;
};

struct merge *merge_begin(struct arena *arena, const struct subject *subject)
{
    struct merge *merge = arena_new(arena, struct merge);

    merge->arena = arena;
    merge->subject = subject;
    map_init(&merge->by_name, arena, NULL);
    return merge;
}

static struct group *last_of(struct group *group)
{
    while (group && group->into)
        group = group->into;
    return group;
}

static void join(struct merge *merge, struct group *into, struct group *from)
{
    for (size_t i = 0; i < from->records.count; i++)
        *ARENA_PUSH(merge->arena, &into->records) = from->records.at[i];
    from->into = into;
}

static void name_group(struct merge *merge, struct slice name, struct group **group)
{
    void **place = map_put(&merge->by_name, name);
    struct group *known = last_of(*place);

    if (known && *group && known != *group)
        join(merge, known, *group);
    if (known)
        *group = known;
    else if (*group)
        *place = *group;
}

/* The group that has a record which names this one among its vendor's announcements. */
static struct group *announced_by(const struct merge *merge, struct slice id)
{
    for (size_t i = 0; i < merge->groups.count; i++)
        for (size_t k = 0; k < merge->groups.at[i]->records.count; k++) {
            struct slices names = merge->groups.at[i]->records.at[k].advisory->vendor_ids;
            for (size_t n = 0; n < names.count; n++)
                if (slice_equal(names.at[n], id))
                    return last_of(merge->groups.at[i]);
        }
    return NULL;
}

void merge_take(struct merge *merge, const struct candidate *candidate)
{
    const struct advisory *advisory = candidate->advisory;
    struct group *group = NULL;

    /* One announcement of Jenkins may stand for several CVEs, and tells none: it is not a name that joins them. */
    if (slice_equal(advisory->source, S("jenkins")) && (group = announced_by(merge, advisory->id))) {
        *ARENA_PUSH(merge->arena, &group->records) = *candidate;
        return;
    }

    name_group(merge, advisory->id, &group);
    for (size_t i = 0; i < advisory->aliases.count; i++)
        name_group(merge, advisory->aliases.at[i], &group);
    if (!group) {
        group = arena_new(merge->arena, struct group);
        *ARENA_PUSH(merge->arena, &merge->groups) = group;
        name_group(merge, advisory->id, &group);
        for (size_t i = 0; i < advisory->aliases.count; i++)
            name_group(merge, advisory->aliases.at[i], &group);
    }
    *ARENA_PUSH(merge->arena, &group->records) = *candidate;
}

static int order_slices(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* The CVE is the finding's name (the first by order when there are several); else the first id. */
static void name_finding(struct merge *merge, const struct group *group, struct finding *finding)
{
    struct {
        struct slice *at;
        size_t count, room;
    } names = {0}, aliases = {0};

    for (size_t i = 0; i < group->records.count; i++) {
        const struct advisory *advisory = group->records.at[i].advisory;
        *ARENA_PUSH(merge->arena, &names) = advisory->id;
        for (size_t k = 0; k < advisory->aliases.count; k++)
            *ARENA_PUSH(merge->arena, &names) = advisory->aliases.at[k];
        for (size_t k = 0; k < advisory->vendor_ids.count; k++)
            *ARENA_PUSH(merge->arena, &aliases) = advisory->vendor_ids.at[k];
    }
    finding->id = group->records.at[0].advisory->id;
    sort_items(names.at, names.count, sizeof(names.at[0]), order_slices, NULL);
    if (!slice_starts(finding->id, S("CVE-")))
        for (size_t i = names.count; i-- > 0;)
            if (slice_starts(names.at[i], S("CVE-")))
                finding->id = names.at[i];
    for (size_t i = 0; i < names.count; i++)
        *ARENA_PUSH(merge->arena, &aliases) = names.at[i];
    sort_items(aliases.at, aliases.count, sizeof(aliases.at[0]), order_slices, NULL);
    size_t kept = 0;
    for (size_t i = 0; i < aliases.count; i++)
        if (!slice_equal(aliases.at[i], finding->id) && (!kept || !slice_equal(aliases.at[kept - 1], aliases.at[i])))
            aliases.at[kept++] = aliases.at[i];
    finding->aliases = (struct slices){aliases.at, kept};
}

static enum fix_state open_state(enum advisory_status status)
{
    static const enum fix_state states[] = {
        [STATUS_AFFECTED] = FIX_NONE,           [STATUS_FIXED] = FIX_NONE,
        [STATUS_NOT_AFFECTED] = FIX_NONE,       [STATUS_WILL_NOT_FIX] = FIX_WONT_FIX,
        [STATUS_DEFERRED] = FIX_DEFERRED,       [STATUS_END_OF_LIFE] = FIX_END_OF_LIFE,
        [STATUS_UNDER_INVESTIGATION] = FIX_NONE};
    return states[status];
}

/* On an extended stream a build for a later minor release is out of reach; without a tag it is taken to be in reach. */
static bool fix_in_reach(const struct subject *subject, struct slice fix)
{
    return !judge_extended_stream(subject->os) || judge_build_minor(fix) <= (int)subject->minor;
}

/*
 * Databases of gems and crates tell the fix as a requirement: its lowest version, of ">= 1.2.3, < 2", "~> 2.3.5" and
 * "^1.2.3"; an upper bound alone names none.
 */
static struct slice first_of(struct slice fix)
{
    static const struct slice operators[] = {S_INIT(">="), S_INIT("~>"), S_INIT("=="),
                                             S_INIT("="),  S_INIT("^"),  S_INIT("~")};
    struct slice rest;

    fix = slice_trim(fix);
    if (slice_starts(fix, S("<")) || slice_starts(fix, S("!")))
        return (struct slice){NULL, 0};
    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++)
        if (slice_starts(fix, operators[i])) {
            fix = slice_trim(slice_skip(fix, operators[i].len));
            slice_cut(fix, ',', &fix, &rest);
            return slice_trim(fix);
        }
    return fix;
}

/* The bound above the installed version that a record gives: its own, or the lowest of several that is above. */
static struct slice fix_of(const struct subject *subject, const struct advisory *advisory)
{
    const struct version_scheme *scheme = version_scheme(advisory->scheme);
    struct slice version = judge_operand(subject, advisory), best = {NULL, 0};

    if (!scheme || !version_placed(scheme, version))
        return advisory->fixed_version;
    for (size_t i = 0; i < advisory->fixed_versions.count; i++) {
        struct slice fix = first_of(advisory->fixed_versions.at[i]);
        if (version_placed(scheme, fix) && scheme->compare(fix, version) > 0 &&
            (!best.len || scheme->compare(fix, best) < 0))
            best = fix;
    }
    return best.len ? best : advisory->fixed_version;
}

/* Several records that hit: only a version that satisfies all of them is a fix, so the highest bound is told. */
static bool is_later_fix(const struct advisory *advisory, struct slice fix, struct slice known)
{
    const struct version_scheme *scheme = version_scheme(advisory->scheme);

    return !known.len ||
           (scheme && version_placed(scheme, fix) && version_placed(scheme, known) && scheme->compare(fix, known) > 0);
}

static struct slice rule_text(struct arena *arena, const struct advisory *advisory)
{
    if (advisory->has_ranges && advisory->ranges.count) {
        struct slice text = advisory->ranges.at[0];
        for (size_t i = 1; i < advisory->ranges.count; i++)
            text = arena_format(arena, "%.*s || %.*s", SLICE_ARG(text), SLICE_ARG(advisory->ranges.at[i]));
        return text;
    }
    if (advisory->fixed_version.len)
        return arena_format(arena, "< %.*s", SLICE_ARG(advisory->fixed_version));
    return S("every version");
}

static enum match_by match_by(const struct subject *subject, const struct advisory *advisory)
{
    if (!advisory->distro_id.len && subject->owner_names)
        return MATCH_UPSTREAM_OF_OWNED;
    if (!advisory->distro_id.len)
        return advisory->cpe.len ? MATCH_CPE : MATCH_ECOSYSTEM;
    return advisory->kind == KIND_SOURCE || (advisory->kind == KIND_SOURCE_OR_BINARY &&
                                             !slice_equal(subject->entry->package.name, advisory->package))
               ? MATCH_SOURCE
               : MATCH_BINARY;
}

static void take_fix(struct merge *merge, const struct advisory *advisory, const struct candidate *record,
                     struct finding *finding)
{
    struct slice fix = fix_of(merge->subject, advisory);
    bool fixed = fix.len && fix_in_reach(merge->subject, fix) &&
                 (advisory->status == STATUS_FIXED || advisory->status == STATUS_AFFECTED);
    bool better = fixed ? finding->fix.state != FIX_FIXED || is_later_fix(advisory, fix, finding->fix.version)
                        : !finding->match.advisory.len;

    if (!better)
        return;
    finding->fix.state = fixed ? FIX_FIXED : open_state(advisory->status);
    finding->fix.version = fixed ? fix : (struct slice){NULL, 0};
    finding->fix.channel = advisory->channel;
    finding->fix.available = advisory->available;
    finding->match.by = match_by(merge->subject, advisory);
    finding->match.advisory = advisory->vendor_ids.count ? advisory->vendor_ids.at[0] : advisory->id;
    finding->match.segment = record->segment;
    finding->match.rule = rule_text(merge->arena, advisory);
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

static void mark_finding(struct merge *merge, const struct group *group, struct finding *finding)
{
    struct {
        struct slice *at;
        size_t count, room;
    } marks = {0};

    finding->gated = true;
    if (is_kernel_headers(merge->subject)) {
        *ARENA_PUSH(merge->arena, &marks) = S("kernel_headers");
        finding->gated = false;
    }
    for (size_t i = 0; i < group->records.count; i++)
        if (group->records.at[i].advisory->informational.len) {
            struct slice word = group->records.at[i].advisory->informational;
            *ARENA_PUSH(merge->arena, &marks) = word;
            finding->gated = finding->gated && slice_equal(word, S("malicious"));
            break;
        }
    if (merge->subject->declared) {
        *ARENA_PUSH(merge->arena, &marks) = S("declared");
        finding->gated = false;
    }
    finding->marks = (struct slices){marks.at, marks.count};
}

/* What is decided of the whole: affected wins over "looked into", that over "not affected" and "fixed". */
static enum finding_status group_status(const struct group *group)
{
    bool investigated = false, not_affected = false;

    for (size_t i = 0; i < group->records.count; i++) {
        enum decision decision = group->records.at[i].decision;
        if (decision == DECISION_AFFECTED)
            return FINDING_AFFECTED;
        investigated = investigated || decision == DECISION_INVESTIGATED || decision == DECISION_UPSTREAM;
        not_affected = not_affected || decision == DECISION_NOT_AFFECTED;
    }
    return investigated ? FINDING_UNDER_INVESTIGATION : not_affected ? FINDING_NOT_AFFECTED : FINDING_FIXED;
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
static bool signals_of(struct merge *merge, const struct finding *finding, struct database *database,
                       struct cve_signals *signals, struct error *error)
{
    enum severity worst = SEVERITY_UNKNOWN;

    if (!database_signals(database, finding->id, merge->arena, signals, error))
        return false;
    if (slice_starts(finding->id, S("CVE-")))
        return true;
    for (size_t i = 0; i < finding->aliases.count; i++) {
        struct cve_signals other = {.epss = -1};
        if (!slice_starts(finding->aliases.at[i], S("CVE-")))
            continue;
        if (!database_signals(database, finding->aliases.at[i], merge->arena, &other, error))
            return false;
        bool kev = signals->kev || other.kev;
        enum severity word = worst_word(merge->arena, &other);
        if (word > worst) {
            worst = word;
            *signals = other;
            signals->rejected = false;
        }
        signals->kev = kev;
    }
    return true;
}

static bool finish_group(struct merge *merge, const struct group *group, enum finding_status status,
                         struct database *database, struct findings *findings, struct error *error)
{
    const struct advisory **matched = arena_array(merge->arena, const struct advisory *, group->records.count);
    struct cve_signals signals = {.epss = -1};
    struct finding finding = {.package = merge->subject->entry, .status = status, .epss = -1};
    size_t count = 0;

    name_finding(merge, group, &finding);
    for (size_t i = 0; i < group->records.count; i++) {
        const struct candidate *record = &group->records.at[i];
        if (status == FINDING_AFFECTED && record->decision != DECISION_AFFECTED)
            continue;
        matched[count++] = record->advisory;
        take_fix(merge, record->advisory, record, &finding);
    }
    if (!signals_of(merge, &finding, database, &signals, error))
        return false;
    if (signals.rejected)
        return true;
    take_signals(&signals, &finding);
    severity_choose(merge->arena, matched, count, &signals, &finding);
    for (size_t i = 0; i < count && !finding.published.len; i++)
        finding.published = matched[i]->published;
    mark_finding(merge, group, &finding);
    *ARENA_PUSH(merge->arena, findings) = finding;
    return true;
}

static bool is_upstream(const struct group *group)
{
    for (size_t i = 0; i < group->records.count; i++)
        if (group->records.at[i].decision == DECISION_UPSTREAM)
            return true;
    return false;
}

bool merge_end(struct merge *merge, struct database *database, const struct match_options *options,
               struct findings *findings, struct error *error)
{
    for (size_t i = 0; i < merge->groups.count; i++) {
        const struct group *group = merge->groups.at[i];
        if (group->into)
            continue;
        enum finding_status status = group_status(group);
        findings->hidden_fixed += status == FINDING_FIXED;
        findings->hidden_not_affected += status == FINDING_NOT_AFFECTED;
        findings->hidden_under_investigation += status == FINDING_UNDER_INVESTIGATION;
        findings->upstream_of_owned += status == FINDING_UNDER_INVESTIGATION && is_upstream(group);
        if ((status == FINDING_AFFECTED || options->show_all) &&
            !finish_group(merge, group, status, database, findings, error))
            return false;
    }
    return true;
}
