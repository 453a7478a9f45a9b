#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "advisory/segment.h"
#include "base/cleanup.h"

struct segment_writer {
    sqlite3 *database;
    char *path;
    struct {
        const char *sql;
        sqlite3_stmt *statement;
    } inserts[4];
    bool failed;
    struct error error;
};

static void writer_fail(struct segment_writer *writer, const char *what)
{
    if (writer->failed)
        return;
    writer->failed = true;
    fail(&writer->error, ERROR_INTERNAL, "'%s': %s: %s", writer->path, what,
         writer->database ? sqlite3_errmsg(writer->database) : "no memory");
}

static void writer_run(struct segment_writer *writer, const char *sql)
{
    if (!writer->failed && sqlite3_exec(writer->database, sql, NULL, NULL, NULL) != SQLITE_OK)
        writer_fail(writer, "cannot be written");
}

struct segment_writer *segment_create(struct arena *arena, const char *path, enum segment_kind kind, struct slice name,
                                      struct error *error)
{
    struct segment_writer *writer = arena_new(arena, struct segment_writer);
    const char *const *schema = segment_schema(kind);

    writer->path = arena_text(arena, slice_text(path));
    (void)unlink(path);
    if (sqlite3_open_v2(path, &writer->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        writer_fail(writer, "cannot be made");
    /* Nobody reads the file before it has its name: no journal, no locks, one transaction. */
    writer_run(writer, "PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                       "PRAGMA locking_mode=EXCLUSIVE; PRAGMA auto_vacuum=NONE; PRAGMA encoding='UTF-8';"
                       "PRAGMA application_id=1398228034; PRAGMA user_version=2; BEGIN");
    _Static_assert(SEGMENT_PAGE == 4096 && SEGMENT_APPLICATION == 1398228034 && SEGMENT_FORMAT == 2, "as above");
    for (size_t i = 0; schema[i]; i++)
        writer_run(writer, schema[i]);
    segment_put_meta(writer, S("name"), name);
    if (!writer->failed)
        return writer;
    (void)segment_finish(writer, error);
    return NULL;
}

/* The prepared statement for `sql`, made when it is used first. */
static sqlite3_stmt *writer_statement(struct segment_writer *writer, const char *sql)
{
    for (size_t i = 0; i < sizeof writer->inserts / sizeof writer->inserts[0] && !writer->failed; i++) {
        if (writer->inserts[i].sql == NULL) {
            writer->inserts[i].sql = sql;
            if (sqlite3_prepare_v3(writer->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &writer->inserts[i].statement,
                                   NULL) != SQLITE_OK)
                writer_fail(writer, "cannot be written");
        }
        if (strcmp(writer->inserts[i].sql, sql) == 0)
            return writer->inserts[i].statement;
    }
    return NULL;
}

static void writer_step(struct segment_writer *writer, sqlite3_stmt *statement)
{
    if (!writer->failed && sqlite3_step(statement) != SQLITE_DONE)
        writer_fail(writer, "cannot be written");
    sqlite3_reset(statement);
}

static void bind_text(sqlite3_stmt *statement, int place, struct slice text)
{
    sqlite3_bind_text64(statement, place, text.len ? (const char *)text.at : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}

static void bind_blob(sqlite3_stmt *statement, int place, struct slice blob)
{
    sqlite3_bind_blob64(statement, place, blob.len ? (const void *)blob.at : "", blob.len, SQLITE_STATIC);
}

static void put_by_name(struct segment_writer *writer, const char *sql, struct slice name, struct slice blob)
{
    sqlite3_stmt *statement = writer_statement(writer, sql);

    bind_text(statement, 1, name);
    bind_blob(statement, 2, blob);
    writer_step(writer, statement);
}

void segment_put_package(struct segment_writer *writer, struct slice name, struct slice rules)
{
    put_by_name(writer, "INSERT INTO packages VALUES(?1, ?2)", name, rules);
}

void segment_put_repository(struct segment_writer *writer, struct slice name, struct slice cpes)
{
    put_by_name(writer, "INSERT INTO repositories VALUES(?1, ?2)", name, cpes);
}

static void put_by_id(struct segment_writer *writer, const char *sql, uint32_t id, struct slice value, bool text)
{
    sqlite3_stmt *statement = writer_statement(writer, sql);

    sqlite3_bind_int64(statement, 1, id);
    if (text)
        bind_text(statement, 2, value);
    else
        bind_blob(statement, 2, value);
    writer_step(writer, statement);
}

void segment_put_shape(struct segment_writer *writer, uint32_t id, struct slice shape)
{
    put_by_id(writer, "INSERT INTO shapes VALUES(?1, ?2)", id, shape, false);
}

void segment_put_block(struct segment_writer *writer, uint32_t block, struct slice body)
{
    put_by_id(writer, "INSERT INTO blocks VALUES(?1, ?2)", block, body, false);
}

void segment_put_word(struct segment_writer *writer, uint32_t id, struct slice text)
{
    put_by_id(writer, "INSERT INTO words VALUES(?1, ?2)", id, text, true);
}

void segment_put_support(struct segment_writer *writer, struct slice distro_id, struct slice release,
                         uint32_t end_of_life, uint32_t extended_until)
{
    sqlite3_stmt *statement = writer_statement(writer, "INSERT INTO support VALUES(?1, ?2, ?3, ?4)");

    bind_text(statement, 1, distro_id);
    bind_text(statement, 2, release);
    sqlite3_bind_int64(statement, 3, end_of_life);
    sqlite3_bind_int64(statement, 4, extended_until);
    writer_step(writer, statement);
}

void segment_put_meta(struct segment_writer *writer, struct slice key, struct slice value)
{
    sqlite3_stmt *statement = writer_statement(writer, "INSERT INTO meta VALUES(?1, ?2)");

    bind_text(statement, 1, key);
    bind_text(statement, 2, value);
    writer_step(writer, statement);
}

/*
 * The database header (https://www.sqlite.org/fileformat2.html#the_database_header) tells how often the file was
 * changed and which SQLite did it. The change counter and the version for which it is valid must be equal, or readers
 * would not trust the size that the header tells.
 */
static bool make_constant(const char *path, struct error *error)
{
    static const struct {
        off_t at;
        uint8_t value[4];
    } fields[] = {
        {24, {0, 0, 0, 1}},             /* file change counter */
        {92, {0, 0, 0, 1}},             /* version-valid-for */
        {96, {0x00, 0x2e, 0x63, 0x1a}}, /* 3040026: the format, not the library that wrote it */
    };
    int file cleanup_close = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);

    if (file < 0)
        return fail(error, ERROR_INTERNAL, "'%s' cannot be opened", path);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (pwrite(file, fields[i].value, 4, fields[i].at) != 4)
            return fail(error, ERROR_INTERNAL, "'%s' cannot be written", path);
    return true;
}

bool segment_finish(struct segment_writer *writer, struct error *error)
{
    writer_run(writer, "COMMIT");
    for (size_t i = 0; i < sizeof writer->inserts / sizeof writer->inserts[0]; i++)
        sqlite3_finalize(writer->inserts[i].statement);
    if (sqlite3_close(writer->database) != SQLITE_OK)
        writer_fail(writer, "cannot be closed");
    if (writer->failed)
        *error = writer->error;
    return !writer->failed && make_constant(writer->path, error);
}
