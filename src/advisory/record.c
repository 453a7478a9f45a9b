#include "advisory/record.h"

#include "advisory/day.h"
#include "advisory/part.h"
#include "base/load.h"

static void put_statement(struct bytes *bytes, const struct record *record)
{
    const struct advisory *a = &record->statement.advisory;
    struct bytes part = {.arena = bytes->arena};

    bytes_put_u8(bytes, record->statement.secondary);
    bytes_put_text(bytes, a->package);
    bytes_put_text(bytes, a->id);
    part_put_shape(&part, a);
    bytes_put_text(bytes, bytes_slice(&part));
    part.count = 0;
    part_put_bound(&part, a);
    bytes_put_text(bytes, bytes_slice(&part));
    part.count = 0;
    part_put_extra(&part, a);
    bytes_put_text(bytes, bytes_slice(&part));
}

static struct slice take_part(struct reader *r)
{
    uint64_t len = bytes_take_below(r, RECORD_LEN_MAX);
    return reader_take(r, len);
}

static bool take_statement(struct reader *r, struct arena *arena, struct record *record)
{
    struct advisory *a = &record->statement.advisory;

    record->statement.secondary = bytes_take_below(r, 2);
    a->package = bytes_take_text(r);
    a->id = bytes_take_text(r);
    record->statement.shape = take_part(r);
    record->statement.bound = take_part(r);
    record->statement.extra = take_part(r);
    return !r->failed && a->package.len && a->id.len && part_take_shape(record->statement.shape, arena, a) &&
           part_take_bound(record->statement.bound, arena, a) && part_take_extra(record->statement.extra, arena, a);
}

static void put_word(struct bytes *bytes, const struct record *record)
{
    bytes_put_text(bytes, record->word.cve);
    bytes_put_text(bytes, record->word.source);
    bytes_put_text(bytes, record->word.vector);
    bytes_put_u8(bytes, (uint8_t)record->word.severity);
}

static bool take_word(struct reader *r, struct arena *arena, struct record *record)
{
    (void)arena;
    record->word.cve = bytes_take_text(r);
    record->word.source = bytes_take_text(r);
    record->word.vector = bytes_take_text(r);
    record->word.severity = (enum severity)bytes_take_below(r, SEVERITY_CRITICAL + 1);
    return record->word.cve.len && record->word.source.len;
}

static void put_cve(struct bytes *bytes, const struct record *record)
{
    bytes_put_text(bytes, record->cve.cve);
    bytes_put_number(bytes, record->cve.published);
    bytes_put_u8(bytes, record->cve.rejected);
}

static bool take_cve(struct reader *r, struct arena *arena, struct record *record)
{
    (void)arena;
    record->cve.cve = bytes_take_text(r);
    record->cve.published = (uint32_t)bytes_take_below(r, DAY_LIMIT);
    record->cve.rejected = bytes_take_below(r, 2);
    return record->cve.cve.len;
}

static void put_epss(struct bytes *bytes, const struct record *record)
{
    bytes_put_text(bytes, record->epss.cve);
    bytes_put_number(bytes, record->epss.score);
    bytes_put_number(bytes, record->epss.percentile);
}

static bool take_epss(struct reader *r, struct arena *arena, struct record *record)
{
    (void)arena;
    record->epss.cve = bytes_take_text(r);
    record->epss.score = (uint32_t)bytes_take_below(r, 100001);
    record->epss.percentile = (uint32_t)bytes_take_below(r, 100001);
    return record->epss.cve.len;
}

static void put_kev(struct bytes *bytes, const struct record *record)
{
    bytes_put_text(bytes, record->kev.cve);
    bytes_put_number(bytes, record->kev.added);
    bytes_put_number(bytes, record->kev.due);
    bytes_put_u8(bytes, record->kev.ransomware);
}

static bool take_kev(struct reader *r, struct arena *arena, struct record *record)
{
    (void)arena;
    record->kev.cve = bytes_take_text(r);
    record->kev.added = (uint32_t)bytes_take_below(r, DAY_LIMIT);
    record->kev.due = (uint32_t)bytes_take_below(r, DAY_LIMIT);
    record->kev.ransomware = bytes_take_below(r, 2);
    return record->kev.cve.len;
}

static void put_support(struct bytes *bytes, const struct record *record)
{
    bytes_put_text(bytes, record->support.distro_id);
    bytes_put_text(bytes, record->support.release);
    bytes_put_number(bytes, record->support.end_of_life);
    bytes_put_number(bytes, record->support.extended_until);
    bytes_put_u8(bytes, record->support.authority);
}

static bool take_support(struct reader *r, struct arena *arena, struct record *record)
{
    (void)arena;
    record->support.distro_id = bytes_take_text(r);
    record->support.release = bytes_take_text(r);
    record->support.end_of_life = (uint32_t)bytes_take_below(r, DAY_LIMIT);
    record->support.extended_until = (uint32_t)bytes_take_below(r, DAY_LIMIT);
    record->support.authority = bytes_take_below(r, 2);
    return record->support.distro_id.len;
}

static void put_repository(struct bytes *bytes, const struct record *record)
{
    bytes_put_text(bytes, record->repository.name);
    bytes_put_list(bytes, record->repository.cpes);
}

static bool take_repository(struct reader *r, struct arena *arena, struct record *record)
{
    record->repository.name = bytes_take_text(r);
    record->repository.cpes = bytes_take_list(r, arena);
    return record->repository.name.len;
}

static void put_day(struct bytes *bytes, const struct record *record)
{
    bytes_put_number(bytes, record->day);
}

static bool take_day(struct reader *r, struct arena *arena, struct record *record)
{
    (void)arena;
    record->day = (uint32_t)bytes_take_below(r, DAY_LIMIT);
    return true;
}

static void put_problem(struct bytes *bytes, const struct record *record)
{
    bytes_put_u8(bytes, (uint8_t)record->problem.code);
    bytes_put_text(bytes, record->problem.path);
    bytes_put_text(bytes, record->problem.detail);
}

static bool take_problem(struct reader *r, struct arena *arena, struct record *record)
{
    (void)arena;
    record->problem.code = (enum error_code)bytes_take_below(r, ERROR_COUNT);
    record->problem.path = bytes_take_text(r);
    record->problem.detail = bytes_take_text(r);
    return true;
}

static void put_end(struct bytes *bytes, const struct record *record)
{
    bytes_put_number(bytes, record->end.problems);
}

static bool take_end(struct reader *r, struct arena *arena, struct record *record)
{
    (void)arena;
    record->end.problems = bytes_take_number(r);
    return true;
}

static const struct {
    void (*put)(struct bytes *bytes, const struct record *record);
    bool (*take)(struct reader *r, struct arena *arena, struct record *record);
} kinds[] = {
    [RECORD_STATEMENT] = {put_statement, take_statement},
    [RECORD_WORD] = {put_word, take_word},
    [RECORD_CVE] = {put_cve, take_cve},
    [RECORD_EPSS] = {put_epss, take_epss},
    [RECORD_KEV] = {put_kev, take_kev},
    [RECORD_SUPPORT] = {put_support, take_support},
    [RECORD_REPOSITORY] = {put_repository, take_repository},
    [RECORD_DAY] = {put_day, take_day},
    [RECORD_PROBLEM] = {put_problem, take_problem},
    [RECORD_END] = {put_end, take_end},
};

void record_put(struct bytes *bytes, const struct record *record)
{
    size_t start = bytes->count, len;

    bytes_put(bytes, S("\0\0\0\0\0"));
    kinds[record->kind].put(bytes, record);
    len = bytes->count - start - RECORD_HEAD;
    bytes->at[start] = (uint8_t)record->kind;
    for (size_t i = 0; i < 4; i++)
        bytes->at[start + 1 + i] = (uint8_t)(len >> 8 * i);
}

bool record_take(uint8_t kind, struct slice payload, struct arena *arena, struct record *record, struct error *error)
{
    struct reader r = reader_over(payload);

    if (kind >= sizeof kinds / sizeof kinds[0] || kinds[kind].take == NULL)
        return fail(error, ERROR_MALFORMED, "a record of the unknown kind %u", kind);
    *record = (struct record){.kind = kind};
    if (!kinds[kind].take(&r, arena, record) || r.failed || !reader_at_end(&r))
        return fail(error, ERROR_MALFORMED, "a record of kind %u is damaged", kind);
    return true;
}

struct record_stream *record_stream_create(struct arena *arena)
{
    struct record_stream *stream = arena_new(arena, struct record_stream);

    stream->scratch = arena_create_simple();
    stream->rest.arena = arena_create_simple();
    return stream;
}

void record_stream_destroy(struct record_stream *stream)
{
    arena_destroy(stream->scratch);
    arena_destroy(stream->rest.arena);
}

/*
 * Takes the records that are whole in `piece`.
 * left     what is not, at the end
 */
static bool take_whole(struct record_stream *stream, struct slice piece, struct slice *left,
                       bool (*take)(void *context, const struct record *record, struct error *error), void *context,
                       struct error *error)
{
    while (piece.len >= RECORD_HEAD) {
        size_t len = load_le32(piece.at + 1);
        struct arena_mark mark = arena_mark(stream->scratch);
        struct record record;
        bool good;

        if (stream->ended)
            return fail(error, ERROR_MALFORMED, "a record behind the end");
        if (len > RECORD_LEN_MAX)
            return fail(error, ERROR_LIMIT, "a record of %zu bytes", len);
        if (len > piece.len - RECORD_HEAD)
            break;
        good = record_take(piece.at[0], slice_of(piece.at + RECORD_HEAD, len), stream->scratch, &record, error) &&
               take(context, &record, error);
        arena_reset(stream->scratch, mark);
        if (!good)
            return false;
        stream->ended = record.kind == RECORD_END;
        piece = slice_skip(piece, RECORD_HEAD + len);
    }
    *left = piece;
    return true;
}

bool record_stream_push(struct record_stream *stream, struct slice piece,
                        bool (*take)(void *context, const struct record *record, struct error *error), void *context,
                        struct error *error)
{
    struct slice left;

    if (stream->rest.count) {
        bytes_put(&stream->rest, piece);
        piece = bytes_slice(&stream->rest);
    }
    if (!take_whole(stream, piece, &left, take, context, error))
        return false;
    if (stream->rest.count) {
        memmove(stream->rest.at, left.at, left.len);
        stream->rest.count = left.len;
    } else {
        bytes_put(&stream->rest, left);
    }
    return true;
}

bool record_stream_end(const struct record_stream *stream, struct error *error)
{
    if (!stream->ended || stream->rest.count)
        return fail(error, ERROR_TRUNCATED, "the records end before their end");
    return true;
}
