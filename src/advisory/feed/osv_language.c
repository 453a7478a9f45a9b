#include "advisory/feed/osv_language.h"

#include "advisory/cve.h"
#include "advisory/feed/yaml.h"
#include "base/sort.h"
#include "version/version.h"

/* Whose records begin so; with `alias`, such names are kept among the other names of a flaw. */
static const struct {
    struct slice prefix;
    const char *source; /* name of the feed's row */
} databases[] = {
    {S_INIT("GHSA-"), "ghsa"},       {S_INIT("GO-"), "go-vulndb"},  {S_INIT("PYSEC-"), "pypa"},
    {S_INIT("RUSTSEC-"), "rustsec"}, {S_INIT("MAL-"), "malicious"}, {S_INIT("BIT-"), "bitnami"},
    {S_INIT("DRUPAL-"), "drupal"},   {S_INIT("HSEC-"), "haskell"},  {S_INIT("OSEC-"), "ocaml"},
    {S_INIT("RSEC-"), "r"},          {S_INIT("JLSEC-"), "julia"},   {S_INIT("EEF-"), "erlef"},
};
enum { DATABASES = sizeof databases / sizeof databases[0] };

static struct slice source_of(const struct osv_record *record)
{
    for (size_t i = 0; i < DATABASES; i++)
        if (slice_starts(record->id, databases[i].prefix))
            return slice_text(databases[i].source);
    return S("osv");
}

/* Bitnami's ids are about its images: the same flaw of a library in them has other names. */
static bool is_alias(struct slice id)
{
    if (cve_is(id))
        return true;
    for (size_t i = 0; i < DATABASES; i++)
        if (slice_starts(id, databases[i].prefix))
            return !slice_equal(databases[i].prefix, S("BIT-"));
    return false;
}

static bool list_has(struct slices list, struct slice text)
{
    for (size_t i = 0; i < list.count; i++)
        if (slice_equal(list.at[i], text))
            return true;
    return false;
}

/* returns  the only one of the aliases that begins so; an empty one when there are none or several */
static struct slice only_alias(struct slices aliases, struct slice prefix)
{
    struct slice found = {0};

    for (size_t i = 0; i < aliases.count; i++) {
        if (!slice_starts(aliases.at[i], prefix))
            continue;
        if (found.len)
            return (struct slice){0};
        found = aliases.at[i];
    }
    return found;
}

void osv_language_names(struct arena *arena, struct slices aliases, struct advisory *advisory)
{
    struct slice own = advisory->id, github;
    struct slices kept = {.at = arena_array(arena, struct slice, aliases.count + 2)};
    struct slice *vendor = arena_array(arena, struct slice, 1);
    bool cve = cve_is(own);

    for (size_t i = 0; i < aliases.count; i++) {
        if (is_alias(aliases.at[i]) && !slice_equal(aliases.at[i], own) && !list_has(kept, aliases.at[i]))
            kept.at[kept.count++] = aliases.at[i];
        cve = cve || cve_is(aliases.at[i]);
    }
    github = only_alias(kept, S("GHSA-"));
    *vendor = own;
    if (!cve && github.len && !slice_starts(own, S("GHSA-")) && !slice_starts(own, S("MAL-")))
        advisory->id = github;
    if (!cve_is(own) && (cve || !slice_equal(advisory->id, own))) {
        advisory->vendor_ids = (struct slices){vendor, 1};
        kept.at[kept.count++] = own;
    }
    advisory->aliases = kept;
}

struct ordered_event {
    struct osv_event event;
    const struct version_scheme *scheme;
    size_t place;
};

static bool is_beginning(struct slice version)
{
    return version.len == 0 || slice_equal(version, S("0"));
}

static int compare_events(const void *a, const void *b, void *context)
{
    const struct ordered_event *one = a, *other = b;
    bool first = is_beginning(one->event.version), second = is_beginning(other->event.version);
    int order = 0;

    (void)context;
    if (first || second)
        order = second - first;
    else
        order = one->scheme->compare(one->event.version, other->event.version);
    if (order == 0)
        order = one->place < other->place ? -1 : one->place > other->place;
    return order;
}

/*
 * Events mean what they mean in the order of their versions (OSV schema, "evaluation"), and need not be written so.
 * With a version that has no place in the scheme they stay as they are.
 */
static void sort_events(struct arena *arena, struct osv_range *range, const struct version_scheme *scheme)
{
    struct ordered_event *list = arena_array(arena, struct ordered_event, range->events.count + 1);

    for (size_t i = 0; i < range->events.count; i++) {
        struct osv_event event = range->events.at[i];
        if (!scheme || (!is_beginning(event.version) && !version_placed(scheme, event.version)))
            return;
        list[i] = (struct ordered_event){event, scheme, i};
    }
    sort_items(list, range->events.count, sizeof list[0], compare_events, NULL);
    for (size_t i = 0; i < range->events.count; i++)
        range->events.at[i] = list[i].event;
}

/* Go's ranges for people, where the scheme knows all their versions: "5.0.4" where the module's own has no tags. */
static void prefer_custom(struct osv_affected *affected, const struct version_scheme *scheme)
{
    for (size_t i = 0; i < affected->custom_ranges.count; i++) {
        const struct osv_range *range = &affected->custom_ranges.at[i];
        for (size_t k = 0; k < range->events.count; k++)
            if (!scheme ||
                (!is_beginning(range->events.at[k].version) && !version_placed(scheme, range->events.at[k].version)))
                return;
    }
    if (affected->custom_ranges.count) {
        affected->ranges.at = affected->custom_ranges.at;
        affected->ranges.count = affected->custom_ranges.count;
    }
}

/* The fixes of all ranges, each once. */
static struct slices fixes_of(struct arena *arena, const struct osv_affected *affected)
{
    struct slices fixes = {0};
    size_t events = 1;

    for (size_t i = 0; i < affected->ranges.count; i++)
        events += affected->ranges.at[i].events.count;
    fixes.at = arena_array(arena, struct slice, events);
    for (size_t i = 0; i < affected->ranges.count; i++) {
        const struct osv_range *range = &affected->ranges.at[i];
        for (size_t k = 0; k < range->events.count && !slice_equal(range->type, S("GIT")); k++)
            if (range->events.at[k].kind == OSV_FIXED && !list_has(fixes, range->events.at[k].version))
                fixes.at[fixes.count++] = range->events.at[k].version;
    }
    return fixes;
}

/* As clauses also what osv_bound said by the fix alone, or by nothing at all. */
static void spell_clauses(struct arena *arena, struct advisory *advisory)
{
    if (advisory->has_ranges)
        return;
    advisory->ranges = (struct slices){arena_array(arena, struct slice, 1), 1};
    if (advisory->fixed_version.len)
        advisory->ranges.at[0] = arena_format(arena, "<%.*s", SLICE_ARG(advisory->fixed_version));
    advisory->has_ranges = true;
}

/* GitHub's "<= 1.1" for a range that it writes open, or up to a later fix: later versions are not known to be bad. */
static void refine(struct arena *arena, struct slice last_known, struct advisory *advisory)
{
    struct slice operator= slice_starts(last_known, S("<=")) ? S("<=") : S("<"), bound, clause;

    if (!slice_starts(last_known, operator) || advisory->ranges.count > 1)
        return;
    bound = slice_trim(slice_skip(last_known, operator.len));
    if (bound.len == 0 || slice_find_byte(bound, ',') < bound.len || slice_equal(bound, advisory->fixed_version))
        return;
    if (!advisory->has_ranges) {
        advisory->ranges = (struct slices){arena_array(arena, struct slice, 1), 1};
        advisory->has_ranges = true;
        clause = arena_format(arena, "%.*s%.*s", SLICE_ARG(operator), SLICE_ARG(bound));
    } else {
        clause = arena_format(arena, "%.*s%s%.*s%.*s", SLICE_ARG(advisory->ranges.at[0]),
                              advisory->ranges.at[0].len ? "," : "", SLICE_ARG(operator), SLICE_ARG(bound));
    }
    advisory->ranges.at[0] = clause;
}

/* The enumerated versions that no clause holds: ranges and versions are a union. */
static struct slices uncovered(struct arena *arena, const struct version_scheme *scheme, struct slices versions,
                               struct slices clauses)
{
    struct slices left = {.at = arena_array(arena, struct slice, versions.count + 1)};

    for (size_t i = 0; i < versions.count; i++) {
        bool covered = false;
        for (size_t k = 0; k < clauses.count && !covered; k++)
            covered = clauses.at[k].len == 0 ||
                      (scheme && version_range(scheme, clauses.at[k], versions.at[i]) == VERSION_YES);
        if (!covered && left.count < BYTES_LIST_MAX)
            left.at[left.count++] = versions.at[i];
    }
    return left;
}

/* One range, from the beginning and without an end. */
static bool is_everything(const struct osv_affected *affected)
{
    return affected->ranges.count == 1 && affected->ranges.at[0].events.count == 1 &&
           affected->ranges.at[0].events.at[0].kind == OSV_INTRODUCED &&
           is_beginning(affected->ranges.at[0].events.at[0].version);
}

bool osv_language_bound(struct arena *arena, struct osv_affected *affected, struct advisory *advisory)
{
    const struct version_scheme *scheme = version_scheme(advisory->scheme);
    struct slices fixes, versions;
    struct advisory spelled;

    if (slice_starts(advisory->id, S("MAL-")) && affected->versions.count && is_everything(affected))
        affected->ranges.count = 0;
    prefer_custom(affected, scheme);
    for (size_t i = 0; i < affected->ranges.count; i++)
        sort_events(arena, &affected->ranges.at[i], scheme);
    if (!osv_bound(arena, affected, advisory)) {
        advisory->versions = affected->versions;
        advisory->status = STATUS_AFFECTED;
        return affected->versions.count > 0;
    }
    fixes = fixes_of(arena, affected);
    if (fixes.count > 1) {
        spell_clauses(arena, advisory);
        advisory->fixed_versions = fixes;
        advisory->fixed_version = (struct slice){0};
    }
    if (affected->last_known.len)
        refine(arena, affected->last_known, advisory);
    spelled = *advisory;
    spell_clauses(arena, &spelled);
    versions = uncovered(arena, scheme, affected->versions, spelled.ranges);
    if (versions.count) {
        *advisory = spelled;
        advisory->versions = versions;
    }
    return true;
}

static void add_announcements(struct arena *arena, const struct osv_record *record, struct advisory *advisory)
{
    size_t count = advisory->vendor_ids.count + record->announcements.count;
    struct slices all = {.at = arena_array(arena, struct slice, count + 1)};

    for (size_t i = 0; i < advisory->vendor_ids.count; i++)
        all.at[all.count++] = advisory->vendor_ids.at[i];
    for (size_t i = 0; i < record->announcements.count; i++)
        all.at[all.count++] = record->announcements.at[i];
    advisory->vendor_ids = all;
}

static void emit_affected(struct arena *arena, const struct osv_record *record, struct osv_affected *affected,
                          struct feed_emit *emit)
{
    const struct ecosystem *ecosystem = ecosystem_find(affected->ecosystem);
    struct advisory advisory = {
        .id = record->id,
        .source = source_of(record),
        .package = affected->name,
        .severity = affected->severity.len ? affected->severity : record->severity,
        .cvss = affected->cvss.len ? affected->cvss : record->cvss,
        .informational = affected->informational,
        .published = record->published,
        .symbols = {affected->symbols.at, affected->symbols.count},
        .systems = affected->systems,
    };
    bool malicious = slice_starts(record->id, S("MAL-")) || slice_equal(affected->informational, S("malicious"));

    if (!ecosystem)
        return;
    advisory.ecosystem = slice_text(ecosystem->name);
    advisory.scheme = slice_text(ecosystem->scheme);
    /* What GitHub told the Go team and nobody there has looked at yet. */
    if (slice_equal(record->review, S("UNREVIEWED")))
        advisory.source = S("go-vulndb-import");
    if (malicious) {
        advisory.informational = S("malicious");
        advisory.severity = S("critical");
    } else if (severity_of(advisory.severity) == SEVERITY_UNKNOWN) {
        advisory.severity = (struct slice){0};
    }
    if (!osv_language_bound(arena, affected, &advisory))
        return;
    osv_language_names(arena, record->aliases, &advisory);
    add_announcements(arena, record, &advisory);
    emit_statement(emit, &advisory, EMIT_PRIMARY);
}

/* What the record says of the severity counts for the flaw wherever it is, in a distribution's package too. */
static void emit_words(const struct osv_record *record, struct feed_emit *emit)
{
    struct slice source = source_of(record);

    if (!slice_equal(source, S("ghsa")) || (record->cvss.len == 0 && record->severity.len == 0))
        return;
    for (size_t i = 0; i < record->aliases.count; i++)
        if (cve_is(record->aliases.at[i]))
            emit_word(emit, record->aliases.at[i], source, record->cvss, record->severity);
}

void osv_language_emit(struct arena *arena, struct osv_record *record, struct feed_emit *emit)
{
    emit_day(emit, record->modified);
    if (record->withdrawn.len)
        return;
    emit_words(record, emit);
    for (size_t i = 0; i < record->affected.count; i++)
        emit_affected(arena, record, &record->affected.at[i], emit);
}

bool osv_language_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct osv_options options = {.versions = true};
    bool yaml = slice_ends(file->path, S(".yaml")) || slice_ends(file->path, S(".yml"));
    struct feed_file as_json = *file;
    struct osv_record record;
    struct reader reader;
    struct slice text;

    if (!yaml && !slice_ends(file->path, S(".json")))
        return true;
    if (yaml) {
        if (!yaml_as_json(file->reader, file->arena, &text, error))
            return false;
        reader = reader_over(text);
        as_json.reader = &reader;
    }
    if (!osv_file(&as_json, &options, &record, error))
        return false;
    osv_language_emit(file->arena, &record, emit);
    return true;
}
