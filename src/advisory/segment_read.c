#include <sqlite3.h>

#include "advisory/segment.h"

static const char *const queries[QUERY_COUNT] = {
    [QUERY_PACKAGE] = "SELECT rules FROM packages WHERE name = ?1",
    [QUERY_SHAPE] = "SELECT shape FROM shapes WHERE id = ?1",
    [QUERY_BLOCK] = "SELECT body FROM blocks WHERE id = ?1",
    [QUERY_WORD] = "SELECT text FROM words WHERE id = ?1",
    [QUERY_REPOSITORY] = "SELECT cpes FROM repositories WHERE name = ?1",
    [QUERY_META] = "SELECT value FROM meta WHERE key = ?1",
    [QUERY_SUPPORT] = "SELECT end_of_life, extended_until FROM support WHERE distro = ?1 AND release = ?2",
    [QUERY_NAMES] = "SELECT name FROM packages ORDER BY name",
};

/* What one value may be: the rules of the largest package of all (a kernel) take some 200 KiB. */
enum { VALUE_MAX = 64 * 1024 * 1024 };

static bool read_fail(struct segment *segment, struct error *error)
{
    return fail(error, ERROR_DATABASE_UNREADABLE, "'%s': %s", segment->path,
                segment->database ? sqlite3_errmsg(segment->database) : "no memory");
}

/* returns  the statement, not yet run, or NULL with `error` set */
static sqlite3_stmt *statement_of(struct segment *segment, enum segment_query query, struct error *error)
{
    sqlite3_stmt **statement = &segment->queries[query];

    if (*statement) {
        sqlite3_reset(*statement);
        return *statement;
    }
    if (sqlite3_prepare_v3(segment->database, queries[query], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) ==
        SQLITE_OK)
        return *statement;
    read_fail(segment, error);
    return NULL;
}

static void bind_text(sqlite3_stmt *statement, int place, struct slice text)
{
    sqlite3_bind_text64(statement, place, text.len ? (const char *)text.at : "", text.len, SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

/* The first column of the row that the bound statement finds. */
static bool value_of(struct segment *segment, sqlite3_stmt *statement, struct slice *value, struct error *error)
{
    int state = sqlite3_step(statement);
    const void *at;

    *value = (struct slice){0};
    if (state == SQLITE_DONE)
        return true;
    if (state != SQLITE_ROW)
        return read_fail(segment, error);
    at = sqlite3_column_blob(statement, 0);
    *value = at ? slice_of(at, (size_t)sqlite3_column_bytes(statement, 0)) : S("");
    return true;
}

static bool get_by_text(struct segment *segment, enum segment_query query, struct slice key, struct slice *value,
                        struct error *error)
{
    sqlite3_stmt *statement = statement_of(segment, query, error);

    if (statement == NULL)
        return false;
    bind_text(statement, 1, key);
    return value_of(segment, statement, value, error);
}

static bool get_by_id(struct segment *segment, enum segment_query query, uint32_t id, struct slice *value,
                      struct error *error)
{
    sqlite3_stmt *statement = statement_of(segment, query, error);

    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, id);
    return value_of(segment, statement, value, error);
}

bool segment_get_package(struct segment *segment, struct slice name, struct slice *rules, struct error *error)
{
    return get_by_text(segment, QUERY_PACKAGE, name, rules, error);
}

bool segment_get_repository(struct segment *segment, struct slice name, struct slice *cpes, struct error *error)
{
    return get_by_text(segment, QUERY_REPOSITORY, name, cpes, error);
}

bool segment_get_meta(struct segment *segment, struct slice key, struct slice *value, struct error *error)
{
    return get_by_text(segment, QUERY_META, key, value, error);
}

bool segment_get_shape(struct segment *segment, uint32_t id, struct slice *shape, struct error *error)
{
    return get_by_id(segment, QUERY_SHAPE, id, shape, error);
}

bool segment_get_block(struct segment *segment, uint32_t block, struct slice *body, struct error *error)
{
    return get_by_id(segment, QUERY_BLOCK, block, body, error);
}

bool segment_get_word(struct segment *segment, uint32_t id, struct slice *text, struct error *error)
{
    return get_by_id(segment, QUERY_WORD, id, text, error);
}

bool segment_get_support(struct segment *segment, struct slice distro_id, struct slice release, uint32_t *end_of_life,
                         uint32_t *extended_until, struct error *error)
{
    sqlite3_stmt *statement = statement_of(segment, QUERY_SUPPORT, error);
    int state;

    if (statement == NULL)
        return false;
    error->code = ERROR_NONE;
    bind_text(statement, 1, distro_id);
    bind_text(statement, 2, release);
    state = sqlite3_step(statement);
    if (state == SQLITE_DONE)
        return false;
    if (state != SQLITE_ROW)
        return read_fail(segment, error);
    *end_of_life = (uint32_t)sqlite3_column_int64(statement, 0);
    *extended_until = (uint32_t)sqlite3_column_int64(statement, 1);
    return true;
}

bool segment_each_name(struct segment *segment, bool (*visit)(void *context, struct slice package), void *context,
                       struct error *error)
{
    sqlite3_stmt *statement;
    int state = SQLITE_DONE;

    if (segment->kind != SEGMENT_PACKAGES)
        return true;
    statement = statement_of(segment, QUERY_NAMES, error);
    if (statement == NULL)
        return false;
    while ((state = sqlite3_step(statement)) == SQLITE_ROW) {
        const void *at = sqlite3_column_blob(statement, 0);
        if (!visit(context, slice_of(at, (size_t)sqlite3_column_bytes(statement, 0))))
            return true;
    }
    return state == SQLITE_DONE || read_fail(segment, error);
}

/* "file:PATH?immutable=1": https://www.sqlite.org/uri.html; no locks, no look for a journal. */
static char *uri_of(struct arena *arena, const char *path)
{
    char *uri = arena_array(arena, char, 3 * strlen(path) + 64), *out = uri;

    memcpy(out, "file:", 5);
    out += 5;
    for (const char *at = path; *at; at++) {
        bool plain = *at != '%' && *at != '?' && *at != '#';
        if (plain) {
            *out++ = *at;
        } else {
            *out++ = '%';
            *out++ = "0123456789ABCDEF"[(unsigned char)*at >> 4];
            *out++ = "0123456789ABCDEF"[*at & 15];
        }
    }
    memcpy(out, "?immutable=1&mode=ro", 21);
    return uri;
}

/* The schema must be, to the letter, what segment_write.c makes: no views, no triggers, nothing else. */
static bool schema_is(struct segment *segment, enum segment_kind kind)
{
    const char *const *schema = segment_schema(kind);
    sqlite3_stmt *statement = NULL;
    bool same = sqlite3_prepare_v2(segment->database, "SELECT sql FROM sqlite_schema ORDER BY rowid", -1, &statement,
                                   NULL) == SQLITE_OK;
    size_t count = 0;

    while (same && sqlite3_step(statement) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(statement, 0);
        same = sql && schema[count] && strcmp(sql, schema[count]) == 0;
        count++;
    }
    sqlite3_finalize(statement);
    return same && schema[count] == NULL;
}

static bool pragma_is(struct segment *segment, const char *sql, sqlite3_int64 value)
{
    sqlite3_stmt *statement = NULL;
    bool same = sqlite3_prepare_v2(segment->database, sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int64(statement, 0) == value;

    sqlite3_finalize(statement);
    return same;
}

static bool segment_check(struct segment *segment, struct slice name, struct error *error)
{
    struct slice said;

    if (!pragma_is(segment, "PRAGMA application_id", SEGMENT_APPLICATION))
        return fail(error, ERROR_DATABASE_UNREADABLE, "'%s': not a segment", segment->path);
    if (!pragma_is(segment, "PRAGMA user_version", SEGMENT_FORMAT))
        return fail(error, ERROR_DATABASE_UNREADABLE,
                    "'%s': made by another version of seaworthy: make the database again with 'seaworthy db build'",
                    segment->path);
    while (segment->kind < SEGMENT_KINDS && !schema_is(segment, segment->kind))
        segment->kind++;
    if (segment->kind == SEGMENT_KINDS)
        return fail(error, ERROR_DATABASE_UNREADABLE, "'%s': not a segment", segment->path);
    if (!segment_get_meta(segment, S("name"), &said, error))
        return false;
    if (!slice_equal(said, name))
        return fail(error, ERROR_DATABASE_UNREADABLE, "'%s': the segment of another name", segment->path);
    return true;
}

struct segment *segment_open(const char *path, struct slice name, struct error *error)
{
    struct arena *arena = arena_create_simple();
    struct segment *segment = arena_new(arena, struct segment);

    segment->arena = arena;
    segment->scratch = arena_create_simple();
    segment->scratch_mark = arena_mark(segment->scratch);
    segment->path = arena_text(arena, slice_text(path));
    segment->name = arena_copy(arena, name);
    if (sqlite3_open_v2(uri_of(arena, path), &segment->database,
                        SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        read_fail(segment, error);
        segment_close(segment);
        return NULL;
    }
    sqlite3_db_config(segment->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(segment->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(segment->database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(segment->database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_limit(segment->database, SQLITE_LIMIT_LENGTH, VALUE_MAX);
    sqlite3_exec(segment->database, "PRAGMA cell_size_check=ON", NULL, NULL, NULL);
    if (segment_check(segment, name, error))
        return segment;
    segment_close(segment);
    return NULL;
}

void segment_close(struct segment *segment)
{
    for (size_t i = 0; i < QUERY_COUNT; i++)
        sqlite3_finalize(segment->queries[i]);
    sqlite3_close(segment->database);
    arena_destroy(segment->scratch);
    arena_destroy(segment->arena);
}
