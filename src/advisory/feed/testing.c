#include "advisory/feed/testing.h"

#include <stdio.h>

#include "advisory/day.h"

struct collect {
    struct record_stream *stream;
    struct bytes text;
};

static void say(struct bytes *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(struct bytes *text, const char *format, ...)
{
    char line[8192];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    bytes_put(text, slice_text(line));
}

static void say_field(struct bytes *text, const char *name, struct slice value)
{
    if (value.len)
        say(text, " %s=%.*s", name, SLICE_ARG(value));
}

static void say_list(struct bytes *text, const char *name, struct slices list, bool has)
{
    if (!has)
        return;
    say(text, " %s=", name);
    for (size_t i = 0; i < list.count; i++)
        say(text, "%s%.*s", i ? "|" : "", SLICE_ARG(list.at[i]));
}

static void say_day(struct bytes *text, uint32_t day)
{
    if (day == DAY_ENDED)
        say(text, " ended");
    else if (day)
        say(text, " %.*s", SLICE_ARG(day_text(text->arena, day)));
    else
        say(text, " -");
}

void feed_test_say(struct bytes *text, const struct advisory *a, bool secondary)
{
    static const char *const kinds[] = {"binary", "source", "source-or-binary", "cpe"};

    say(text, "%s", secondary ? "2nd " : "");
    if (a->distro_id.len)
        say(text, "%.*s/%.*s", SLICE_ARG(a->distro_id), SLICE_ARG(a->release));
    else
        say(text, "%.*s", SLICE_ARG(a->ecosystem.len ? a->ecosystem : a->cpe));
    say(text, " %s %.*s %.*s %.*s %s", kinds[a->kind], SLICE_ARG(a->package), SLICE_ARG(a->id), SLICE_ARG(a->scheme),
        status_name(a->status));
    say_field(text, "fixed", a->fixed_version);
    say_list(text, "fixed_list", a->fixed_versions, a->fixed_versions.count);
    say_list(text, "ranges", a->ranges, a->has_ranges);
    say_list(text, "not_affected", a->not_affected_ranges, a->has_not_affected);
    say_list(text, "versions", a->versions, a->versions.count);
    say_field(text, "severity", a->severity);
    say_field(text, "urgency", a->urgency);
    say_field(text, "cvss", a->cvss);
    say_list(text, "arches", a->arches, a->arches.count);
    say_field(text, "module", a->module);
    say_field(text, "channel", a->channel);
    say_list(text, "repos", a->repos, a->repos.count);
    say_list(text, "symbols", a->symbols, a->symbols.count);
    say_list(text, "systems", a->systems, a->systems.count);
    say_field(text, "minor", a->minor);
    say_list(text, "aliases", a->aliases, a->aliases.count);
    say_list(text, "vendor", a->vendor_ids, a->vendor_ids.count);
    say_field(text, "published", a->published);
    say_field(text, "available", a->available);
    say_field(text, "informational", a->informational);
    say_field(text, "source", a->source);
    say(text, "\n");
}

static void say_support(struct bytes *text, const struct record_support *support)
{
    say(text, "support %.*s %.*s", SLICE_ARG(support->distro_id), SLICE_ARG(support->release));
    say_day(text, support->end_of_life);
    say_day(text, support->extended_until);
    say(text, "%s", support->authority ? " authority" : "");
}

static void say_kev(struct bytes *text, const struct record_kev *kev)
{
    say(text, "kev %.*s", SLICE_ARG(kev->cve));
    say_day(text, kev->added);
    say_day(text, kev->due);
    say(text, "%s", kev->ransomware ? " ransomware" : "");
}

static bool say_record(void *context, const struct record *record, struct error *error)
{
    struct bytes *text = &((struct collect *)context)->text;

    (void)error;
    switch (record->kind) {
    case RECORD_STATEMENT: feed_test_say(text, &record->statement.advisory, record->statement.secondary); return true;
    case RECORD_WORD:
        say(text, "word %.*s %.*s %.*s", SLICE_ARG(record->word.cve), SLICE_ARG(record->word.source),
            SLICE_ARG(record->word.vector.len ? record->word.vector
                                              : slice_text(severity_name(record->word.severity))));
        break;
    case RECORD_CVE:
        say(text, "cve %.*s", SLICE_ARG(record->cve.cve));
        say_day(text, record->cve.published);
        say(text, "%s", record->cve.rejected ? " rejected" : "");
        break;
    case RECORD_EPSS:
        say(text, "epss %.*s %u %u", SLICE_ARG(record->epss.cve), record->epss.score, record->epss.percentile);
        break;
    case RECORD_KEV: say_kev(text, &record->kev); break;
    case RECORD_SUPPORT: say_support(text, &record->support); break;
    case RECORD_REPOSITORY:
        say(text, "repository %.*s", SLICE_ARG(record->repository.name));
        for (size_t i = 0; i < record->repository.cpes.count; i++)
            say(text, " %.*s", SLICE_ARG(record->repository.cpes.at[i]));
        break;
    case RECORD_DAY:
        say(text, "day");
        say_day(text, record->day);
        break;
    case RECORD_PROBLEM:
        say(text, "problem %s %.*s", problem_kind(record->problem.code)->name, SLICE_ARG(record->problem.detail));
        break;
    case RECORD_END: return true;
    }
    say(text, "\n");
    return true;
}

static bool collect_write(void *context, struct slice bytes, struct error *error)
{
    struct collect *collect = context;
    return record_stream_push(collect->stream, bytes, say_record, collect, error);
}

struct slice feed_test_text(struct arena *arena, const struct feed *feed, struct slice path, struct slice content)
{
    struct collect collect = {.stream = record_stream_create(arena), .text = {.arena = arena}};
    struct arena *scratch = arena_create_simple();
    struct test_source source = test_source(content, 61);
    struct feed_file file = {.path = path, .arena = scratch};
    struct reader reader = reader_from(&source.source, scratch);
    struct error error = {0};
    struct feed_emit emit;

    file.reader = &reader;
    emit_init(&emit, scratch, collect_write, &collect);
    emit.path = path;
    if (!feed->read(&file, &emit, &error))
        emit_problem(&emit, error.code, "failed: %s", error.text);
    if (!emit_finish(&emit, &error) || !record_stream_end(collect.stream, &error))
        fail_msg("%s: %s", feed->name, error.text);
    record_stream_destroy(collect.stream);
    arena_destroy(scratch);
    free(source.chunk);
    return bytes_slice(&collect.text);
}

static void run_damaged(const struct feed *feed, struct slice path, struct slice content)
{
    struct slice exact = test_exact(content);
    struct arena *arena = arena_create_simple();

    feed_test_text(arena, feed, path, exact);
    arena_destroy(arena);
    test_exact_free(exact);
}

void feed_test_damage(const struct feed *feed, struct slice path, struct slice content)
{
    struct slice copy = test_exact(content);
    uint8_t *bytes = (uint8_t *)(uintptr_t)copy.at;

    for (size_t len = 0; len < content.len; len++)
        run_damaged(feed, path, slice_head(content, len));
    for (size_t i = 0; i < content.len; i++) {
        bytes[i] ^= (uint8_t)(1u << i % 8);
        run_damaged(feed, path, copy);
        bytes[i] = content.at[i];
    }
    test_exact_free(copy);
}

struct cases {
    const struct feed *feed;
    const struct feed_case *at;
    size_t count;
};

static void test_cases(void **state)
{
    const struct cases *cases = *state;
    const struct feed *feed = cases->feed;

    for (size_t i = 0; i < cases->count; i++) {
        const struct feed_case *one = &cases->at[i];
        struct arena *arena = arena_create_simple();
        struct slice text = feed_test_text(arena, feed, slice_text(one->path), slice_text(one->content));

        if (!slice_equal(text, slice_text(one->text)))
            fail_msg("%s: %s: said\n%.*sinstead of\n%s", feed->name, one->name, SLICE_ARG(text), one->text);
        arena_destroy(arena);
        feed_test_damage(feed, slice_text(one->path), slice_text(one->content));
    }
}

int feed_test_main(const struct feed *feed, const struct feed_case *at, size_t count)
{
    struct cases cases = {feed, at, count};
    const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(test_cases, &cases)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
