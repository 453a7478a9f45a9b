#include "analyzer/os/rpm_testing.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

extern const struct analyzer analyzer_rpm_sqlite;

static const char path[] = "var/lib/rpm/rpmdb.sqlite";

#define CREATE "CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL);"

static void run(sqlite3 *database, const char *sql)
{
    char *text = NULL;

    if (sqlite3_exec(database, sql, NULL, NULL, &text) != SQLITE_OK)
        fail_msg("%s: %s", sql, text);
}

static void insert(sqlite3 *database, struct slice blob)
{
    sqlite3_stmt *statement = NULL;

    assert_int_equal(sqlite3_prepare_v2(database, "INSERT INTO Packages(blob) VALUES(?)", -1, &statement, NULL), 0);
    assert_int_equal(sqlite3_bind_blob64(statement, 1, blob.at, blob.len, SQLITE_TRANSIENT), 0);
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
}

/* A database in memory, after `sql`. */
static sqlite3 *begin(const char *sql)
{
    sqlite3 *database = NULL;

    assert_int_equal(sqlite3_open(":memory:", &database), 0);
    run(database, "PRAGMA page_size=512");
    run(database, sql);
    return database;
}

static struct slice end(sqlite3 *database)
{
    sqlite3_int64 len = 0;
    unsigned char *bytes = sqlite3_serialize(database, "main", &len, 0);

    assert_non_null(bytes);
    struct slice copy = test_exact(slice_of(bytes, (size_t)len));
    sqlite3_free(bytes);
    sqlite3_close(database);
    return copy;
}

static struct slice two(void)
{
    sqlite3 *database = begin(CREATE);

    insert(database, test_package("bash", "5.1", "1", 0));
    insert(database, test_package("long", "1", "1", 3000));
    return end(database);
}

static void packages_are_read_whatever_their_length(void **state)
{
    struct slice file = two();
    struct test_read read = test_read(&analyzer_rpm_sqlite, path, file, S(""));

    (void)state;
    assert_true(read.good);
    assert_int_equal(read.facts.problems.count, 0);
    assert_int_equal(read.source->packages.count, 2);
    assert_slice(package_of(read.source, 0, read.facts.arena)->name, S("bash"));
    assert_slice(package_of(read.source, 1, read.facts.arena)->name, S("long"));
    test_read_end(&read);
    test_exact_free(file);
}

static void a_table_without_rows_is_a_good_database(void **state)
{
    struct slice file = end(begin(CREATE));
    struct test_read read = test_read(&analyzer_rpm_sqlite, path, file, S(""));

    (void)state;
    assert_true(read.good);
    assert_int_equal(read.facts.problems.count, 0);
    assert_int_equal(read.source->packages.count, 0);
    test_read_end(&read);
    test_exact_free(file);
}

/* Schemas of which nothing may be run, or that have no headers where they should be. */
static const struct {
    const char *name, *sql;
} refused[] = {
    {"no table at all", "CREATE TABLE Name(key TEXT, hnum INTEGER);"},
    {"a view", "CREATE TABLE t(a); CREATE VIEW Packages AS SELECT a AS blob, rowid AS rowid FROM t;"},
    {"a virtual table", "CREATE VIRTUAL TABLE Packages USING fts5(blob); INSERT INTO Packages VALUES('a');"},
    {"a table without rowid", "CREATE TABLE Packages(blob PRIMARY KEY) WITHOUT ROWID; INSERT INTO Packages VALUES(1);"},
};

static void schemas_that_would_run_something_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct slice file = end(begin(refused[i].sql));
        struct test_read read = test_read(&analyzer_rpm_sqlite, path, file, S(""));
        if (read.good || read.error.code != ERROR_DATABASE_UNREADABLE || read.source->packages.count)
            fail_msg("taken: %s", refused[i].name);
        test_read_end(&read);
        test_exact_free(file);
    }
}

static void rows_that_hold_no_header_are_told_one_by_one(void **state)
{
    sqlite3 *database = begin("CREATE TABLE Packages(hnum INTEGER PRIMARY KEY, blob BLOB);"
                              "INSERT INTO Packages VALUES(1, NULL), (2, 7), (3, 'text'), (4, x''), (5, x'0000');"
                              "CREATE TRIGGER t AFTER INSERT ON Packages BEGIN SELECT 1; END;");

    (void)state;
    insert(database, test_package("bash", "5.1", "1", 0));
    struct slice file = end(database);
    struct test_read read = test_read(&analyzer_rpm_sqlite, path, file, S(""));
    assert_true(read.good);
    assert_int_equal(read.facts.problems.count, 5);
    assert_int_equal(read.source->packages.count, 1);
    test_read_end(&read);
    test_exact_free(file);
}

static void what_is_no_database_is_refused(void **state)
{
    static const struct slice inputs[] = {
        S_INIT(""),
        S_INIT("x"),
        S_INIT("SQLite format 3\0\xff\xff\xff\xff"),
        S_INIT("something else that is longer than a header of a database file has to be, which is one hundred bytes "
               "long"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
        struct test_read read = test_read(&analyzer_rpm_sqlite, path, inputs[i], S(""));
        assert_false(read.good);
        assert_int_equal(read.error.code, ERROR_DATABASE_UNREADABLE);
        test_read_end(&read);
    }
}

static struct slice file_bytes(const char *name)
{
    struct stat status;
    int descriptor = open(name, O_RDONLY);

    assert_true(descriptor >= 0);
    assert_int_equal(fstat(descriptor, &status), 0);
    uint8_t *bytes = malloc((size_t)status.st_size + 1);
    assert_int_equal(read(descriptor, bytes, (size_t)status.st_size), status.st_size);
    close(descriptor);
    return slice_of(bytes, (size_t)status.st_size);
}

/* A database in WAL mode as it lies on disk while rpm has it open: one package in the file, one in the log alone. */
struct live {
    struct slice main, log;
};

static struct live live_database(void)
{
    char folder[] = "/tmp/rpm_sqlite_test.XXXXXX", main_name[64], log_name[64], index_name[64];
    struct live live;
    sqlite3 *database = NULL;

    assert_non_null(mkdtemp(folder));
    snprintf(main_name, sizeof(main_name), "%s/db", folder);
    snprintf(log_name, sizeof(log_name), "%s/db-wal", folder);
    snprintf(index_name, sizeof(index_name), "%s/db-shm", folder);
    assert_int_equal(sqlite3_open(main_name, &database), 0);
    run(database, "PRAGMA page_size=512; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;" CREATE);
    insert(database, test_package("old", "1", "1", 0));
    run(database, "PRAGMA wal_checkpoint(TRUNCATE)");
    insert(database, test_package("new", "1", "1", 2000));
    live.main = file_bytes(main_name);
    live.log = file_bytes(log_name);
    sqlite3_close(database);
    unlink(main_name);
    unlink(log_name);
    unlink(index_name);
    rmdir(folder);
    return live;
}

static void what_stands_in_the_log_alone_is_read(void **state)
{
    struct live live = live_database();
    struct test_read read = test_read(&analyzer_rpm_sqlite, path, live.main, live.log);

    (void)state;
    assert_true(live.log.len > 2000);
    assert_true(read.good);
    assert_int_equal(read.facts.problems.count, 0);
    assert_int_equal(read.source->packages.count, 2);
    assert_slice(package_of(read.source, 1, read.facts.arena)->name, S("new"));
    test_read_end(&read);

    /* Without the log, and with a log that is empty. */
    read = test_read(&analyzer_rpm_sqlite, path, live.main, S(""));
    assert_true(read.good);
    assert_int_equal(read.facts.problems.count, 0);
    assert_int_equal(read.source->packages.count, 1);
    assert_slice(package_of(read.source, 0, read.facts.arena)->name, S("old"));
    test_read_end(&read);
    test_exact_free(live.main);
    test_exact_free(live.log);
}

/* SQLite takes of a log what was committed and has its checksums, as after a crash: the rest was never there. */
static void a_cut_log_gives_the_state_of_its_last_commit(void **state)
{
    struct live live = live_database();

    (void)state;
    for (size_t len = 0; len < live.log.len; len += 31) {
        struct test_read read = test_read(&analyzer_rpm_sqlite, path, live.main, slice_head(live.log, len));
        assert_true(read.good);
        assert_int_equal(read.source->packages.count, 1);
        test_read_end(&read);
    }
    uint8_t *bytes = (uint8_t *)(uintptr_t)live.log.at;
    for (size_t at = 0; at < live.log.len; at += 7) {
        bytes[at] ^= (uint8_t)(1u << at % 8);
        struct test_read read = test_read(&analyzer_rpm_sqlite, path, live.main, live.log);
        test_read_end(&read);
        bytes[at] ^= (uint8_t)(1u << at % 8);
    }
    test_exact_free(live.main);
    test_exact_free(live.log);
}

static void a_header_over_the_limit_is_told_and_the_next_read(void **state)
{
    sqlite3 *database = begin("PRAGMA page_size=4096;" CREATE "INSERT INTO Packages(blob) VALUES(zeroblob(16777217));");

    (void)state;
    insert(database, test_package("bash", "5.1", "1", 0));
    struct slice file = end(database);
    struct test_read read = test_read(&analyzer_rpm_sqlite, path, file, S(""));
    assert_true(read.good);
    assert_int_equal(read.source->packages.count, 1);
    assert_int_equal(read.facts.problems.count, 1);
    assert_int_equal(read.facts.problems.at[0].code, ERROR_LIMIT);
    test_read_end(&read);
    test_exact_free(file);
}

/* Pages of 512 bytes, each an inner node whose cells all lead to the next page: 2 children on each of 18 levels. */
static void a_tree_without_end_is_left(void **state)
{
    enum { PAGE = 512, LEVELS = 17, CELLS = 60 };
    struct slice header = test_package("a", "1", "1", 0);
    sqlite3 *database = begin(CREATE);

    (void)state;
    for (size_t i = 0; i < 60; i++)
        insert(database, header);
    struct slice file = end(database);
    struct test_bytes bytes = {0};
    test_put(&bytes, file.at, file.len);
    size_t first = bytes.len / PAGE + 1;
    /* The root of Packages is page 2 (sqlite_sequence follows). Its rightmost path is replaced by our levels. */
    test_put_zeros(&bytes, LEVELS * PAGE);
    for (size_t level = 0; level < LEVELS; level++) {
        uint8_t *page = bytes.at + (first - 1 + level) * PAGE;
        size_t next = level + 1 < LEVELS ? first + level + 1 : 4;
        page[0] = 5;
        test_set(page + 3, CELLS, 2, true);
        test_set(page + 5, PAGE - CELLS * 5, 2, true);
        test_set(page + 8, next, 4, true);
        for (size_t cell = 0; cell < CELLS; cell++) {
            size_t at = PAGE - CELLS * 5 + 5 * cell;
            test_set(page + 12 + 2 * cell, at, 2, true);
            test_set(page + at, next, 4, true);
            page[at + 4] = 1;
        }
    }
    memcpy(bytes.at + PAGE, bytes.at + (first - 1) * PAGE, PAGE);
    test_set(bytes.at + 28, bytes.len / PAGE, 4, true);
    struct test_read read = test_read(&analyzer_rpm_sqlite, path, test_slice(&bytes), S(""));
    assert_true(!read.good || read.facts.problems.count > 0);
    assert_true(read.source->packages.count < 1000);
    test_read_end(&read);
    test_exact_free(file);
}

static void a_schema_without_end_is_left(void **state)
{
    sqlite3 *database = begin("PRAGMA writable_schema=ON;" CREATE
                              "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                              "INSERT INTO sqlite_master SELECT 'table', 't' || i, 't' || i, 2,"
                              " 'CREATE TABLE t' || i || '(a)' FROM n;");
    struct slice file = end(database);
    struct test_read read = test_read(&analyzer_rpm_sqlite, path, file, S(""));

    (void)state;
    assert_false(read.good);
    assert_int_equal(read.error.code, ERROR_LIMIT);
    test_read_end(&read);
    test_exact_free(file);
}

/* Above this size the whole of a database would not fit a worker; what is held must not grow with it. */
static void a_large_database_takes_little_memory(void **state)
{
    enum { HEADERS = 400, HEADER_SIZE = 100 * 1000 };
    char name[] = "/tmp/rpm_sqlite_test.XXXXXX";
    int descriptor = mkstemp(name);
    struct arena *arena = arena_create_simple();
    struct facts facts;
    struct error error;
    struct stat status;
    struct slice header = test_package("a", "1", "1", HEADER_SIZE);
    sqlite3 *database = NULL;

    (void)state;
    assert_true(descriptor >= 0);
    assert_int_equal(sqlite3_open(name, &database), 0);
    run(database, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" CREATE "BEGIN");
    for (unsigned i = 0; i < HEADERS; i++)
        insert(database, header);
    run(database, "COMMIT");
    sqlite3_close(database);
    unlink(name);
    assert_int_equal(fstat(descriptor, &status), 0);
    assert_true(status.st_size > HEADERS * HEADER_SIZE);

    struct spooled file = {slice_text(path), 0, (uint64_t)status.st_size, 0644};
    struct spool spool = {.files = &file, .count = 1, .descriptor = descriptor, .memory = {0}};
    facts_init(&facts, arena, S(""));
    facts_source(&facts, file.path, "rpm_sqlite", file.size, file.mode);
    size_t before = arena_used(arena);
    sqlite3_memory_highwater(1);
    assert_true(analyzer_rpm_sqlite.read_spooled(&spool, &file, &facts, &error));
    assert_int_equal(facts.sources.at[0].packages.count, HEADERS);
    assert_true(sqlite3_memory_highwater(0) < 3 * 1024 * 1024);
    assert_true(arena_used(arena) - before < 1024 * 1024);
    close(descriptor);
    arena_destroy(arena);
}

static void nothing_is_left_registered(void **state)
{
    struct slice file = two();
    struct test_read read = test_read(&analyzer_rpm_sqlite, path, file, S(""));

    (void)state;
    assert_null(sqlite3_vfs_find("seaworthy-spool"));
    test_read_end(&read);
    test_exact_free(file);
}

static void cut_and_flipped_databases_are_read_within_their_bounds(void **state)
{
    struct slice whole = two();
    size_t lost = 0;

    (void)state;
    for (size_t len = 0; len < whole.len; len += 3) {
        struct test_read read = test_read(&analyzer_rpm_sqlite, path, slice_head(whole, len), S(""));
        lost += read.good && read.facts.problems.count == 0;
        test_read_end(&read);
    }
    assert_int_equal(lost, 0);
    uint8_t *bytes = (uint8_t *)(uintptr_t)whole.at;
    for (size_t at = 0; at < whole.len; at++) {
        bytes[at] ^= (uint8_t)(1u << at % 8);
        struct test_read read = test_read(&analyzer_rpm_sqlite, path, whole, S(""));
        test_read_end(&read);
        bytes[at] ^= (uint8_t)(1u << at % 8);
    }
    test_exact_free(whole);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(packages_are_read_whatever_their_length),
        TEST(a_table_without_rows_is_a_good_database),
        TEST(schemas_that_would_run_something_are_refused),
        TEST(rows_that_hold_no_header_are_told_one_by_one),
        TEST(what_is_no_database_is_refused),
        TEST(what_stands_in_the_log_alone_is_read),
        TEST(a_cut_log_gives_the_state_of_its_last_commit),
        TEST(a_header_over_the_limit_is_told_and_the_next_read),
        TEST(a_tree_without_end_is_left),
        TEST(a_schema_without_end_is_left),
        TEST(a_large_database_takes_little_memory),
        TEST(nothing_is_left_registered),
        TEST(cut_and_flipped_databases_are_read_within_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
