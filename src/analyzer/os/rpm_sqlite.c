/*
 * rpm's database since 4.16: an SQLite file with a table Packages(hnum INTEGER PRIMARY KEY, blob BLOB) and others that
 * are indexes (rpm lib/backend/sqlite.cc), in WAL mode, so that what was installed last may stand in
 * 'rpmdb.sqlite-wal'. SQLite reads it through rpm_vfs.c; of its language, what the file says is kept from being run: no
 * views, no virtual tables, no triggers, no functions in the schema. Blobs are read piece by piece, so that SQLite
 * never holds one.
 */
#include "analyzer/os/rpm_package.h"
#include "analyzer/os/rpm_vfs.h"

/* SQLite keeps at most so many KiB of pages. */
#define CACHE_KIB "1024"

/*
 * Instructions of SQLite's machine, counted in steps of 1,000. A row of a table takes about ten: a million rows of
 * Packages, and ten thousand of the schema (rpm's has sixty; SQLite's time for it grows with its square). It ends trees
 * of pages that were made to have no end.
 */
enum { STEP_INSTRUCTIONS = 1000, STEPS_SCHEMA = 100, STEPS_ROWS = 10 * 1000 };

struct rpm_sqlite {
    sqlite3 *database;
    struct rpm_rows rows;
    int steps, steps_max;
};

static enum error_code sqlite_problem(int code)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
    case SQLITE_INTERRUPT: return ERROR_LIMIT;
    default: return ERROR_DATABASE_UNREADABLE;
    }
}

/* sqlite3_errmsg would quote the file; this is one of SQLite's own sentences. */
static bool sqlite_fail(struct error *error, int code, const char *doing)
{
    return fail(error, sqlite_problem(code), "%s: %s", doing,
                (code & 0xff) == SQLITE_INTERRUPT ? "its tree or schema has no end" : sqlite3_errstr(code));
}

static int sqlite_progress(void *context)
{
    struct rpm_sqlite *sqlite = context;
    return ++sqlite->steps > sqlite->steps_max;
}

/* Our two statements read Packages and the schema; whatever the file would run besides is refused. */
static int sqlite_allow(void *context, int action, const char *first, const char *second, const char *database,
                        const char *inner)
{
    (void)context;
    (void)first;
    (void)second;
    (void)database;
    if (inner)
        return SQLITE_DENY;
    return action == SQLITE_SELECT || action == SQLITE_READ ? SQLITE_OK : SQLITE_DENY;
}

static int sqlite_harden(struct rpm_sqlite *sqlite)
{
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},   {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
    };
    static const struct {
        int limit, value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, RPM_HEADER_MAX + 64 * 1024},
        {SQLITE_LIMIT_SQL_LENGTH, 64 * 1024},
        {SQLITE_LIMIT_COLUMN, 64},
        {SQLITE_LIMIT_EXPR_DEPTH, 32},
        {SQLITE_LIMIT_COMPOUND_SELECT, 2},
        {SQLITE_LIMIT_VDBE_OP, 10000},
        {SQLITE_LIMIT_FUNCTION_ARG, 8},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 64},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };

    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        int code = sqlite3_db_config(sqlite->database, options[i].option, options[i].value, NULL);
        if (code != SQLITE_OK)
            return code;
    }
    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
        sqlite3_limit(sqlite->database, limits[i].limit, limits[i].value);
    sqlite3_progress_handler(sqlite->database, STEP_INSTRUCTIONS, sqlite_progress, sqlite);
    int code = sqlite3_drop_modules(sqlite->database, NULL);
    if (code != SQLITE_OK)
        return code;
    /* locking_mode first: with it, WAL needs no shared memory, and it must be set before the file is first read. */
    code = sqlite3_exec(sqlite->database,
                        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;"
                        "PRAGMA cell_size_check=ON; PRAGMA cache_size=-" CACHE_KIB ";",
                        NULL, NULL, NULL);
    return code != SQLITE_OK ? code : sqlite3_set_authorizer(sqlite->database, sqlite_allow, sqlite);
}

static bool sqlite_table(struct rpm_sqlite *sqlite, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(sqlite->database,
                                  "SELECT rowid FROM main.sqlite_schema WHERE type = 'table' AND name = 'Packages'", -1,
                                  &statement, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    sqlite3_finalize(statement);
    if (code == SQLITE_DONE)
        return fail(error, ERROR_DATABASE_UNREADABLE, "no table 'Packages'");
    return code == SQLITE_ROW || sqlite_fail(error, code, "schema");
}

/* Points *blob at another row. After a failure it points nowhere. */
static int blob_point(struct rpm_sqlite *sqlite, sqlite3_blob **blob, sqlite3_int64 row)
{
    int code;

    if (*blob)
        code = sqlite3_blob_reopen(*blob, row);
    else
        code = sqlite3_blob_open(sqlite->database, "main", "Packages", "blob", row, 0, blob);
    if (code != SQLITE_OK) {
        sqlite3_blob_close(*blob);
        *blob = NULL;
    }
    return code;
}

static void row_read(struct rpm_sqlite *sqlite, sqlite3_blob **blob, sqlite3_int64 row)
{
    struct rpm_rows *rows = &sqlite->rows;
    uint64_t number = (uint64_t)row;
    int code = blob_point(sqlite, blob, row);

    if (code != SQLITE_OK) {
        rpm_rows_problem(rows, sqlite_problem(code), "header %llu: %s", (unsigned long long)number,
                         sqlite3_errstr(code));
        return;
    }
    int len = sqlite3_blob_bytes(*blob);
    uint8_t *room = rpm_rows_room(rows, number, (uint64_t)len);
    if (!room)
        return;
    code = sqlite3_blob_read(*blob, room, len, 0);
    if (code == SQLITE_OK)
        rpm_rows_add(rows, number, slice_of(room, (size_t)len));
    else
        rpm_rows_problem(rows, sqlite_problem(code), "header %llu: %s", (unsigned long long)number,
                         sqlite3_errstr(code));
}

/*
 * Rows come in ascending order, so none can come twice. SQLite trusts the pages in this, and would walk a tree whose
 * branches meet again as often as there are ways through it.
 */
static int rows_read(struct rpm_sqlite *sqlite, sqlite3_stmt *statement, sqlite3_blob **blob)
{
    sqlite3_int64 row, last = INT64_MIN;
    int code;

    while ((code = sqlite3_step(statement)) == SQLITE_ROW && !sqlite->rows.full) {
        row = sqlite3_column_int64(statement, 0);
        if (row <= last && last != INT64_MIN)
            return SQLITE_CORRUPT;
        row_read(sqlite, blob, row);
        last = row;
    }
    return sqlite->rows.full ? SQLITE_DONE : code;
}

static bool sqlite_rows(struct rpm_sqlite *sqlite, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    sqlite3_blob *blob = NULL;
    int code = sqlite3_prepare_v2(sqlite->database, "SELECT rowid FROM main.Packages", -1, &statement, NULL);

    sqlite->steps_max = STEPS_ROWS;
    if (code == SQLITE_OK)
        code = rows_read(sqlite, statement, &blob);
    sqlite3_blob_close(blob);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE || sqlite_fail(error, code, "table 'Packages'");
}

/* SQLite reads what a file lacks of its last page as zeros, so a cut header would not be noticed. */
static void sqlite_check_size(struct rpm_sqlite *sqlite, const struct spool *spool, const struct spooled *file)
{
    uint8_t head[20];

    if (spool_read(spool, file, 0, head, sizeof(head)) != sizeof(head))
        return;
    uint32_t size = (uint32_t)head[16] << 8 | head[17];
    if (size == 1) /* 65,536 (SQLite file format, 1.3.2) */
        size = 65536;
    if (size && file->size % size != 0)
        rpm_rows_problem(&sqlite->rows, ERROR_DATABASE_UNREADABLE, "the file ends within a page");
}

static bool sqlite_read(struct rpm_sqlite *sqlite, struct error *error)
{
    int code = sqlite3_open_v2(rpm_vfs_name, &sqlite->database,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
    if (code == SQLITE_OK)
        code = sqlite_harden(sqlite);
    bool good = code == SQLITE_OK || sqlite_fail(error, code, "SQLite");
    good = good && sqlite_table(sqlite, error) && sqlite_rows(sqlite, error);
    sqlite3_close(sqlite->database);
    return good;
}

static bool rpm_sqlite_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                            struct error *error)
{
    struct slice log_path = arena_format(facts->arena, "%.*s-wal", SLICE_ARG(file->path));
    const struct spooled *log = spool_find(spool, log_path);
    struct rpm_sqlite sqlite = {.steps_max = STEPS_SCHEMA};
    struct rpm_vfs files;
    uint64_t size;

    if (__builtin_add_overflow(file->size, log ? log->size : 0, &size))
        return fail(error, ERROR_LIMIT, "database and log are too long");
    int code = rpm_vfs_install(&files, spool, file, log);
    if (code != SQLITE_OK)
        return sqlite_fail(error, code, "SQLite");
    rpm_rows_begin(&sqlite.rows, facts, size);
    bool good = sqlite_read(&sqlite, error);
    if (good)
        sqlite_check_size(&sqlite, spool, file);
    rpm_rows_end(&sqlite.rows);
    rpm_vfs_remove(&files);
    return good;
}

const struct analyzer analyzer_rpm_sqlite = {
    .name = "rpm_sqlite",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "var/lib/rpm/rpmdb.sqlite"},
                                   {GATE_PATH, "usr/lib/sysimage/rpm/rpmdb.sqlite"},
                                   {GATE_PATH, "usr/share/rpm/rpmdb.sqlite"},
                                   {GATE_END, NULL}},
    .sidecar_gates = (const struct gate[]){{GATE_PATH, "var/lib/rpm/rpmdb.sqlite-wal"},
                                           {GATE_PATH, "usr/lib/sysimage/rpm/rpmdb.sqlite-wal"},
                                           {GATE_PATH, "usr/share/rpm/rpmdb.sqlite-wal"},
                                           {GATE_END, NULL}},
    .read_spooled = rpm_sqlite_read,
    .database = true,
};
