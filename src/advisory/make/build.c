#include "advisory/make/build.h"

#include "advisory/cve.h"
#include "advisory/day.h"
#include "advisory/make/collect.h"

enum {
    BUILD_LEFT_OUT = -1,               /* as uint32_t */
    STATEMENTS_MAX = 20 * 1000 * 1000, /* 640 MB; all feeds of today have some four million */
    INTERNED_MAX = 1 << 28,
    PROBLEMS_SHOWN = 5, /* of one source */
};

struct build *build_create(const struct build_options *options)
{
    struct arena *arena = arena_create_simple();
    struct build *build = arena_new(arena, struct build);

    build->arena = arena;
    build->scratch = arena_create_simple();
    build->releases = options->releases;
    build->release_count = options->release_count;
    intern_init(&build->interned, arena, options->seed);
    build->empty = intern_put(&build->interned, (struct slice){0});
    return build;
}

void build_destroy(struct build *build)
{
    arena_destroy(build->scratch);
    arena_destroy(build->arena);
}

size_t build_feed(struct build *build, const struct feed *feed, struct slice day, bool complete)
{
    struct build_source *source = ARENA_PUSH(build->arena, &build->sources);

    source->row = feed;
    source->complete = complete;
    (void)day_parse(day, &source->day_otherwise);
    return build->sources.count - 1;
}

const struct build_release *build_release(const struct build *build, struct slice segment)
{
    for (size_t i = 0; i < build->release_count; i++)
        if (slice_equal(build->releases[i].name, segment))
            return &build->releases[i];
    return NULL;
}

/* The segment of a shape, once for each. */
static uint32_t segment_of(struct build *build, uint32_t shape, const struct advisory *a)
{
    struct slice name;

    while (shape >= build->shape_room) {
        size_t before = build->shape_room;
        build->shape_segments = arena_grow(build->arena, build->shape_segments, before, &build->shape_room,
                                           sizeof build->shape_segments[0], _Alignof(uint32_t));
        memset(build->shape_segments + before, 0, (build->shape_room - before) * sizeof build->shape_segments[0]);
    }
    if (build->shape_segments[shape] == 0) {
        name = segment_name(build->arena, a->distro_id, a->release, a->ecosystem);
        build->shape_segments[shape] = build->release_count == 0 || build_release(build, name)
                                           ? intern_put(&build->interned, name) + 1
                                           : (uint32_t)BUILD_LEFT_OUT;
    }
    return build->shape_segments[shape];
}

static struct slice statement_key(struct arena *arena, const struct advisory *a)
{
    struct slice key = a->cpe.len ? advisory_cpe_key(arena, a->cpe) : advisory_key(arena, a->ecosystem, a->package);

    return key.len ? key : a->package;
}

static bool take_statement(struct build *build, size_t feed, const struct record *record)
{
    const struct advisory *a = &record->statement.advisory;
    uint32_t shape = intern_put(&build->interned, record->statement.shape), code;
    uint32_t segment = segment_of(build, shape, a);
    struct build_statement *statement;

    if (segment == (uint32_t)BUILD_LEFT_OUT)
        return true;
    statement = ARENA_PUSH(build->arena, &build->statements);
    statement->segment = segment - 1;
    statement->shape = shape;
    statement->feed = (uint16_t)feed;
    statement->secondary = record->statement.secondary;
    statement->package = intern_put(&build->interned, statement_key(build->scratch, a));
    statement->id = cve_code(a->id, &code) ? code : BUILD_NAMED + intern_put(&build->interned, a->id);
    statement->bound = intern_put(&build->interned, record->statement.bound);
    statement->extra = intern_put(&build->interned, record->statement.extra);
    return build->statements.count < STATEMENTS_MAX && intern_count(&build->interned) < INTERNED_MAX;
}

static bool take_word(struct build *build, size_t feed, const struct record *record)
{
    struct build_word word = {.source = intern_put(&build->interned, record->word.source),
                              .vector = intern_put(&build->interned, record->word.vector),
                              .severity = record->word.severity};

    if (cve_code(record->word.cve, &word.cve)) {
        *ARENA_PUSH(build->arena, &build->words) = word;
        build->sources.at[feed].says[BUILD_CVSS] = true;
    }
    return build->words.count < STATEMENTS_MAX;
}

static bool take_cve(struct build *build, size_t feed, const struct record *record)
{
    struct build_cve cve = {.published = record->cve.published, .rejected = record->cve.rejected};

    if (cve_code(record->cve.cve, &cve.cve)) {
        *ARENA_PUSH(build->arena, &build->cves) = cve;
        build->sources.at[feed].says[BUILD_CVSS] = true;
    }
    return build->cves.count < STATEMENTS_MAX;
}

static bool take_epss(struct build *build, size_t feed, const struct record *record)
{
    struct build_epss epss = {.score = record->epss.score, .percentile = record->epss.percentile};

    if (cve_code(record->epss.cve, &epss.cve)) {
        *ARENA_PUSH(build->arena, &build->epss) = epss;
        build->sources.at[feed].scores = true;
        build->sources.at[feed].says[BUILD_SIGNALS] = true;
    }
    return build->epss.count < STATEMENTS_MAX;
}

static bool take_kev(struct build *build, size_t feed, const struct record *record)
{
    struct build_kev kev = {.added = record->kev.added, .due = record->kev.due, .ransomware = record->kev.ransomware};

    if (cve_code(record->kev.cve, &kev.cve)) {
        *ARENA_PUSH(build->arena, &build->kev) = kev;
        build->sources.at[feed].says[BUILD_SIGNALS] = true;
    }
    return build->kev.count < STATEMENTS_MAX;
}

static bool take_support(struct build *build, size_t feed, const struct record *record)
{
    *ARENA_PUSH(build->arena, &build->support) = (struct build_support){
        .product = intern_put(&build->interned, record->support.distro_id),
        .release = intern_put(&build->interned, record->support.release),
        .end_of_life = record->support.end_of_life,
        .extended_until = record->support.extended_until,
        .authority = record->support.authority,
    };
    build->sources.at[feed].says[BUILD_FACTS] = true;
    return build->support.count < STATEMENTS_MAX;
}

static bool take_repository(struct build *build, size_t feed, const struct record *record)
{
    struct bytes cpes = {.arena = build->scratch};

    bytes_put_list(&cpes, record->repository.cpes);
    *ARENA_PUSH(build->arena, &build->repositories) = (struct build_repository){
        .name = intern_put(&build->interned, record->repository.name),
        .cpes = intern_put(&build->interned, bytes_slice(&cpes)),
    };
    build->sources.at[feed].says[BUILD_FACTS] = true;
    return build->repositories.count < STATEMENTS_MAX;
}

static bool take_day(struct build *build, size_t feed, const struct record *record)
{
    if (record->day > build->sources.at[feed].day)
        build->sources.at[feed].day = record->day;
    return true;
}

static bool take_problem(struct build *build, size_t feed, const struct record *record)
{
    struct build_source *source = &build->sources.at[feed];

    if (source->problems++ < PROBLEMS_SHOWN)
        *ARENA_PUSH(build->arena, &build->summary.problems) = (struct problem){
            .code = record->problem.code,
            .layer = -1,
            .path = arena_format(build->arena, "%s: %.*s", source->row->name, SLICE_ARG(record->problem.path)),
            .detail = arena_copy(build->arena, record->problem.detail),
        };
    return true;
}

static bool take_end(struct build *build, size_t feed, const struct record *record)
{
    (void)feed;
    build->summary.problem_count += record->end.problems;
    return true;
}

bool build_take(struct build *build, size_t feed, const struct record *record, struct error *error)
{
    static bool (*const takes[])(struct build * build, size_t feed, const struct record *record) = {
        [RECORD_STATEMENT] = take_statement,
        [RECORD_WORD] = take_word,
        [RECORD_CVE] = take_cve,
        [RECORD_EPSS] = take_epss,
        [RECORD_KEV] = take_kev,
        [RECORD_SUPPORT] = take_support,
        [RECORD_REPOSITORY] = take_repository,
        [RECORD_DAY] = take_day,
        [RECORD_PROBLEM] = take_problem,
        [RECORD_END] = take_end,
    };
    struct arena_mark mark = arena_mark(build->scratch);
    bool good = takes[record->kind](build, feed, record);

    arena_reset(build->scratch, mark);
    return good || fail(error, ERROR_LIMIT, "more records than a build can hold");
}
