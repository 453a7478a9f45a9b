#include "advisory/make/testing.h"

#include "advisory/feed/testing.h"

#define OWN(rest)                                                                                                      \
    "{\"id\":\"CVE-2099-0001\",\"distro\":{\"id\":\"d\",\"release\":\"1\"},\"package\":\"a\",\"scheme\":\"deb\","      \
    "\"status\":\"fixed\",\"fixed_version\":\"2\"" rest "}\n"
#define OSV(id, rest, events)                                                                                          \
    "{\"id\":\"" id "\"" rest ",\"affected\":[{\"package\":{\"ecosystem\":\"Debian:1\",\"name\":\"a\"},\"ranges\":[{"  \
    "\"type\":\"ECOSYSTEM\",\"events\":[{\"introduced\":\"0\"}" events "]}]}]}"
#define FIXED(version) ",{\"fixed\":\"" version "\"}"
#define DSA(number, version)                                                                                           \
    OSV("DSA-" number "-1", ",\"published\":\"2024-0" number "-01\",\"related\":[\"CVE-2099-0001\"]", FIXED(version))

static const struct {
    const char *name, *feed, *files[3], *text;
} cases[] = {
    {"the same twice", "own", {OWN("") OWN("")}, "d/1 binary a CVE-2099-0001 deb fixed fixed=2 source=own\n"},
    {"names and days go together, the first day counts",
     "own",
     {OWN(",\"vendor_ids\":[\"V-2\"],\"available\":\"2024-02-01\",\"aliases\":[\"B\"]")
          OWN(",\"vendor_ids\":[\"V-1\",\"V-2\"],\"available\":\"2024-01-01\",\"aliases\":[\"A\"]") OWN("")},
     "d/1 binary a CVE-2099-0001 deb fixed fixed=2 aliases=A|B vendor=V-1|V-2 available=2024-01-01 source=own\n"},
    {"architectures of one announcement",
     "own",
     {OWN(",\"arches\":[\"x\"],\"vendor_ids\":[\"V\"]") OWN(",\"arches\":[\"z\",\"y\"],\"vendor_ids\":[\"V\"]")},
     "d/1 binary a CVE-2099-0001 deb fixed fixed=2 arches=x|y|z vendor=V source=own\n"},
    {"any architecture takes all others in",
     "own",
     {OWN(",\"arches\":[\"x\"]") OWN("")},
     "d/1 binary a CVE-2099-0001 deb fixed fixed=2 source=own\n"},
    {"products of one announcement",
     "own",
     {OWN(",\"repos\":[\"r\"]") OWN(",\"repos\":[\"q\"]")},
     "d/1 binary a CVE-2099-0001 deb fixed fixed=2 repos=q|r source=own\n"},
    {"products of two announcements stay apart",
     "own",
     {OWN(",\"repos\":[\"r\"],\"vendor_ids\":[\"V-1\"]") OWN(",\"repos\":[\"q\"],\"vendor_ids\":[\"V-2\"]")},
     "d/1 binary a CVE-2099-0001 deb fixed fixed=2 repos=q vendor=V-2 source=own\n"
     "d/1 binary a CVE-2099-0001 deb fixed fixed=2 repos=r vendor=V-1 source=own\n"},
    {"two sources that say the same are one, two words are two",
     "own",
     {OWN(",\"source\":\"s2\"") OWN(",\"source\":\"s1\"") OWN(",\"source\":\"s0\",\"severity\":\"low\"")},
     "d/1 binary a CVE-2099-0001 deb fixed fixed=2 severity=low source=s0\n"
     "d/1 binary a CVE-2099-0001 deb fixed fixed=2 source=s1\n"},
    {"modules, channels and bounds stay apart",
     "own",
     {OWN(",\"module\":\"m:1\"") OWN(",\"channel\":\"esm\"") OWN(",\"ranges\":[[\"<2\"]]")},
     "d/1 binary a CVE-2099-0001 deb fixed fixed=2 ranges=<2 source=own\n"
     "d/1 binary a CVE-2099-0001 deb fixed fixed=2 channel=esm source=own\n"
     "d/1 binary a CVE-2099-0001 deb fixed fixed=2 module=m:1 source=own\n"},
    {"an announcement of the tracker's fix",
     "osv-debian",
     {OSV("CVE-2099-0001", "", FIXED("2")), DSA("1", "2"), DSA("2", "2")},
     "debian/1 source a CVE-2099-0001 deb fixed fixed=2 vendor=DSA-1-1|DSA-2-1 available=2024-01-01 "
     "source=osv-debian\n"},
    {"the tracker knows a later fix: the announcement's day is not its day",
     "osv-debian",
     {OSV("CVE-2099-0001", "", FIXED("3")), DSA("1", "2")},
     "debian/1 source a CVE-2099-0001 deb fixed fixed=3 vendor=DSA-1-1 source=osv-debian\n"},
    {"the tracker knows no fix: both stand",
     "osv-debian",
     {OSV("CVE-2099-0001", "", ""), DSA("1", "2")},
     "debian/1 source a CVE-2099-0001 deb affected source=osv-debian\n"
     "debian/1 source a CVE-2099-0001 deb fixed fixed=2 vendor=DSA-1-1 available=2024-01-01 source=osv-debian\n"},
    {"the tracker says nothing",
     "osv-debian",
     {DSA("1", "2"), DSA("2", "3")},
     "debian/1 source a CVE-2099-0001 deb fixed fixed=2 vendor=DSA-1-1 available=2024-01-01 source=osv-debian\n"
     "debian/1 source a CVE-2099-0001 deb fixed fixed=3 vendor=DSA-2-1 available=2024-02-01 source=osv-debian\n"},
};

static bool add_line(void *context, const struct advisory *advisory)
{
    feed_test_say(context, advisory, false);
    return true;
}

static void check(size_t i, bool backwards)
{
    struct build *build = build_create(&(struct build_options){.seed = {i, backwards}});
    struct arena *arena = arena_create_simple();
    struct bytes text = {.arena = arena};
    char *folder = build_test_folder();
    struct build_summary summary;
    struct database database;
    struct segment *segment;
    struct error error;

    for (size_t k = 0; k < 3; k++) {
        const char *file = cases[i].files[backwards ? 2 - k : k];
        if (file)
            build_test_feed(build, cases[i].feed, "a.json", file);
    }
    if (!build_write(build, folder, &summary, &error) || !database_open(arena, folder, &database, &error) ||
        !database_segment(&database, slice_text(strcmp(cases[i].feed, "own") == 0 ? "d-1" : "debian-1"), &segment,
                          &error) ||
        !segment_each(segment, S("a"), add_line, &text, &error))
        fail_msg("%s: %s", cases[i].name, error.text);
    if (!slice_equal(bytes_slice(&text), slice_text(cases[i].text)))
        fail_msg("%s: said\n%.*sinstead of\n%s", cases[i].name, SLICE_ARG(bytes_slice(&text)), cases[i].text);
    database_close(&database);
    build_destroy(build);
    build_test_remove(folder);
    arena_destroy(arena);
}

static void test_merges(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check(i, false);
        check(i, true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_merges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
