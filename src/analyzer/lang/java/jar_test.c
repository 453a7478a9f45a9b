#include "analyzer/testing.h"

#include "analyzer/testing_spool.h"
#include "layer/testing/zip_builder.h"

extern const struct analyzer analyzer_jar;

enum { SCRATCH = 16 * 1024 * 1024 };

/* Packages as "NAME VERSION EMBEDDED", then problems. */
static struct slice jar_text(struct facts *facts)
{
    struct arena *arena = facts->arena;
    struct slice text = S("");

    for (size_t s = 0; s < facts->sources.count; s++) {
        struct slice left = facts->sources.at[s].packages.bytes;
        struct package p;
        while (facts_next_package(&left, arena, &p))
            text = arena_format(arena, "%.*s%.*s %.*s%s%.*s\n", SLICE_ARG(text), SLICE_ARG(p.name),
                                SLICE_ARG(p.version), p.embedded_in.len ? " " : "", SLICE_ARG(p.embedded_in));
    }
    for (size_t i = 0; i < facts->problems.count; i++)
        text = arena_format(arena, "%.*sproblem %s %.*s\n", SLICE_ARG(text),
                            problem_kind(facts->problems.at[i].code)->name, SLICE_ARG(facts->problems.at[i].detail));
    return text;
}

static struct slice read_jar(struct arena *arena, struct slice path, struct slice archive, struct facts *facts)
{
    struct slice exact = test_exact(archive);
    struct spooled file = {path, 0, exact.len, 0644};
    struct spool spool = {.files = &file, .count = 1, .descriptor = -1, .memory = exact};
    struct test_spool scratch;
    struct error error;

    test_spool_begin(&scratch, &spool, SCRATCH);
    facts_init(facts, arena, S("sha256:0000000000000000000000000000000000000000000000000000000000000000"));
    facts_source(facts, path, "jar", exact.len, 0644);
    if (!analyzer_jar.read_spooled(&spool, &file, facts, &error))
        facts_problem(facts, error.code, "%s", error.text);
    assert_int_equal(scratch.room.used, exact.len); /* all was given back */
    test_spool_end(&scratch);
    test_exact_free(exact);
    return jar_text(facts);
}

#define POM "META-INF/maven/g/a/pom.properties"
#define MF  "META-INF/MANIFEST.MF"

static const struct {
    const char *name, *path;
    struct {
        const char *name, *content;
    } members[4];
    const char *expected;
} cases[] = {
    {"pom.properties", "app/a-1.jar", {{POM, "#x\nversion=1.2\ngroupId=g\nartifactId=a\n"}}, "g:a 1.2\n"},
    {"colons, blanks, escapes",
     "app/a.jar",
     {{POM, "version :  1.2\ngroupId\\u003d=g\ngroupId: g.\\\n   h\nartifactId a\n"}},
     "g.h:a 1.2\n"},
    {"shaded",
     "app/a-1.jar",
     {{POM, "version=1\ngroupId=g\nartifactId=a\n"},
      {"META-INF/maven/g/b/pom.properties", "version=2\ngroupId=g\nartifactId=other\n"}},
     "g:a 1\ng:other 2 META-INF/maven/g/b/pom.properties\n"},
    {"told twice",
     "app/a-1.jar",
     {{POM, "version=1\ngroupId=g\nartifactId=a\n"}, {"x/pom.properties", "version=1\ngroupId=g\nartifactId=a\n"}},
     "g:a 1\n"},
    {"pom.xml gives way to pom.properties",
     "app/a-1.jar",
     {{"META-INF/maven/g/a/pom.xml", "<project><groupId>g</groupId><artifactId>a</artifactId></project>"},
      {POM, "version=1\ngroupId=g\nartifactId=a\n"}},
     "g:a 1\n"},
    {"pom.xml with its parent's version and a property",
     "app/a-1.jar",
     {{"META-INF/maven/g/a/pom.xml",
       "<project><parent><groupId>g</groupId><artifactId>p</artifactId><version>3</version></parent>"
       "<artifactId>${name}</artifactId><properties><name>a</name></properties></project>"}},
     "g:a 3\n"},
    {"pom.xml without a version has that of the file",
     "app/a-7.jar",
     {{"META-INF/maven/g/a/pom.xml",
       "<project><groupId>g</groupId><artifactId>a</artifactId><version>${revision}</version></project>"}},
     "g:a 7\n"},
    {"a damaged pom.xml is told",
     "app/a-7.jar",
     {{"META-INF/maven/g/a/pom.xml", "<project>"}},
     "a:a 7\nproblem malformed META-INF/maven/g/a/pom.xml: line 1: no element found\n"},
    {"bundle: group and artifact joined",
     "app/a-b-1.0.jar",
     {{MF, "Manifest-Version: 1.0\nBundle-SymbolicName: org.x.a-b;singleton:=true\n"}},
     "org.x:a-b 1.0\n"},
    {"bundle: Eclipse's way",
     "plugins/org.x.core_3.1.0.v20.jar",
     {{MF, "Bundle-SymbolicName: org.x.core\n"}},
     "org.x:org.x.core 3.1.0.v20\n"},
    {"bundle: renamed",
     "app/lib.jar",
     {{MF, "Created-By: Apache Maven Bundle Plugin\nBundle-SymbolicName: org.x.core\nBundle-Version: 1.0\n"}},
     "org.x:core 1.0\n"},
    {"bundle: its name leaves out what stands in the file's",
     "app/x-core.jar",
     {{MF, "Created-By: Apache Maven Bundle Plugin\nBundle-SymbolicName: org.x.core\nBundle-Version: 1.0\n"}},
     "org.x.core:x-core 1.0\n"},
    {"a group in the file's name", "app/org.x.y.core-1.0.jar", {{MF, "\n"}}, "org.x.y:org.x.y.core 1.0\n"},
    {"a value over lines",
     "app/a-1.jar",
     {{MF, "Implementation-Vendor-Id: org.lo\r\n ng\r\n er\r\n"}},
     "org.longer:a 1\n"},
    {"attributes of a section",
     "app/axis.jar",
     {{MF, "Manifest-Version: 1.0\n\nName: org/apache/axis\nImplementation-Version: 1.4 1855 April\n"}},
     "org.apache.axis:axis 1.4\n"},
    {"a plugin of Jenkins",
     "plugins/git.hpi",
     {{MF, "Group-Id: org.jenkins-ci.plugins\nShort-Name: git\nPlugin-Version: 4.1 (x)\n"}},
     "org.jenkins-ci.plugins:git 4.1\n"},
    {"built by Gradle",
     "app/elasticsearch-8.1.jar",
     {{MF, "Implementation-Title: org.elasticsearch#server;8.1\n"}},
     "org.elasticsearch:elasticsearch 8.1\n"},
    {"well known by its manifest alone",
     "app/test.jar",
     {{MF, "Implementation-Title: spring-core\nImplementation-Version: 5.3.1\nAutomatic-Module-Name: spring.core\n"}},
     "org.springframework:spring-core 5.3.1\n"},
    {"well known by its name", "app/okhttp-4.9.0.jar", {{MF, "\n"}}, "com.squareup.okhttp3:okhttp 4.9.0\n"},
    {"a renamed application",
     "app.jar",
     {{MF, "Implementation-Title: shop\nImplementation-Version: 3\n"},
      {POM, "version=3\ngroupId=g\nartifactId=shop\n"}},
     "g:shop 3\n"},
    {"a manifest alone", "app/x.jar", {{MF, "\n"}}, "x:x \n"},
    {"nothing", "app/x.jar", {{"README", "\n"}}, ""},
    {"a version in the name alone", "app/x-1.2-SNAPSHOT.jar", {{"README", "\n"}}, "x:x 1.2-SNAPSHOT\n"},
    {"without group", "app/x.jar", {{POM, "version=1\nartifactId=a\n"}}, ""},
    {"placeholders that nobody filled in",
     "app/x.jar",
     {{POM, "version=${v}\ngroupId=${g}\nartifactId=a\n"}, {MF, "Implementation-Version: ${v}\n"}},
     "x:x \n"},
    {"renamed: any name, a zip with a manifest",
     "opt/thing",
     {{MF, "Implementation-Version: 1\n"}, {POM, "version=1\ngroupId=g\nartifactId=a\n"}},
     "g:a 1\n"},
    {"any other zip",
     "opt/thing.zip",
     {{"a.txt", "\n"}, {"pom.properties", "version=1\ngroupId=g\nartifactId=a\n"}},
     ""},
    {"a wheel with a manifest", "opt/x-1.0-py3-none-any.whl", {{MF, "Implementation-Version: 1\n"}}, ""},
};

static void test_identities(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_create_simple();
        struct zip_builder *zip = calloc(1, sizeof *zip);
        struct facts facts;
        for (size_t m = 0; m < 4 && cases[i].members[m].name; m++)
            zip_builder_file(zip, cases[i].members[m].name, cases[i].members[m].content);
        struct slice text = read_jar(arena, slice_text(cases[i].path), zip_builder_end(zip, false, ""), &facts);
        if (!slice_equal(text, slice_text(cases[i].expected)))
            fail_msg("%s:\n%.*s", cases[i].name, SLICE_ARG(text));
        zip_builder_free(zip);
        free(zip);
        arena_destroy(arena);
    }
}

static void test_what_is_no_archive(void **state)
{
    static const struct {
        const char *path, *expected;
    } names[] = {
        {"a.jar", "problem malformed no zip archive, or one without its end\n"},
        {"a.nar", ""}, /* Nix has archives of that name */
        {"a", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct arena *arena = arena_create_simple();
        struct facts facts;
        assert_slice(read_jar(arena, slice_text(names[i].path), S("nix-archive-1 is no zip archive"), &facts),
                     slice_text(names[i].expected));
        arena_destroy(arena);
    }
}

static struct slice library(struct arena *arena)
{
    struct zip_builder *zip = calloc(1, sizeof *zip);

    zip_builder_file(zip, POM, "version=1\ngroupId=g\nartifactId=a\n");
    struct slice archive = arena_copy(arena, zip_builder_end(zip, false, ""));
    zip_builder_free(zip);
    free(zip);
    return archive;
}

/* `inner` in an archive, `times`, stored or deflated. */
static struct slice wrapped(struct arena *arena, struct slice inner, const char *name, unsigned method, size_t times)
{
    struct zip_builder *zip = calloc(1, sizeof *zip);

    for (size_t i = 0; i < times; i++)
        zip_builder_add(zip, (struct zip_built){.name = name, .method = method}, inner);
    struct slice archive = arena_copy(arena, zip_builder_end(zip, false, ""));
    zip_builder_free(zip);
    free(zip);
    return archive;
}

static void test_nested(void **state)
{
    struct arena *arena = arena_create_simple();
    struct facts facts;

    (void)state;
    for (unsigned method = 0; method <= 8; method += 8) {
        struct slice one = wrapped(arena, library(arena), "lib/a-1.jar", method, 2);
        assert_slice(read_jar(arena, S("app.war"), one, &facts), S("g:a 1 lib/a-1.jar\ng:a 1 lib/a-1.jar\n"));
        struct slice two = wrapped(arena, one, "inner.war", 8 - method, 1);
        assert_slice(read_jar(arena, S("app.ear"), two, &facts),
                     S("g:a 1 inner.war!/lib/a-1.jar\ng:a 1 inner.war!/lib/a-1.jar\n"));
        assert_slice(read_jar(arena, S("any.zip"), one, &facts), S("g:a 1 lib/a-1.jar\ng:a 1 lib/a-1.jar\n"));
    }
    assert_slice(read_jar(arena, S("app.war"), wrapped(arena, S("no zip"), "lib/a.jar", 0, 1), &facts),
                 S("problem malformed lib/a.jar: no zip archive, or one without its end\n"));
    arena_destroy(arena);
}

static void test_deep(void **state)
{
    struct arena *arena = arena_create_simple();
    struct slice archive = library(arena), text;
    struct facts facts;

    (void)state;
    for (size_t depth = 0; depth < 15; depth++)
        archive = wrapped(arena, archive, "n.jar", depth % 2 ? 8 : 0, 1);
    text = read_jar(arena, S("x.jar"), archive, &facts);
    assert_true(slice_starts(text, S("g:a 1 n.jar!/n.jar!/")));
    assert_int_equal(facts.problems.count, 0);
    text = read_jar(arena, S("x.jar"), wrapped(arena, archive, "n.jar", 0, 1), &facts);
    assert_true(slice_find(text, S("problem limit n.jar!/")) != SIZE_MAX);
    arena_destroy(arena);
}

/* Many entries of the directory that name one archive: a bomb, unless each member has bytes of its own. */
static void test_shared_bytes(void **state)
{
    struct arena *arena = arena_create_simple();
    struct zip_builder *zip = calloc(1, sizeof *zip);
    struct facts facts;
    struct slice inner = library(arena);

    (void)state;
    zip_builder_add(zip, (struct zip_built){.name = "a-1.jar"}, inner);
    for (size_t i = 0; i < 500; i++)
        zip_builder_entry(zip, (struct zip_built){.name = "a-1.jar"}, 0, 0, inner.len, inner.len);
    struct slice text = read_jar(arena, S("x.jar"), zip_builder_end(zip, false, ""), &facts);
    assert_true(slice_find(text, S("problem limit a-1.jar: members share their bytes")) != SIZE_MAX);
    assert_true(slice_find(text, S("problem malformed 500 members that lie within one another")) != SIZE_MAX);
    zip_builder_free(zip);
    free(zip);
    arena_destroy(arena);
}

static void test_damage(void **state)
{
    struct arena *build = arena_create_simple();
    struct zip_builder *zip = calloc(1, sizeof *zip);

    (void)state;
    zip_builder_file(zip, MF, "Bundle-SymbolicName: a.b\nImplementation-Version: 1\n");
    zip_builder_file(zip, "META-INF/maven/x/pom.xml", "<project><artifactId>a</artifactId></project>");
    zip_builder_add(zip, (struct zip_built){.name = "l.jar", .method = 8}, library(build));
    struct slice archive = zip_builder_end(zip, false, "");
    for (size_t at = 0; at < archive.len * 3; at++) {
        struct arena *arena = arena_create_simple();
        struct facts facts, decoded;
        struct error error;
        struct slice bytes = arena_copy(arena, at < archive.len ? slice_head(archive, at) : archive);
        if (at >= archive.len)
            ((uint8_t *)(uintptr_t)bytes.at)[at % archive.len] ^= at < archive.len * 2 ? 0x01 : 0x80;
        read_jar(arena, S("x.jar"), bytes, &facts);
        assert_true(facts_decode(facts_encode(&facts), arena, &decoded, &error));
        arena_destroy(arena);
    }
    zip_builder_free(zip);
    free(zip);
    arena_destroy(build);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_identities), cmocka_unit_test(test_what_is_no_archive), cmocka_unit_test(test_nested),
        cmocka_unit_test(test_deep),       cmocka_unit_test(test_shared_bytes),       cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests_name("analyzer/jar", tests, NULL, NULL);
}
