#include "advisory/make/testing.h"

#include "advisory/index.h"
#include "advisory/segment.h"
#include "base/digest.h"

/* A folder with one segment of each kind, small enough to be damaged bit by bit. */
static void build_small(const char *folder)
{
    struct build *build = build_create(&(struct build_options){.seed = {1, 2}});
    struct build_summary summary;
    struct error error;

    build_test_feed(build, "own", "a.jsonl",
                    "{\"id\":\"CVE-2099-0001\",\"distro\":{\"id\":\"debian\",\"release\":\"12\"},\"package\":\"alpha\","
                    "\"scheme\":\"deb\",\"status\":\"fixed\",\"fixed_version\":\"1.2-3\",\"vendor_ids\":[\"DSA-1\"]}\n"
                    "{\"id\":\"X-1\",\"distro\":{\"id\":\"debian\",\"release\":\"12\"},\"package\":\"alpha\","
                    "\"scheme\":\"deb\",\"status\":\"affected\",\"ranges\":[[\">=1\"]]}\n");
    build_test_feed(build, "cvss", "cvss.tsv", "CVE-2099-0001\tnvd\tCVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\n");
    build_test_feed(build, "epss", "a.csv", "CVE-2099-0001;0.5;0.6\n");
    build_test_feed(build, "distro-info", "debian.csv", "version,eol\n12,2026-07-11\n");
    if (!build_write(build, folder, &summary, &error))
        fail_msg("%s", error.text);
    build_destroy(build);
}

static bool count(void *context, const struct advisory *advisory)
{
    (void)advisory;
    ++*(size_t *)context;
    return true;
}

/* Asks everything that a scan can ask; whatever the answer, it must come. */
static void ask_all(const char *folder)
{
    struct arena *arena = arena_create_simple();
    struct cve_signals signals;
    struct database database;
    struct support support;
    struct segment *segment;
    struct slices cpes;
    struct error error;
    size_t found = 0;

    if (database_open(arena, folder, &database, &error)) {
        if (database_segment(&database, S("debian-12"), &segment, &error))
            (void)segment_each(segment, S("alpha"), count, &found, &error);
        (void)database_signals(&database, S("CVE-2099-0001"), arena, &signals, &error);
        (void)database_support(&database, S("debian"), S("12"), arena, &support);
        (void)database_repository(&database, S("x"), arena, &cpes, &error);
        database_close(&database);
    }
    assert_true(found <= 2);
    arena_destroy(arena);
}

struct file {
    char path[512];
    uint8_t *bytes;
    size_t len;
};

static struct file read_file(const char *folder, struct slice name)
{
    struct file file = {.bytes = malloc(1 << 20)};
    FILE *stream;

    snprintf(file.path, sizeof file.path, "%s/%.*s", folder, SLICE_ARG(name));
    stream = fopen(file.path, "rb");
    if (stream == NULL)
        fail_msg("%s", file.path);
    file.len = fread(file.bytes, 1, 1 << 20, stream);
    fclose(stream);
    return file;
}

static void write_file(const struct file *file, size_t len)
{
    FILE *stream = fopen(file->path, "wb");

    assert_non_null(stream);
    assert_int_equal(fwrite(file->bytes, 1, len, stream), len);
    fclose(stream);
}

/* Bytes that are not zero: the others are the empty space of pages. */
static void test_flipped_bits(void **state)
{
    struct arena *arena = arena_create_simple();
    char *folder = build_test_folder();
    struct database database;
    struct error error;

    (void)state;
    build_small(folder);
    ask_all(folder);
    assert_true(database_open(arena, folder, &database, &error));
    assert_int_equal(database.segment_count, 4);
    for (size_t i = 0; i < database.segment_count; i++) {
        struct file file = read_file(folder, database.segments[i].file);
        for (size_t at = 0, n = 0; at < file.len; at++) {
            if (file.bytes[at] == 0)
                continue;
            file.bytes[at] ^= (uint8_t)(1 << n++ % 8);
            write_file(&file, file.len);
            ask_all(folder);
            file.bytes[at] ^= (uint8_t)(1 << (n - 1) % 8);
        }
        write_file(&file, file.len);
        free(file.bytes);
    }
    database_close(&database);
    build_test_remove(folder);
    arena_destroy(arena);
}

static enum error_code open_code(const char *folder, struct slice name)
{
    struct arena *arena = arena_create_simple();
    struct error error = {.code = ERROR_NONE};
    struct database database;
    struct segment *segment;

    if (database_open(arena, folder, &database, &error)) {
        (void)database_segment(&database, name, &segment, &error);
        database_close(&database);
    }
    arena_destroy(arena);
    return error.code;
}

static void test_what_is_told(void **state)
{
    struct arena *arena = arena_create_simple();
    char *folder = build_test_folder();
    const struct segment_info *info;
    struct file file, other, index;
    struct database database;
    struct error error;

    (void)state;
    assert_int_equal(open_code(folder, S("debian-12")), ERROR_DATABASE_MISSING);
    build_small(folder);
    assert_int_equal(open_code(folder, S("debian-12")), ERROR_NONE);
    assert_int_equal(open_code(folder, S("debian-11")), ERROR_DATABASE_UNREADABLE);
    assert_true(database_open(arena, folder, &database, &error));
    info = database_find(&database, S("debian-12"));
    assert_true(database_verify(&database, info, &error));
    file = read_file(folder, info->file);
    other = read_file(folder, database_find(&database, S("end-of-life"))->file);

    write_file(&file, file.len - 1); /* cut */
    assert_int_equal(open_code(folder, S("debian-12")), ERROR_DATABASE_UNREADABLE);
    assert_false(database_verify(&database, info, &error));
    assert_int_equal(error.code, ERROR_INTEGRITY);

    memcpy(file.bytes, other.bytes, other.len < file.len ? other.len : file.len); /* another segment under its name */
    write_file(&file, file.len);
    assert_int_equal(open_code(folder, S("debian-12")), ERROR_DATABASE_UNREADABLE);

    unlink(file.path);
    assert_int_equal(open_code(folder, S("debian-12")), ERROR_DATABASE_UNREADABLE);

    index = read_file(folder, S("index.json"));
    write_file(&index, index.len / 2);
    assert_int_equal(open_code(folder, S("debian-12")), ERROR_DATABASE_UNREADABLE);
    database_close(&database);
    free(file.bytes);
    free(other.bytes);
    free(index.bytes);
    build_test_remove(folder);
    arena_destroy(arena);
}

/* What an enemy puts into index.json leads to no file outside, and to no crash. */
static void test_index_documents(void **state)
{
#define DIGEST          "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define INDEX(segments) "{\"schema\":\"seaworthy.database/1\",\"segments\":[" segments "]}"
    static const struct {
        const char *name, *text;
        bool good;
    } cases[] = {
        {"none", INDEX(""), true},
        {"one", INDEX("{\"name\":\"a\",\"digest\":\"" DIGEST "\",\"size\":1,\"new\":[]}"), true},
        {"another schema", "{\"schema\":\"seaworthy.database/2\",\"segments\":[]}", false},
        {"no schema", "{\"segments\":[]}", false},
        {"no object", "[]", false},
        {"cut", "{\"schema\":\"seaworthy.database/1\",\"segments\":[", false},
        {"more behind it", INDEX("") "x", false},
        {"a name that is a path", INDEX("{\"name\":\"../a\",\"digest\":\"" DIGEST "\"}"), false},
        {"a hidden name", INDEX("{\"name\":\".a\",\"digest\":\"" DIGEST "\"}"), false},
        {"no name", INDEX("{\"digest\":\"" DIGEST "\"}"), false},
        {"no digest", INDEX("{\"name\":\"a\"}"), false},
        {"a digest that is a path", INDEX("{\"name\":\"a\",\"digest\":\"sha256:../../x\"}"), false},
        {"twice", INDEX("{\"name\":\"a\",\"digest\":\"" DIGEST "\"},{\"name\":\"a\",\"digest\":\"" DIGEST "\"}"),
         false},
        {"not in order", INDEX("{\"name\":\"b\",\"digest\":\"" DIGEST "\"},{\"name\":\"a\",\"digest\":\"" DIGEST "\"}"),
         false},
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice exact = test_exact(slice_text(cases[i].text));
        struct error error = {0};
        struct index index;
        if (index_read(arena, exact, &index, &error) != cases[i].good)
            fail_msg("%s: %s", cases[i].name, error.text);
        if (!cases[i].good)
            assert_int_equal(error.code, ERROR_DATABASE_UNREADABLE);
        test_exact_free(exact);
    }
    arena_destroy(arena);
}

static void test_index_there_and_back(void **state)
{
    struct segment_source sources[] = {
        {.name = S("osv\"debian\\"), .date = S("2025-02-12"), .licence = S("a\tb"), .fixed_only = true},
        {.name = S("x"), .licence = S(""), .complete = true}};
    struct segment_info infos[] = {{.name = S("a"),
                                    .digest = S(DIGEST),
                                    .built = S("2025-02-12"),
                                    .size = 4096,
                                    .sources = sources,
                                    .source_count = 2},
                                   {.name = S("b"), .digest = S(DIGEST)}};
    struct arena *arena = arena_create_simple();
    struct slice text = index_write(arena, &(struct index){S("2025-02-12"), infos, 2});
    struct error error = {0};
    struct index index;

    (void)state;
    if (!index_read(arena, text, &index, &error))
        fail_msg("%s", error.text);
    assert_slice(index_write(arena, &index), text);
    assert_slice(index.segments[0].sources[0].name, S("osv\"debian\\"));
    assert_slice(index.segments[0].sources[0].licence, S("a\tb"));
    assert_true(index.segments[0].sources[0].fixed_only && !index.segments[0].sources[0].complete);
    assert_int_equal(index.segments[0].size, 4096);
    for (size_t len = 0; len < text.len - 1; len++) {
        struct slice exact = test_exact(slice_head(text, len));
        assert_false(index_read(arena, exact, &index, &error));
        test_exact_free(exact);
    }
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flipped_bits),
        cmocka_unit_test(test_what_is_told),
        cmocka_unit_test(test_index_documents),
        cmocka_unit_test(test_index_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
