#include "analyzer/testing.h"

extern const struct analyzer analyzer_known;

#define IS(name, version) "package generic|" name "||" version "|||||||\n"

static const struct row_case cases[] = {
    {"the first pattern that is there decides", "usr/bin/node", S_INIT("\0v6.1.0\0 node.js/v19.2.0"),
     IS("node", "6.1.0")},
    {"the best pattern, wherever it stands", "opt/deno",
     S_INIT("deno-0123456789012345678901234567890123456789"
            "1.2.3 Deno/2.0.0"),
     IS("deno", "2.0.0")},
    {"no version, no program", "usr/bin/node", S_INIT("node.js/v19"), ""},
    {"the version of the name must be in the file", "usr/bin/python3.11",
     S_INIT("\0"
            "3.10.1\0\0"
            "3.11.2\0"),
     IS("python", "3.11.2")},
    {"a name without a version", "usr/bin/python3-config",
     S_INIT("\0"
            "3.11.2\0"),
     ""},
    {"a library of any suffix", "lib/libpython3.7m.so.1.0",
     S_INIT("\0"
            "3.7.4\0"),
     IS("python", "3.7.4")},
    {"no library", "usr/lib/libpng.pc", S_INIT("libpng version 1.6.39"), ""},
    {"what else must be there is", "bin/gzip",
     S_INIT("%s: %s: not in gzip format\0"
            "1.12\0"),
     IS("gzip", "1.12")},
    {"what else must be there is not", "bin/gzip",
     S_INIT("\0"
            "1.12\0"),
     ""},
    {"two products of one file", "usr/sbin/mysqld",
     S_INIT("\0-cluster-gpl\0"
            "5.7.33-ndb-7.6.17\0"),
     IS("mysql-cluster", "7.6.17") IS("mysql-server", "5.7.33")},
    {"who built a Java: one answer", "usr/lib/jvm/bin/java",
     S_INIT("openjdk\0java\0"
            "1.8\0"
            "1.8.0_352-b08\0"),
     IS("oracle/openjdk", "1.8.0_352-b08")},
    {"by the folder", "opt/zulu8/bin/java",
     S_INIT("openjdk\0java\0"
            "1.8\0"
            "1.8.0_352-b08\0"),
     IS("azul/zulu", "1.8.0_352-b08")},
    {"otherwise its launcher's", "usr/bin/java",
     S_INIT("\0java\0"
            "1.8\0"
            "1.8.0_451-b10\0"),
     IS("oracle/jre", "1.8.0_451-b10")},
    {"a library that took over another", "bin/openssl", S_INIT("\0OpenSSL 1.1.1 (AWS-LC 1.69.0)\0"),
     IS("aws-lc", "1.69.0")},
    {"an empty file", "bin/bash", S_INIT(""), ""},
};

static void programs(void **state)
{
    (void)state;
    test_row_cases(&analyzer_known, cases, sizeof cases / sizeof *cases);
}

static void damage_is_read_within_its_bounds(void **state)
{
    (void)state;
    test_row_damage(&analyzer_known, "usr/bin/python3.11",
                    S("a\0"
                      "3.11.2\0b"));
    test_row_damage(&analyzer_known, "usr/bin/java",
                    S("\0openjdk\0java\0"
                      "17\0"
                      "17.0.2+8\0"));
}

static const struct {
    const char *path;
    struct slice input;
    const char *cpes[3];
} names[] = {
    {"usr/sbin/nginx",
     S_INIT("\0nginx version: nginx/1.25.1\0"),
     {"cpe:2.3:a:f5:nginx:1.25.1:*:*:*:*:*:*:*", "cpe:2.3:a:nginx:nginx:1.25.1:*:*:*:*:*:*:*"}},
    {"bin/java",
     S_INIT("openjdk\0java\0"
            "1.8\0"
            "1.8.0_352-b08\0"),
     {"cpe:2.3:a:oracle:openjdk:1.8.0:update352:*:*:*:*:*:*"}},
    {"bin/java",
     S_INIT("\0openjdk\0java\0"
            "17\0"
            "17.0.2+8\0"),
     {"cpe:2.3:a:oracle:openjdk:17.0.2\\+8:*:*:*:*:*:*:*"}},
};

static void names_of_the_dictionary(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct arena *arena = arena_create_simple();
        struct facts facts;
        struct package package;
        test_row_read(&analyzer_known, slice_text(names[i].path), names[i].input, 0, arena, &facts);
        assert_int_equal(facts.sources.count, 1);
        struct slice left = facts.sources.at[0].packages.bytes;
        assert_true(facts_next_package(&left, arena, &package));
        for (size_t c = 0; names[i].cpes[c] || c < package.cpes.count; c++)
            assert_slice(c < package.cpes.count ? package.cpes.at[c] : S(""), slice_text(names[i].cpes[c]));
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(programs), cmocka_unit_test(damage_is_read_within_its_bounds),
                                       cmocka_unit_test(names_of_the_dictionary)};
    return cmocka_run_group_tests_name("analyzer/binary/known", tests, NULL, NULL);
}
