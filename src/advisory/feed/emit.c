#include "advisory/feed/emit.h"

#include <stdarg.h>
#include <stdio.h>

#include "advisory/cve.h"
#include "advisory/day.h"
#include "base/text.h"

enum { BUFFER_LEN = 64 * 1024 };

void emit_init(struct feed_emit *emit, struct arena *arena,
               bool (*write)(void *context, struct slice bytes, struct error *error), void *context)
{
    *emit = (struct feed_emit){.arena = arena, .write = write, .context = context};
    emit->buffer = arena_array(arena, uint8_t, BUFFER_LEN);
}

static void put_bytes(struct feed_emit *emit, struct slice bytes)
{
    if (!emit->failed && bytes.len)
        emit->failed = !emit->write(emit->context, bytes, &emit->error);
}

static void flush(struct feed_emit *emit)
{
    put_bytes(emit, slice_of(emit->buffer, emit->buffered));
    emit->buffered = 0;
}

static void put_record(struct feed_emit *emit, const struct record *record)
{
    struct arena_mark mark = arena_mark(emit->arena);
    struct bytes bytes = {.arena = emit->arena};

    record_put(&bytes, record);
    if (bytes.count - RECORD_HEAD > RECORD_LEN_MAX) {
        emit_problem(emit, ERROR_LIMIT, "a record of %zu bytes", bytes.count);
    } else {
        if (bytes.count > BUFFER_LEN - emit->buffered)
            flush(emit);
        if (bytes.count > BUFFER_LEN) {
            put_bytes(emit, bytes_slice(&bytes));
        } else {
            memcpy(emit->buffer + emit->buffered, bytes.at, bytes.count);
            emit->buffered += bytes.count;
        }
    }
    arena_reset(emit->arena, mark);
}

bool emit_finish(struct feed_emit *emit, struct error *error)
{
    if (emit->newest)
        put_record(emit, &(struct record){.kind = RECORD_DAY, .day = emit->newest});
    put_record(emit, &(struct record){.kind = RECORD_END, .end = {.problems = emit->problems}});
    flush(emit);
    if (emit->failed)
        *error = emit->error;
    return !emit->failed;
}

/* What may stand in a record: not too long, UTF-8, no NUL. A file's own path is made so before. */
static bool text_good(struct slice text)
{
    return text.len <= BYTES_TEXT_MAX && slice_find_byte(text, 0) == text.len && utf8_valid(text);
}

static bool list_good(struct slices list)
{
    if (list.count > BYTES_LIST_MAX)
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (!text_good(list.at[i]))
            return false;
    return true;
}

static bool texts_good(const struct slice *texts, size_t count)
{
    return list_good((struct slices){.at = (struct slice *)(uintptr_t)texts, .count = count});
}

static bool statement_good(const struct advisory *a)
{
    const struct slice texts[] = {a->id,      a->source,  a->distro_id,     a->release,      a->ecosystem, a->cpe,
                                  a->package, a->scheme,  a->fixed_version, a->severity,     a->urgency,   a->cvss,
                                  a->module,  a->channel, a->minor,         a->informational};

    return a->id.len && a->package.len && texts_good(texts, sizeof texts / sizeof texts[0]) && list_good(a->aliases) &&
           list_good(a->vendor_ids) && list_good(a->ranges) && list_good(a->not_affected_ranges) &&
           list_good(a->versions) && list_good(a->fixed_versions) && list_good(a->arches) && list_good(a->repos) &&
           list_good(a->symbols) && list_good(a->systems);
}

static void put_statement(struct feed_emit *emit, const struct advisory *advisory, bool secondary)
{
    struct record record = {.kind = RECORD_STATEMENT, .statement = {.advisory = *advisory, .secondary = secondary}};

    if (!statement_good(advisory)) {
        emit_problem(emit, ERROR_MALFORMED, "a statement without id or package, or with a text that is too long");
        return;
    }
    emit->statements++;
    put_record(emit, &record);
}

void emit_statement_exact(struct feed_emit *emit, const struct advisory *advisory)
{
    if (!advisory->withdrawn)
        put_statement(emit, advisory, false);
}

static bool list_has(struct slices list, struct slice text)
{
    for (size_t i = 0; i < list.count; i++)
        if (slice_equal(list.at[i], text))
            return true;
    return false;
}

/* The list without CVEs and without `but`. */
static struct slices list_without_cves(struct arena *arena, struct slices list, struct slice but)
{
    struct slices out = {.at = arena_array(arena, struct slice, list.count + 1)};

    for (size_t i = 0; i < list.count; i++)
        if (!cve_is(list.at[i]) && !slice_equal(list.at[i], but) && !list_has(out, list.at[i]))
            out.at[out.count++] = list.at[i];
    return out;
}

static struct slices list_with(struct arena *arena, struct slices list, struct slice text)
{
    struct slices out = {.at = arena_array(arena, struct slice, list.count + 1), .count = list.count};

    for (size_t i = 0; i < list.count; i++)
        out.at[i] = list.at[i];
    out.at[out.count++] = text;
    return out;
}

void emit_statement(struct feed_emit *emit, const struct advisory *advisory, enum emit_weight weight)
{
    struct arena_mark mark = arena_mark(emit->arena);
    struct advisory one = *advisory;
    size_t cves = 0;

    if (advisory->withdrawn)
        return;
    for (size_t i = 0; i < advisory->aliases.count; i++)
        cves += cve_is(advisory->aliases.at[i]);
    one.aliases = list_without_cves(emit->arena, advisory->aliases, advisory->id);
    if (cve_is(advisory->id) || cves == 0) {
        put_statement(emit, &one, weight == EMIT_SECONDARY);
    } else {
        if (!list_has(advisory->vendor_ids, advisory->id) && !list_has(advisory->aliases, advisory->id))
            one.vendor_ids = list_with(emit->arena, advisory->vendor_ids, advisory->id);
        else if (list_has(advisory->aliases, advisory->id))
            one.aliases = list_with(emit->arena, one.aliases, advisory->id);
        if (cves > 1)
            one.aliases = (struct slices){0};
        for (size_t i = 0; i < advisory->aliases.count; i++) {
            one.id = advisory->aliases.at[i];
            if (cve_is(one.id))
                put_statement(emit, &one, weight == EMIT_SECONDARY);
        }
    }
    arena_reset(emit->arena, mark);
}

/* Records about a CVE by its number; others have no place in the segments of signals. */
static bool cve_good(struct feed_emit *emit, struct slice cve)
{
    uint32_t code;

    if (cve_code(cve, &code))
        return true;
    emit_problem(emit, ERROR_MALFORMED, "not a CVE number");
    return false;
}

void emit_word(struct feed_emit *emit, struct slice cve, struct slice source, struct slice vector, struct slice word)
{
    struct record record = {.kind = RECORD_WORD, .word = {cve, source, vector, SEVERITY_UNKNOWN}};

    if (vector.len == 0)
        record.word.severity = severity_of(word);
    if (vector.len == 0 && record.word.severity == SEVERITY_UNKNOWN)
        return;
    if (!cve_good(emit, cve))
        return;
    if (source.len == 0 || !text_good(source) || !text_good(vector)) {
        emit_problem(emit, ERROR_MALFORMED, "a vector that is no text");
        return;
    }
    put_record(emit, &record);
}

void emit_cve(struct feed_emit *emit, struct slice cve, struct slice published, bool rejected)
{
    struct record record = {.kind = RECORD_CVE, .cve = {.cve = cve, .rejected = rejected}};

    if (!day_parse(published, &record.cve.published) && !rejected)
        return;
    if (cve_good(emit, cve))
        put_record(emit, &record);
}

/* "0.00045" in 1/100000: what more digits say is rounded. */
static bool fraction_of(struct slice text, uint32_t *value)
{
    struct slice whole, rest;
    uint64_t units, sum;

    slice_cut(slice_trim(text), '.', &whole, &rest);
    if (!slice_decimal(whole, &units) || units > 1)
        return false;
    sum = units;
    for (size_t i = 0; i < 6; i++) {
        uint8_t digit = i < rest.len ? rest.at[i] : '0';
        if (digit < '0' || digit > '9')
            return false;
        sum = sum * 10 + digit - '0';
    }
    *value = (uint32_t)((sum + 5) / 10);
    return *value <= 100000;
}

void emit_epss(struct feed_emit *emit, struct slice cve, struct slice score, struct slice percentile)
{
    struct record record = {.kind = RECORD_EPSS, .epss = {.cve = cve}};

    if (!fraction_of(score, &record.epss.score) || !fraction_of(percentile, &record.epss.percentile))
        emit_problem(emit, ERROR_MALFORMED, "a score that is no fraction");
    else if (cve_good(emit, cve))
        put_record(emit, &record);
}

void emit_kev(struct feed_emit *emit, struct slice cve, struct slice added, struct slice due, bool ransomware)
{
    struct record record = {.kind = RECORD_KEV, .kev = {.cve = cve, .ransomware = ransomware}};

    (void)day_parse(added, &record.kev.added);
    (void)day_parse(due, &record.kev.due);
    if (cve_good(emit, cve))
        put_record(emit, &record);
}

void emit_support(struct feed_emit *emit, struct slice distro_id, struct slice release, struct slice end_of_life,
                  struct slice extended_until, bool authority)
{
    struct record record = {.kind = RECORD_SUPPORT,
                            .support = {.distro_id = distro_id, .release = release, .authority = authority}};

    if (!day_parse(end_of_life, &record.support.end_of_life) && slice_equal(end_of_life, S("true")))
        record.support.end_of_life = DAY_ENDED;
    (void)day_parse(extended_until, &record.support.extended_until);
    if (distro_id.len == 0 || !text_good(distro_id) || !text_good(release))
        emit_problem(emit, ERROR_MALFORMED, "a release without a name");
    else
        put_record(emit, &record);
}

void emit_repository(struct feed_emit *emit, struct slice name, struct slices cpes)
{
    struct record record = {.kind = RECORD_REPOSITORY, .repository = {name, cpes}};

    if (name.len == 0 || !text_good(name) || !list_good(cpes))
        emit_problem(emit, ERROR_MALFORMED, "a repository without a name, or with a text that is too long");
    else
        put_record(emit, &record);
}

void emit_day(struct feed_emit *emit, struct slice day)
{
    uint32_t number;

    if (day_parse(day, &number) && number > emit->newest)
        emit->newest = number;
}

void emit_problem(struct feed_emit *emit, enum error_code code, const char *format, ...)
{
    struct arena_mark mark = arena_mark(emit->arena);
    struct record record = {.kind = RECORD_PROBLEM, .problem = {.code = code}};
    char text[512];
    va_list arguments;

    if (emit->problems++ >= EMIT_PROBLEMS_MAX)
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    record.problem.detail = text_printable_copy(emit->arena, slice_text(text));
    record.problem.path = text_printable_copy(emit->arena, slice_head(emit->path, 1024));
    put_record(emit, &record);
    arena_reset(emit->arena, mark);
}
