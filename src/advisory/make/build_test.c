#include "advisory/make/testing.h"

#include "advisory/feed/testing.h"
#include "advisory/index.h"

struct feed_text {
    const char *feed, *path, *content;
};

static const struct feed_text feeds[] = {
    {"own", "a.jsonl",
     "{\"id\":\"CVE-2099-0001\",\"distro\":{\"id\":\"debian\",\"release\":\"12\"},\"package\":\"alpha\",\"package_"
     "kind\":"
     "\"source\",\"scheme\":\"dpkg\",\"status\":\"fixed\",\"fixed_version\":\"1.2-3\",\"source\":\"vendor\"}\n"
     "{\"id\":\"PRIVATE-7\",\"aliases\":[\"CVE-2099-0009\"],\"distro\":{\"id\":\"debian\",\"release\":\"12\"},"
     "\"package\":\"alpha\",\"package_kind\":\"binary\",\"scheme\":\"dpkg\",\"status\":\"affected\","
     "\"ranges\":[[\">=1\",\"<2\"],[]],\"arches\":[\"amd64\"],\"published\":\"2024-05-06\",\"minor\":3}\n"
     "{\"id\":\"CVE-2099-0002\",\"ecosystem\":\"pypi\",\"package\":\"Foo.Bar\",\"scheme\":\"pep440\",\"ranges\":[]}\n"
     "{\"id\":\"CVE-2099-0003\",\"ecosystem\":\"pypi\",\"package\":\"gone\",\"scheme\":\"pep440\",\"withdrawn\":true}"
     "\n"},
    {"osv-debian", "CVE-2099-0004.json",
     "{\"id\":\"CVE-2099-0004\",\"modified\":\"2025-02-03T00:00:00Z\",\"published\":\"2024-01-02T00:00:00Z\","
     "\"affected\":"
     "[{\"package\":{\"ecosystem\":\"Debian:12\",\"name\":\"alpha\"},\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":"
     "[{\"introduced\":\"0\"},{\"fixed\":\"2-1\"}]}],\"ecosystem_specific\":{\"urgency\":\"low\"}}]}"},
    {"osv-debian", "DSA-1-1.json",
     "{\"id\":\"DSA-1-1\",\"published\":\"2024-03-04T00:00:00Z\",\"related\":[\"CVE-2099-0004\",\"CVE-2099-0005\"],"
     "\"affected\":[{\"package\":{\"ecosystem\":\"Debian:12\",\"name\":\"alpha\"},\"ranges\":[{\"type\":\"ECOSYSTEM\","
     "\"events\":[{\"introduced\":\"0\"},{\"fixed\":\"2-1\"}]}]}]}"},
    {"kev", "k.json",
     "{\"dateReleased\":\"2026-01-02T00:00:00Z\",\"vulnerabilities\":[{\"cveID\":\"CVE-2099-0004\",\"dateAdded\":"
     "\"2025-12-01\",\"dueDate\":\"2025-12-22\",\"knownRansomwareCampaignUse\":\"Known\"}]}"},
    {"epss", "CVE_2099.csv", "CVE-2099-0004;0.001200000;0.021680000\nCVE-2099-0131;1.0;1.0\n"},
    {"cvss", "cvss.tsv",
     "cve\tsource\tvector\nCVE-2099-0004\tnvd\tCVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\n"
     "CVE-2099-0004\tcna\tCVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\n"
     "CVE-2099-0004\tnvd\tCVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\n"},
    {"distro-info", "debian.csv",
     "version,codename,series,created,release,eol,eol-lts\n12,Bookworm,bookworm,2021-08-14,2023-06-10,2026-07-11,"
     "2028-06-30\n,Sid,sid,1993-08-16\n"},
    {"endoflife-date", "products/debian.md",
     "---\ncategory: os\nreleases:\n  - releaseCycle: \"12\"\n    eol: 2020-01-01\n  - releaseCycle: \"3\"\n    eol: "
     "2006-06-30\n  - releaseCycle: \"2\"\n    eol: true\n---\n"},
};
enum { FEEDS = sizeof feeds / sizeof feeds[0] };

/* Builds with the feeds in an order that `step` makes; each odd one is another permutation of the eight. */
_Static_assert(FEEDS == 8, "else other steps are permutations");
static void build_into(const char *folder, size_t step, const struct build_release *release)
{
    struct build *build =
        build_create(&(struct build_options){.seed = {step, 7}, .releases = release, .release_count = release != NULL});
    struct build_summary summary;
    struct error error;

    for (size_t i = 0; i < FEEDS; i++) {
        const struct feed_text *one = &feeds[(i * step + step) % FEEDS];
        build_test_feed(build, one->feed, one->path, one->content);
    }
    if (!build_write(build, folder, &summary, &error))
        fail_msg("%s", error.text);
    assert_int_equal(summary.problem_count, 0);
    build_destroy(build);
}

struct lines {
    struct bytes text;
};

static bool add_line(void *context, const struct advisory *advisory)
{
    feed_test_say(&((struct lines *)context)->text, advisory, false);
    return true;
}

static struct slice lines_of(struct database *database, struct slice segment, struct slice package)
{
    struct lines lines = {.text = {.arena = database->arena}};
    struct segment *open;
    struct error error;

    if (!database_segment(database, segment, &open, &error) || !segment_each(open, package, add_line, &lines, &error))
        fail_msg("%s", error.text);
    return bytes_slice(&lines.text);
}

static void test_statements(void **state)
{
    struct arena *arena = arena_create_simple();
    char *folder = build_test_folder();
    struct database database;
    struct error error;

    (void)state;
    build_into(folder, 1, NULL);
    if (!database_open(arena, folder, &database, &error))
        fail_msg("%s", error.text);
    assert_slice(lines_of(&database, S("debian-12"), S("alpha")),
                 S("debian/12 source alpha CVE-2099-0001 dpkg fixed fixed=1.2-3 source=vendor\n"
                   "debian/12 source alpha CVE-2099-0004 deb fixed fixed=2-1 severity=low vendor=DSA-1-1 "
                   "available=2024-03-04 source=osv-debian\n"
                   "debian/12 source alpha CVE-2099-0005 deb fixed fixed=2-1 vendor=DSA-1-1 available=2024-03-04 "
                   "source=osv-debian\n"
                   "debian/12 binary alpha PRIVATE-7 dpkg affected ranges=>=1,<2| arches=amd64 minor=3 "
                   "aliases=CVE-2099-0009 published=2024-05-06 source=own\n"));
    assert_slice(lines_of(&database, S("pypi"), S("foo_bar")),
                 S("pypi binary foo-bar CVE-2099-0002 pep440 affected ranges= source=own\n"));
    assert_slice(lines_of(&database, S("pypi"), S("gone")), S(""));
    assert_slice(lines_of(&database, S("debian-12"), S("beta")), S(""));
    database_close(&database);
    build_test_remove(folder);
    arena_destroy(arena);
}

static void test_index(void **state)
{
    struct arena *arena = arena_create_simple();
    char *folder = build_test_folder();
    const struct segment_info *info;
    struct database database;
    struct segment *segment;
    struct error error;

    (void)state;
    build_into(folder, 1, NULL);
    assert_true(database_open(arena, folder, &database, &error));
    assert_int_equal(database.segment_count, 5);
    assert_slice(database.built, S("2026-01-02"));
    info = database_find(&database, S("debian-12"));
    assert_non_null(info);
    assert_slice(info->built, S("2025-02-03"));
    assert_int_equal(info->source_count, 2);
    assert_slice(info->sources[0].name, S("osv-debian"));
    assert_slice(info->sources[0].date, S("2025-02-03"));
    assert_slice(info->sources[1].name, S("own"));
    assert_slice(info->sources[1].date, S("2024-05-06"));
    assert_null(database_find(&database, S("debian-1")));
    assert_false(database_segment(&database, S("debian-13"), &segment, &error));
    database_close(&database);
    build_test_remove(folder);
    arena_destroy(arena);
}

static void test_signals(void **state)
{
    struct arena *arena = arena_create_simple();
    char *folder = build_test_folder();
    struct cve_signals signals;
    struct database database;
    struct support support;
    struct error error;

    (void)state;
    build_into(folder, 1, NULL);
    assert_true(database_open(arena, folder, &database, &error));
    assert_true(database_signals(&database, S("CVE-2099-0004"), arena, &signals, &error));
    assert_int_equal(signals.word_count, 2);
    assert_slice(signals.words[0].source, S("cna"));
    assert_slice(signals.words[1].vector, S("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"));
    assert_true(signals.epss > 0.00119 && signals.epss < 0.00121);
    assert_slice(signals.epss_date, S("2025-01-02"));
    assert_true(signals.kev && signals.kev_ransomware);
    assert_slice(signals.kev_due, S("2025-12-22"));
    assert_slice(signals.published, S("2024-01-02"));
    assert_true(database_signals(&database, S("CVE-2099-0131"), arena, &signals, &error));
    assert_true(signals.epss == 1 && !signals.kev);
    assert_true(database_signals(&database, S("CVE-2099-0999"), arena, &signals, &error));
    assert_true(signals.epss < 0 && signals.word_count == 0);
    assert_true(database_signals(&database, S("PRIVATE-7"), arena, &signals, &error));
    /* The distribution's word wins over the collector's. */
    assert_true(database_support(&database, S("debian"), S("12"), arena, &support));
    assert_slice(support.end_of_life, S("2026-07-11"));
    assert_slice(support.extended_until, S("2028-06-30"));
    assert_true(database_support(&database, S("debian"), S("3"), arena, &support));
    assert_slice(support.end_of_life, S("2006-06-30"));
    assert_false(support.ended);
    assert_true(database_support(&database, S("debian"), S("2"), arena, &support));
    assert_true(support.ended && support.end_of_life.len == 0);
    assert_false(database_support(&database, S("debian"), S("14"), arena, &support));
    database_close(&database);
    build_test_remove(folder);
    arena_destroy(arena);
}

static struct slice file_of(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = arena_array(arena, uint8_t, 1 << 20);
    size_t len;

    if (file == NULL)
        fail_msg("%s", path);
    len = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return slice_of(bytes, len);
}

/* The index holds the digests of all segments: equal indexes are equal databases. */
static void test_order_of_input_does_not_matter(void **state)
{
    static const size_t steps[] = {1, 3, 5, 7};
    struct arena *arena = arena_create_simple();
    struct slice first = {0};

    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        char *folder = build_test_folder(), path[512];
        build_into(folder, steps[i], NULL);
        snprintf(path, sizeof path, "%s/index.json", folder);
        if (i == 0)
            first = file_of(arena, path);
        else
            assert_slice(file_of(arena, path), first);
        build_test_remove(folder);
    }
    arena_destroy(arena);
}

static void test_releases(void **state)
{
    struct build_release release = {.name = S("debian-12")};
    struct arena *arena = arena_create_simple();
    char *folder = build_test_folder();
    struct database database;
    struct error error;

    (void)state;
    build_into(folder, 1, NULL);
    build_into(folder, 1, &release);
    assert_true(database_open(arena, folder, &database, &error));
    assert_int_equal(database.segment_count, 4);
    assert_null(database_find(&database, S("pypi")));
    assert_non_null(database_find(&database, S("debian-12")));
    database_close(&database);
    build_test_remove(folder);
    arena_destroy(arena);
}

/* Feeds without days of their own: the oldest file counts, unless the release's row knows better. */
static void test_days(void **state)
{
    static const struct build_release releases[] = {{S_INIT("alpine-3.22"), S_INIT("2025-05-30")},
                                                    {S_INIT("alpine-3.21"), S_INIT("")}};
    static const char *const days[] = {"2026-08-22", "2025-01-04"};
    struct build *build =
        build_create(&(struct build_options){.seed = {1, 2}, .releases = releases, .release_count = 2});
    struct arena *arena = arena_create_simple();
    char *folder = build_test_folder();
    struct build_summary summary;
    struct database database;
    struct error error;

    (void)state;
    for (size_t i = 0; i < 2; i++)
        build_test_feed_of(build, "own", days[i], "a.jsonl",
                           "{\"id\":\"CVE-2099-0001\",\"distro\":{\"id\":\"alpine\",\"release\":\"3.21\"},\"package\":"
                           "\"a\",\"scheme\":\"apk\"}\n"
                           "{\"id\":\"CVE-2099-0001\",\"distro\":{\"id\":\"alpine\",\"release\":\"3.22\"},\"package\":"
                           "\"a\",\"scheme\":\"apk\"}\n");
    assert_true(build_write(build, folder, &summary, &error));
    assert_true(database_open(arena, folder, &database, &error));
    assert_slice(database_find(&database, S("alpine-3.21"))->built, S("2025-01-04"));
    assert_slice(database_find(&database, S("alpine-3.22"))->built, S("2025-05-30"));
    assert_slice(database_find(&database, S("alpine-3.22"))->sources[0].date, S("2025-05-30"));
    database_close(&database);
    build_destroy(build);
    build_test_remove(folder);
    arena_destroy(arena);
}

static void test_names(void **state)
{
    static const struct {
        struct slice distro, release, ecosystem, name;
    } cases[] = {
        {S_INIT("debian"), S_INIT("12"), S_INIT(""), S_INIT("debian-12")},
        {S_INIT("arch"), S_INIT(""), S_INIT(""), S_INIT("arch")},
        {S_INIT(""), S_INIT(""), S_INIT("npm"), S_INIT("npm")},
        {S_INIT(""), S_INIT(""), S_INIT(""), S_INIT("cpe")},
        {S_INIT(""), S_INIT(""), S_INIT("cvss"), S_INIT("cvss_")},
        {S_INIT("../../etc"), S_INIT("a/b"), S_INIT(""), S_INIT("_._.._etc-a_b")},
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_slice(segment_name(arena, cases[i].distro, cases[i].release, cases[i].ecosystem), cases[i].name);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statements), cmocka_unit_test(test_index),
        cmocka_unit_test(test_signals),    cmocka_unit_test(test_order_of_input_does_not_matter),
        cmocka_unit_test(test_releases),   cmocka_unit_test(test_names),
        cmocka_unit_test(test_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
