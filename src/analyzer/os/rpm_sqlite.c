/*
 * rpm's database since 4.16: an SQLite file with a table Packages(hnum INTEGER PRIMARY KEY, blob BLOB) and others that
 * are indexes (rpm lib/backend/sqlite.cc), in WAL mode, so that what was installed last may stand in
 * 'rpmdb.sqlite-wal'. Blobs are read piece by piece, so that SQLite never holds one.
 */
#include "analyzer/format/sqlite_file.h"
#include "analyzer/os/rpm_package.h"

struct rpm_sqlite {
    struct sqlite_file file;
    struct rpm_rows rows;
};

/* Points *blob at another row. After a failure it points nowhere. */
static int blob_point(struct rpm_sqlite *sqlite, sqlite3_blob **blob, sqlite3_int64 row)
{
    int code;

    if (*blob)
        code = sqlite3_blob_reopen(*blob, row);
    else
        code = sqlite3_blob_open(sqlite->file.database, "main", "Packages", "blob", row, 0, blob);
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
        rpm_rows_problem(rows, sqlite_file_problem(code), "header %llu: %s", (unsigned long long)number,
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
        rpm_rows_problem(rows, sqlite_file_problem(code), "header %llu: %s", (unsigned long long)number,
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
    int code = sqlite3_prepare_v2(sqlite->file.database, "SELECT rowid FROM main.Packages", -1, &statement, NULL);

    if (code == SQLITE_OK)
        code = rows_read(sqlite, statement, &blob);
    sqlite3_blob_close(blob);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE || sqlite_file_fail(error, code, "table 'Packages'");
}

static bool rpm_sqlite_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                            struct error *error)
{
    struct rpm_sqlite sqlite;
    uint64_t size;

    bool good = sqlite_file_open(&sqlite.file, spool, file, facts->arena, RPM_HEADER_MAX + 64 * 1024, error);
    const struct spooled *log = sqlite.file.files.log;
    if (good && __builtin_add_overflow(file->size, log ? log->size : 0, &size))
        good = fail(error, ERROR_LIMIT, "database and log are too long");
    if (good) {
        rpm_rows_begin(&sqlite.rows, facts, size);
        good = sqlite_file_table(&sqlite.file, "Packages", error) && sqlite_rows(&sqlite, error);
        if (good && !sqlite_file_whole(spool, file))
            rpm_rows_problem(&sqlite.rows, ERROR_DATABASE_UNREADABLE, "the file ends within a page");
        rpm_rows_end(&sqlite.rows);
    }
    sqlite_file_close(&sqlite.file);
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
