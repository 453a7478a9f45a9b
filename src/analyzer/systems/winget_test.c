#include <sqlite3.h>

#include "analyzer/testing.h"

extern const struct analyzer analyzer_winget;

#define PATH                                                                                                           \
    "Users/me/AppData/Local/Packages/Microsoft.DesktopAppInstaller_8wekyb3d8bbwe/LocalState/"                          \
    "Microsoft.Winget.Source_8wekyb3d8bbwe/installed.db"

#define TABLES                                                                                                         \
    "PRAGMA page_size=512; CREATE TABLE ids(rowid INTEGER PRIMARY KEY, id TEXT NOT NULL);"                             \
    "CREATE TABLE versions(rowid INTEGER PRIMARY KEY, version TEXT NOT NULL);"                                         \
    "CREATE TABLE manifest(rowid INTEGER PRIMARY KEY, id INT64 NOT NULL, version INT64 NOT NULL);"

static struct slice database(const char *sql)
{
    sqlite3 *made = NULL;
    sqlite3_int64 len = 0;

    assert_int_equal(sqlite3_open(":memory:", &made), SQLITE_OK);
    assert_int_equal(sqlite3_exec(made, sql, NULL, NULL, NULL), SQLITE_OK);
    unsigned char *bytes = sqlite3_serialize(made, "main", &len, 0);
    assert_non_null(bytes);
    struct slice copy = test_exact(slice_of(bytes, (size_t)len));
    sqlite3_free(bytes);
    sqlite3_close(made);
    return copy;
}

static void what_was_installed(void **state)
{
    struct slice good = database(TABLES "INSERT INTO ids VALUES(1,'Git.Git'),(2,'a.b');"
                                        "INSERT INTO versions VALUES(1,'2.50.1'),(2,'1.0');"
                                        "INSERT INTO manifest VALUES(1,1,1),(2,2,2),(3,9,9);");
    struct slice views = database("CREATE TABLE ids(rowid INTEGER PRIMARY KEY, id TEXT);"
                                  "CREATE VIEW versions AS SELECT 1 AS rowid, 'x' AS version;"
                                  "CREATE TABLE manifest(rowid INTEGER PRIMARY KEY, id, version);");
    struct slice other = database("CREATE TABLE other(a);");
    const struct row_case cases[] = {
        {"a row that points nowhere names nothing", PATH, good,
         "package winget|Git.Git||2.50.1|||||||\npackage winget|a.b||1.0|||||||\n"},
        {"what the file would run", PATH, views, "problem database_unreadable table 'manifest': SQL logic error\n"},
        {"another database", PATH, other, "problem database_unreadable no table 'manifest'\n"},
        {"of another program", "opt/installed.db", good, ""},
        {"cut within its last row", PATH, slice_head(good, good.len - 1),
         "package winget|a.b||1.0|||||||\nproblem database_unreadable the file ends within a page\n"},
        {"no database", PATH, S_INIT("x"), "problem database_unreadable SQLite: file is not a database\n"},
    };

    (void)state;
    test_row_cases(&analyzer_winget, cases, sizeof cases / sizeof *cases);
    test_row_damage(&analyzer_winget, PATH, good);
    test_exact_free(good);
    test_exact_free(views);
    test_exact_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_installed)};
    return cmocka_run_group_tests_name("analyzer/systems/winget", tests, NULL, NULL);
}
