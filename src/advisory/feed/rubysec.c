/*
 * RubySec: https://github.com/rubysec/ruby-advisory-db, a YAML file a flaw: gems/NAME/ID.yml. A version is affected
 * when it meets none of the requirements in patched_versions and unaffected_versions. What lies in rubies/ is about the
 * interpreters, which are no gems.
 */
#include "advisory/feed/osv_language.h"
#include "advisory/feed/yaml.h"

struct ruby_record {
    struct slice gem, cve, ghsa, osvdb, date;
    struct slice scores[3]; /* cvss_v4, v3, v2: numbers */
    struct slices patched, unaffected;
};

static void take_record(struct json *json, struct ruby_record *record)
{
    const struct {
        struct slice name, *value;
    } texts[] = {
        {S_INIT("gem"), &record->gem},           {S_INIT("cve"), &record->cve},
        {S_INIT("ghsa"), &record->ghsa},         {S_INIT("osvdb"), &record->osvdb},
        {S_INIT("date"), &record->date},         {S_INIT("cvss_v4"), &record->scores[0]},
        {S_INIT("cvss_v3"), &record->scores[1]}, {S_INIT("cvss_v2"), &record->scores[2]},
    };
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        size_t i = 0;
        while (i < sizeof texts / sizeof texts[0] && !slice_equal(key, texts[i].name))
            i++;
        if (i < sizeof texts / sizeof texts[0])
            json_string(json, texts[i].value);
        else if (slice_equal(key, S("patched_versions")))
            json_strings(json, &record->patched);
        else if (slice_equal(key, S("unaffected_versions")))
            json_strings(json, &record->unaffected);
        else
            json_skip(json);
    }
}

/* The numbers at the beginning, with the dots between them: "1.0.0" of "1.0.0.rc1.1". */
static struct slice numbers_of(struct slice version)
{
    size_t len = 0;

    for (size_t i = 0; i <= version.len; i++) {
        bool end = i == version.len || version.at[i] == '.';
        if (end)
            len = i;
        else if (version.at[i] < '0' || version.at[i] > '9')
            break;
    }
    return slice_head(version, len);
}

/*
 * "~> 2.3.5": at least that, and below the next number before the last: 2.4, pre-releases of it too (rubygems,
 * Gem::Requirement and Gem::Version#bump, which drops a pre-release first).
 */
static struct slice pessimistic(struct arena *arena, struct slice version)
{
    struct slice numbers = numbers_of(version), before;
    size_t last = slice_find_last(numbers, '.');
    struct slice head = slice_head(numbers, last);
    size_t dot = slice_find_last(head, '.');
    uint64_t number;

    before = dot < head.len ? slice_head(head, dot + 1) : S("");
    if (!slice_decimal(slice_skip(head, before.len), &number) || number >= UINT32_MAX)
        return (struct slice){0};
    return arena_format(arena, ">=%.*s,<%.*s%llu.a", SLICE_ARG(version), SLICE_ARG(before),
                        (unsigned long long)number + 1);
}

/* One comparison of a requirement, as a clause; empty when it is none. */
static struct slice comparison(struct arena *arena, struct slice text)
{
    static const struct slice operators[] = {S_INIT(">="), S_INIT("<="), S_INIT("!="),
                                             S_INIT(">"),  S_INIT("<"),  S_INIT("=")};

    text = slice_trim(text);
    if (slice_starts(text, S("~>")))
        return pessimistic(arena, slice_trim(slice_skip(text, 2)));
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
        if (slice_starts(text, operators[i]))
            return arena_format(arena, "%.*s%.*s", SLICE_ARG(operators[i]),
                                SLICE_ARG(slice_trim(slice_skip(text, operators[i].len))));
    return text.len && text.at[0] >= '0' && text.at[0] <= '9' ? arena_format(arena, "=%.*s", SLICE_ARG(text))
                                                              : (struct slice){0};
}

static bool add_requirement(struct arena *arena, struct slice requirement, struct slices *clauses)
{
    struct slice clause = {0}, part;

    while (slice_next(&requirement, ',', &part)) {
        struct slice one = comparison(arena, part);
        if (one.len == 0)
            return false;
        clause = clause.len ? arena_format(arena, "%.*s,%.*s", SLICE_ARG(clause), SLICE_ARG(one)) : one;
    }
    if (clause.len)
        clauses->at[clauses->count++] = clause;
    return clause.len > 0;
}

/* The lowest version of each patched requirement: where a fix begins. */
static struct slices fixes_of(struct arena *arena, struct slices clauses, size_t count)
{
    struct slices fixes = {.at = arena_array(arena, struct slice, count + 1)};

    for (size_t i = 0; i < count; i++) {
        struct slice first, rest;
        slice_cut(clauses.at[i], ',', &first, &rest);
        if (slice_starts(first, S(">=")))
            fixes.at[fixes.count++] = slice_skip(first, 2);
        else if (slice_starts(first, S("=")))
            fixes.at[fixes.count++] = slice_skip(first, 1);
    }
    return fixes;
}

/* The word of a CVSS score (FIRST, "Qualitative Severity Rating Scale"): only the number is told. */
static struct slice word_of(struct slice score)
{
    struct slice whole, rest;
    uint64_t number;

    slice_cut(score, '.', &whole, &rest);
    if (!slice_decimal(whole, &number))
        return (struct slice){0};
    return number >= 9 ? S("critical") : number >= 7 ? S("high") : number >= 4 ? S("medium") : S("low");
}

static bool emit_record(struct feed_file *file, const struct ruby_record *record, struct feed_emit *emit,
                        struct error *error)
{
    struct arena *arena = file->arena;
    struct advisory advisory = {
        .source = S("rubysec"),
        .ecosystem = S("gem"),
        .scheme = S("gem"),
        .package = record->gem,
        .published = record->date,
        .has_not_affected = true,
    };
    struct slices clauses = {
        .at = arena_array(arena, struct slice, record->patched.count + record->unaffected.count + 1)};
    struct slice alias = {0};
    size_t patched;

    for (size_t i = 0; i < record->patched.count; i++)
        if (!add_requirement(arena, record->patched.at[i], &clauses))
            return fail(error, ERROR_MALFORMED, "a requirement that is none");
    patched = clauses.count;
    for (size_t i = 0; i < record->unaffected.count; i++)
        if (!add_requirement(arena, record->unaffected.at[i], &clauses))
            return fail(error, ERROR_MALFORMED, "a requirement that is none");
    advisory.not_affected_ranges = clauses;
    advisory.fixed_versions = fixes_of(arena, clauses, patched);
    advisory.status = advisory.fixed_versions.count ? STATUS_FIXED : STATUS_AFFECTED;
    for (size_t i = 0; i < 3 && advisory.severity.len == 0; i++)
        advisory.severity = word_of(record->scores[i]);
    if (record->ghsa.len)
        alias = arena_format(arena, "GHSA-%.*s", SLICE_ARG(record->ghsa));
    if (record->cve.len)
        advisory.id = arena_format(arena, "CVE-%.*s", SLICE_ARG(record->cve));
    else if (alias.len)
        advisory.id = alias;
    else if (record->osvdb.len)
        advisory.id = arena_format(arena, "OSVDB-%.*s", SLICE_ARG(record->osvdb));
    else
        advisory.id = slice_head(path_base(file->path), path_base(file->path).len - 4);
    osv_language_names(arena, (struct slices){&alias, alias.len > 0}, &advisory);
    emit_statement(emit, &advisory, EMIT_PRIMARY);
    return true;
}

static bool rubysec_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct ruby_record record = {0};
    struct reader reader;
    struct slice text;
    struct json json;

    if (!slice_ends(file->path, S(".yml")) || slice_find(file->path, S("gems/")) == SIZE_MAX)
        return true;
    if (!yaml_as_json(file->reader, file->arena, &text, error))
        return false;
    reader = reader_over(text);
    json_init(&json, &reader, file->arena);
    take_record(&json, &record);
    if (!json_ok(&json, error))
        return false;
    if (record.gem.len == 0)
        return fail(error, ERROR_MALFORMED, "a record that names no gem");
    emit_day(emit, record.date);
    return emit_record(file, &record, emit, error);
}

const struct feed feed_rubysec = {
    .name = "rubysec",
    .path = "rubysec/ruby-advisory-db",
    .licence = "as its LICENSE.txt states: free use, credit asked",
    .facts_allowed = true,
    .read = rubysec_read,
};
