/* What a finding says of its fix: the state, and which of several bounds is the version to go to. */
#include "match/judge.h"
#include "match/merge.h"

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

    if (!scheme || !version_judged(scheme, version))
        return advisory->fixed_version;
    for (size_t i = 0; i < advisory->fixed_versions.count; i++) {
        struct slice fix = first_of(advisory->fixed_versions.at[i]);
        if (version_judged(scheme, fix) && scheme->compare(fix, version) > 0 &&
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
           (scheme && version_judged(scheme, fix) && version_judged(scheme, known) && scheme->compare(fix, known) > 0);
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
    return judge_by_source(subject, advisory) ? MATCH_SOURCE : MATCH_BINARY;
}

void fix_take(struct arena *scratch, const struct subject *subject, const struct candidate *record,
              struct finding *finding)
{
    const struct advisory *advisory = record->advisory;
    struct slice fix = fix_of(subject, advisory);
    bool fixed = fix.len && fix_in_reach(subject, fix) &&
                 (advisory->status == STATUS_FIXED || advisory->status == STATUS_AFFECTED);
    bool better = fixed ? finding->fix.state != FIX_FIXED || is_later_fix(advisory, fix, finding->fix.version)
                        : !finding->match.advisory.len;

    if (!better)
        return;
    finding->fix.state = fixed ? FIX_FIXED : open_state(advisory->status);
    finding->fix.version = fixed ? fix : (struct slice){NULL, 0};
    finding->fix.channel = advisory->channel;
    finding->fix.available = advisory->available;
    finding->match.by = match_by(subject, advisory);
    finding->match.advisory = advisory->vendor_ids.count ? advisory->vendor_ids.at[0] : advisory->id;
    finding->match.segment = record->segment;
    finding->match.rule = rule_text(scratch, advisory);
    finding->match.symbols = advisory->symbols;
}
