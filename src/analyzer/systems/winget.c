/*
 * The package manager of Windows: installed.db names what it installed, in three tables: a row of "manifest" points at
 * one of "ids" and one of "versions". Source: winget-cli, src/AppInstallerRepositoryCore/Microsoft/Schema/1_0
 * (ManifestTable, IdTable, VersionTable).
 */
#include "analyzer/format/sqlite_file.h"
#include "analyzer/lang/lang.h"

enum { TEXT_MAX = 64 * 1024 };

/* No copy: valid until the next row. */
static struct slice column(sqlite3_stmt *row, int index)
{
    const unsigned char *text = sqlite3_column_text(row, index);
    int len = sqlite3_column_bytes(row, index);

    return text ? slice_of(text, (size_t)len) : (struct slice){0};
}

static void row_read(struct facts *facts, sqlite3_stmt *row)
{
    struct arena_mark mark = arena_mark(facts->arena);
    struct package package = lang_package("winget", arena_copy(facts->arena, column(row, 1)),
                                          arena_copy(facts->arena, column(row, 2)), SCOPE_INSTALLED);

    if (package.name.len > 0)
        facts_package(facts, &package);
    arena_reset(facts->arena, mark);
}

/*
 * CROSS keeps the order of the tables: each row of the first is looked up in the others by their numbers. The numbers
 * of the first ascend, or its pages lead back to where they were.
 */
static bool rows_read(struct sqlite_file *file, struct facts *facts, struct error *error)
{
    static const char query[] = "SELECT manifest.rowid, ids.id, versions.version FROM main.manifest "
                                "CROSS JOIN main.ids ON ids.rowid = manifest.id "
                                "CROSS JOIN main.versions ON versions.rowid = manifest.version";
    sqlite3_stmt *statement = NULL;
    sqlite3_int64 number, last = INT64_MIN;
    int code = sqlite3_prepare_v2(file->database, query, -1, &statement, NULL);

    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        number = sqlite3_column_int64(statement, 0);
        code = number > last ? SQLITE_OK : SQLITE_CORRUPT;
        last = number;
        if (code == SQLITE_OK)
            row_read(facts, statement);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE || sqlite_file_fail(error, code, "table 'manifest'");
}

static bool winget_read(const struct spool *spool, const struct spooled *spooled, struct facts *facts,
                        struct error *error)
{
    struct sqlite_file file;

    if (slice_find(spooled->path, S("Microsoft.DesktopAppInstaller_8wekyb3d8bbwe/")) == SIZE_MAX)
        return true;
    bool good = sqlite_file_open(&file, spool, spooled, facts->arena, TEXT_MAX, error) &&
                sqlite_file_table(&file, "manifest", error) && rows_read(&file, facts, error);

    if (good && !sqlite_file_whole(spool, spooled))
        facts_problem(facts, ERROR_DATABASE_UNREADABLE, "the file ends within a page");
    sqlite_file_close(&file);
    return good;
}

const struct analyzer analyzer_winget = {
    .name = "winget",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "installed.db"}, {0}},
    .sidecar_gates = (const struct gate[]){{GATE_BASENAME, "installed.db-wal"}, {0}},
    .read_spooled = winget_read,
};
