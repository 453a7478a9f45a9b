#include "analyzer/format/sqlite_file.h"

/* SQLite keeps at most so many KiB of pages. */
#define CACHE_KIB "1024"

/*
 * Instructions of SQLite's machine, counted in steps of 1,000. A row of a table takes about ten: a million rows, and
 * ten thousand of the schema (rpm's has sixty; SQLite's time for it grows with its square).
 */
enum { STEP_INSTRUCTIONS = 1000, STEPS_SCHEMA = 100, STEPS_ROWS = 10 * 1000 };

enum error_code sqlite_file_problem(int code)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
    case SQLITE_INTERRUPT: return ERROR_LIMIT;
    default: return ERROR_DATABASE_UNREADABLE;
    }
}

bool sqlite_file_fail(struct error *error, int code, const char *doing)
{
    return fail(error, sqlite_file_problem(code), "%s: %s", doing,
                (code & 0xff) == SQLITE_INTERRUPT ? "its tree or schema has no end" : sqlite3_errstr(code));
}

static int count_step(void *context)
{
    struct sqlite_file *file = context;
    return ++file->steps > file->steps_max;
}

/* Our statements read tables; whatever the file would run besides is refused. */
static int allow(void *context, int action, const char *first, const char *second, const char *database,
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

static int harden(struct sqlite_file *file, int value_max)
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
        {SQLITE_LIMIT_SQL_LENGTH, 64 * 1024}, {SQLITE_LIMIT_COLUMN, 64},
        {SQLITE_LIMIT_EXPR_DEPTH, 32},        {SQLITE_LIMIT_COMPOUND_SELECT, 2},
        {SQLITE_LIMIT_VDBE_OP, 10000},        {SQLITE_LIMIT_FUNCTION_ARG, 8},
        {SQLITE_LIMIT_ATTACHED, 0},           {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 64},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},      {SQLITE_LIMIT_WORKER_THREADS, 0},
    };

    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        int code = sqlite3_db_config(file->database, options[i].option, options[i].value, NULL);
        if (code != SQLITE_OK)
            return code;
    }
    sqlite3_limit(file->database, SQLITE_LIMIT_LENGTH, value_max);
    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
        sqlite3_limit(file->database, limits[i].limit, limits[i].value);
    sqlite3_progress_handler(file->database, STEP_INSTRUCTIONS, count_step, file);
    int code = sqlite3_drop_modules(file->database, NULL);
    if (code != SQLITE_OK)
        return code;
    /* locking_mode first: with it, WAL needs no shared memory, and it must be set before the file is first read. */
    code = sqlite3_exec(file->database,
                        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;"
                        "PRAGMA cell_size_check=ON; PRAGMA automatic_index=OFF; PRAGMA cache_size=-" CACHE_KIB ";",
                        NULL, NULL, NULL);
    return code != SQLITE_OK ? code : sqlite3_set_authorizer(file->database, allow, file);
}

bool sqlite_file_open(struct sqlite_file *file, const struct spool *spool, const struct spooled *spooled,
                      struct arena *arena, int value_max, struct error *error)
{
    const struct spooled *log = spool_find(spool, arena_format(arena, "%.*s-wal", SLICE_ARG(spooled->path)));

    *file = (struct sqlite_file){.steps_max = STEPS_SCHEMA};
    int code = sqlite_vfs_install(&file->files, spool, spooled, log);
    if (code == SQLITE_OK)
        code = sqlite3_open_v2(sqlite_vfs_name, &file->database,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
    if (code == SQLITE_OK)
        code = harden(file, value_max);
    return code == SQLITE_OK || sqlite_file_fail(error, code, "SQLite");
}

void sqlite_file_close(struct sqlite_file *file)
{
    sqlite3_close(file->database);
    sqlite_vfs_remove(&file->files);
}

bool sqlite_file_table(struct sqlite_file *file, const char *name, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(
        file->database, "SELECT rowid FROM main.sqlite_schema WHERE type = 'table' AND name = ?", -1, &statement, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    sqlite3_finalize(statement);
    if (code == SQLITE_DONE)
        return fail(error, ERROR_DATABASE_UNREADABLE, "no table '%s'", name);
    file->steps_max = STEPS_ROWS;
    return code == SQLITE_ROW || sqlite_file_fail(error, code, "schema");
}

bool sqlite_file_whole(const struct spool *spool, const struct spooled *file)
{
    uint8_t head[20];

    if (spool_read(spool, file, 0, head, sizeof(head)) != sizeof(head))
        return true;
    uint32_t size = (uint32_t)head[16] << 8 | head[17];
    if (size == 1) /* 65,536 (SQLite file format, 1.3.2) */
        size = 65536;
    return size == 0 || file->size % size == 0;
}
