/* Which of several records of one flaw govern a package. */
#include "match/judge.h"
#include "match/match.h"
#include "match/reach.h"

static bool is_open(const struct advisory *advisory)
{
    return !advisory->fixed_version.len && !advisory->has_ranges && advisory->distro_id.len;
}

static bool same_subject(const struct advisory *a, const struct advisory *b)
{
    return slice_equal(a->package, b->package) && a->kind == b->kind && slice_equal(a->module, b->module) &&
           slice_equal(a->distro_id, b->distro_id) && slice_equal(a->release, b->release);
}

/* Rule 6: an open record is void when a fixed one of the same flaw, package, module and release reaches the package. */
static bool superseded(const struct candidate *group, size_t count, const struct candidate *open)
{
    for (size_t i = 0; i < count; i++)
        if (&group[i] != open && group[i].decision != DECISION_NONE && group[i].advisory->fixed_version.len &&
            same_subject(group[i].advisory, open->advisory))
            return true;
    return false;
}

/*
 * The minor release that a fixed record is for. Only records that say so, and on an extended stream also those whose
 * build carries it (el8_6): there each minor release has errata of its own.
 */
static int64_t record_minor(const struct subject *subject, const struct advisory *advisory)
{
    uint64_t minor;

    if (!advisory->fixed_version.len)
        return -1;
    if (advisory->minor.len && slice_decimal(advisory->minor, &minor) && minor < 1000)
        return (int64_t)minor;
    return judge_extended_stream(subject->os) ? judge_build_minor(advisory->fixed_version) : -1;
}

/*
 * Errata of several minor releases: the nearest one that the system can reach governs, its own minor release or the
 * next after it; where none is, the newest before it.
 */
static int64_t governing_minor(const struct subject *subject, const struct candidate *group, size_t count)
{
    int64_t next = INT64_MAX, last = -1, minor;

    for (size_t i = 0; i < count; i++) {
        if (group[i].decision == DECISION_NONE || (minor = record_minor(subject, group[i].advisory)) < 0)
            continue;
        if (minor >= (int64_t)subject->minor && minor < next)
            next = minor;
        if (minor > last)
            last = minor;
    }
    return next == INT64_MAX ? last : next;
}

static bool is_same(struct slice a, struct slice b)
{
    return a.at == b.at && a.len == b.len;
}

/* judge_version, but not twice for a bound that is nothing but the version of the fix. */
static enum judge_answer answer_of(struct bounds_known *known, const struct subject *subject,
                                   const struct advisory *advisory)
{
    struct slice bound = advisory->fixed_version, operand = judge_operand(subject, advisory);
    size_t place = (uintptr_t)bound.at / 4 % BOUNDS_KNOWN;

    if (!bound.len || advisory->has_ranges || advisory->has_not_affected || advisory->versions.count)
        return judge_version(subject, advisory);
    if (!is_same(known->at[place].bound, bound) || !is_same(known->at[place].operand, operand) ||
        !slice_equal(known->at[place].scheme, advisory->scheme)) {
        known->at[place].bound = bound;
        known->at[place].operand = operand;
        known->at[place].scheme = advisory->scheme;
        known->at[place].answer = judge_version(subject, advisory);
    }
    return known->at[place].answer;
}

static void decide_one(const struct subject *subject, struct bounds_known *known, struct candidate *candidate)
{
    const struct advisory *advisory = candidate->advisory;
    enum judge_answer answer;

    if (advisory->status == STATUS_NOT_AFFECTED || advisory->status == STATUS_UNDER_INVESTIGATION) {
        bool investigated = advisory->status == STATUS_UNDER_INVESTIGATION;
        candidate->decision = investigated ? DECISION_INVESTIGATED : DECISION_NOT_AFFECTED;
        candidate->reason = investigated ? "the source is still looking into it" : "the source says: not affected";
        return;
    }
    answer = answer_of(known, subject, advisory);
    candidate->decision = answer == JUDGE_AFFECTED ? DECISION_AFFECTED : DECISION_CLEAN;
    candidate->reason = answer == JUDGE_AFFECTED  ? "the installed version is in the affected range"
                        : answer == JUDGE_INVALID ? "a version that its scheme does not know decides nothing"
                                                  : "the installed version is not in the affected range";
}

/* "epoch:version" of "epoch:version-release". */
static struct slice upstream_of(struct slice version)
{
    return slice_head(version, slice_find_byte(version, '-'));
}

/*
 * Several errata of one flaw for builds on several bases: the affected set has a hole. A build that carries the fix of
 * its own base, made for the same minor release or of the same upstream version, is not convicted by the bound of
 * another base. `fix` is the record whose fix it carries, `other` one that may convict it.
 */
static bool carries_fix_of(const struct subject *subject, const struct advisory *fix, const struct advisory *other)
{
    struct slice version = judge_operand(subject, fix);
    int minor = judge_build_minor(version);

    if (!slice_equal(subject->entry->package.type, S("rpm")) || fix->status != STATUS_FIXED || fix->has_ranges ||
        other->has_ranges || !fix->fixed_version.len || !other->fixed_version.len || !same_subject(fix, other) ||
        judge_version(subject, fix) != JUDGE_CLEAN)
        return false;
    if (minor >= 0 && judge_build_minor(fix->fixed_version) == minor)
        return judge_build_minor(other->fixed_version) != minor;
    return slice_equal(upstream_of(version), upstream_of(fix->fixed_version)) &&
           !slice_equal(upstream_of(version), upstream_of(other->fixed_version));
}

static bool fixed_on_own_base(const struct subject *subject, const struct candidate *group, size_t count,
                              const struct candidate *candidate)
{
    for (size_t i = 0; i < count; i++)
        if (&group[i] != candidate && group[i].decision != DECISION_NONE &&
            carries_fix_of(subject, group[i].advisory, candidate->advisory))
            return true;
    return false;
}

/*
 * The Go database decides on what its team has looked at: it knows the modules, where others repeat what reporters
 * wrote.
 */
static bool overruled(const struct candidate *group, size_t count, const struct candidate *candidate)
{
    struct slice database = S("go-vulndb");

    if (!slice_equal(candidate->advisory->ecosystem, S("golang")) || slice_equal(candidate->advisory->source, database))
        return false;
    for (size_t i = 0; i < count; i++)
        if (group[i].decision != DECISION_NONE && slice_equal(group[i].advisory->source, database))
            return true;
    return false;
}

static bool owner_speaks_of(const struct subject *subject, struct slices names)
{
    for (size_t i = 0; i < names.count; i++)
        if (map_get(subject->owner_names, names.at[i]))
            return true;
    return false;
}

/* What upstream says of files that the distribution put there and patches itself. */
static void decide_owned(const struct subject *subject, struct candidate *candidate)
{
    const struct advisory *advisory = candidate->advisory;
    struct slice id = advisory->id;

    if (owner_speaks_of(subject, (struct slices){&id, 1}) || owner_speaks_of(subject, advisory->aliases) ||
        owner_speaks_of(subject, advisory->vendor_ids)) {
        candidate->decision = DECISION_NONE;
        candidate->reason = "the distribution's package owns these files, and speaks of this flaw itself";
    } else {
        candidate->decision = DECISION_UPSTREAM;
        candidate->reason = "the distribution's package owns these files, and says nothing of this flaw";
    }
}

/* Why another record of the same flaw speaks instead of this one; NULL when none does. */
static const char *why_void(const struct subject *subject, const struct candidate *group, size_t count,
                            const struct candidate *candidate, int64_t minor)
{
    if (count == 1)
        return NULL;
    if (overruled(group, count, candidate))
        return "the Go team has looked at this flaw, and decides";
    if (is_open(candidate->advisory) && superseded(group, count, candidate))
        return "a fix of the same flaw replaces the open record";
    int64_t own = record_minor(subject, candidate->advisory);
    return own >= 0 && own != minor ? "an erratum of a nearer minor release decides" : NULL;
}

void candidates_decide(const struct subject *subject, struct bounds_known *known, struct candidates *list)
{
    struct candidate *group = list->at;
    size_t count = list->count;

    for (size_t i = 0; i < count; i++) {
        group[i].reason = reach_why_not(subject, group[i].advisory);
        group[i].decision = group[i].reason ? DECISION_NONE : DECISION_CLEAN;
    }
    int64_t minor = count > 1 ? governing_minor(subject, group, count) : -1;
    for (size_t i = 0; i < count; i++) {
        if (group[i].decision == DECISION_NONE)
            continue;
        if ((group[i].reason = why_void(subject, group, count, &group[i], minor))) {
            group[i].decision = DECISION_VOID;
            continue;
        }
        decide_one(subject, known, &group[i]);
        if (group[i].decision == DECISION_AFFECTED && subject->owner_names && !group[i].advisory->distro_id.len)
            decide_owned(subject, &group[i]);
        if (group[i].decision == DECISION_AFFECTED && fixed_on_own_base(subject, group, count, &group[i])) {
            group[i].decision = DECISION_VOID;
            group[i].reason = "the build carries the fix of its own base; this bound is another's";
        }
    }
}
