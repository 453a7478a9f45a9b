#include "analyzer/testing.h"

#include "analyzer/testing_spool.h"

extern const struct analyzer analyzer_pom_xml;

#define DEP(group, artifact, rest)                                                                                     \
    "<dependency><groupId>" group "</groupId><artifactId>" artifact "</artifactId>" rest "</dependency>"
#define DEPS(list)    "<dependencies>" list "</dependencies>"
#define MANAGED(list) "<dependencyManagement>" DEPS(list) "</dependencyManagement>"
#define PARENT(rest)  "<parent><groupId>p</groupId><artifactId>up</artifactId><version>9</version>" rest "</parent>"
#define UP            "<groupId>p</groupId><artifactId>up</artifactId><version>9</version>"

static const struct {
    const char *name;
    struct {
        const char *path, *text;
    } files[3]; /* the first is read */
    const char *expected;
} cases[] = {
    {"direct, scopes",
     {{"pom.xml",
       "<project>" DEPS(DEP("g", "a", "<version>1</version>") DEP("g", "b", "<version>2</version><scope>test</scope>")
                            DEP("g", "c", "<scope>compile</scope>")) "</project>"}},
     "package maven|g:a||1||||||| [declared direct]\npackage maven|g:b||2||||||| [declared direct test]\n"
     "package maven|g:c||||||||| [declared direct]\n"},
    {"properties, blanks, and one that nobody knows",
     {{"pom.xml",
       "<project><version>7</version><properties><v>${w}</v><w> 1 </w></properties>" DEPS(
           DEP(" g ", "a", "<version> ${v} </version>") DEP("g", "b", "<version>${project.version}</version>")
               DEP("g", "c", "<version>${x}</version>") DEP("${x}", "d", "")) "</project>"}},
     "package maven|g:a||1||||||| [declared direct]\npackage maven|g:b||7||||||| [declared direct]\n"
     "package maven|g:c||||||||| [declared direct]\n"},
    {"a property that is made of itself",
     {{"pom.xml",
       "<project><properties><v>x${v}</v></properties>" DEPS(DEP("g", "a", "<version>${v}</version>")) "</project>"}},
     "package maven|g:a||||||||| [declared direct]\n"},
    {"versions that are none",
     {{"pom.xml", "<project>" DEPS(DEP("g", "a", "<version>[1,2)</version>") DEP("g", "b", "<version>[1]</version>")
                                       DEP("g", "c", "<version>LATEST</version>")) "</project>"}},
     "package maven|g:a||||||||| [declared direct]\npackage maven|g:b||1||||||| [declared direct]\n"
     "package maven|g:c||||||||| [declared direct]\n"},
    {"managed by the parent in the folder above, with the child's property",
     {{"m/pom.xml", "<project>" PARENT("") "<properties><v>2</v></properties>" DEPS(DEP("g", "a", "")) "</project>"},
      {"pom.xml", "<project>" UP "<properties><v>1</v></properties>" MANAGED(
                      DEP("g", "a", "<version>${v}</version><scope>runtime</scope>"))
                      DEPS(DEP("g", "b", "<version>${v}</version>")) "</project>"}},
     "package maven|g:a||2||||||| [declared direct runtime]\npackage maven|g:b||2||||||| [declared direct]\n"},
    {"a parent elsewhere, named by its folder",
     {{"pom.xml", "<project>" PARENT("<relativePath>./up</relativePath>") "</project>"},
      {"up/pom.xml", "<project>" UP DEPS(DEP("g", "b", "<version>1</version>")) "</project>"}},
     "package maven|g:b||1||||||| [declared direct]\n"},
    {"the file above is no parent",
     {{"m/pom.xml", "<project>" PARENT("") "</project>"},
      {"pom.xml", "<project><groupId>p</groupId><artifactId>x</artifactId>" DEPS(DEP("g", "b", "")) "</project>"}},
     ""},
    {"a parent of its own",
     {{"pom.xml", "<project>" PARENT("<relativePath>pom.xml</relativePath>") UP DEPS(DEP("g", "a", "")) "</project>"}},
     "package maven|g:a||||||||| [declared direct]\n"},
    {"profiles: active by default, and not",
     {{"pom.xml",
       "<project><profiles><profile><activation><activeByDefault>true</activeByDefault></activation>" DEPS(DEP(
           "g", "a", "<version>1</version>")) "</profile><profile>" DEPS(DEP("g", "b",
                                                                             "")) "</profile></profiles></project>"}},
     "package maven|g:a||1||||||| [declared direct]\n"},
    {"plugins have dependencies of their own",
     {{"pom.xml", "<project><build><plugins><plugin>" DEPS(DEP("g", "a", "")) "</plugin></plugins></build></project>"}},
     ""},
    {"the first of two",
     {{"pom.xml",
       "<project>" DEPS(DEP("g", "a", "<version>1</version>") DEP("g", "a", "<version>2</version>")) "</project>"}},
     "package maven|g:a||1||||||| [declared direct]\n"},
    {"another document", {{"pom.xml", "<x>" DEPS(DEP("g", "a", "")) "</x>"}}, ""},
    {"cut", {{"pom.xml", "<project>"}}, "problem malformed line 1: no element found\n"},
};

static struct slice read_case(struct arena *arena, const struct spooled *files, size_t count, struct slice memory)
{
    struct spool spool = {.files = files, .count = count, .descriptor = -1, .memory = memory};
    struct facts facts;
    struct error error;

    facts_init(&facts, arena, S("sha256:0000000000000000000000000000000000000000000000000000000000000000"));
    facts_source(&facts, files[0].path, "pom_xml", files[0].size, 0644);
    if (!analyzer_pom_xml.read_spooled(&spool, &files[0], &facts, &error))
        facts_problem(&facts, error.code, "%s", error.text);
    return test_facts_text(&facts);
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_create_simple();
        struct spooled files[3];
        struct slice all = S("");
        size_t count = 0;
        for (; count < 3 && cases[i].files[count].path; count++) {
            struct slice text = slice_text(cases[i].files[count].text);
            files[count] = (struct spooled){slice_text(cases[i].files[count].path), all.len, text.len, 0644};
            all = arena_join(arena, (struct slice[]){all, text}, 2);
        }
        struct slice exact = test_exact(all), text = read_case(arena, files, count, exact);
        if (!slice_equal(text, slice_text(cases[i].expected)))
            fail_msg("%s:\n%.*s", cases[i].name, SLICE_ARG(text));
        test_exact_free(exact);
        arena_destroy(arena);
    }
}

static void test_damage(void **state)
{
    struct slice whole = slice_text(cases[0].files[0].text);

    (void)state;
    for (size_t at = 0; at < whole.len * 2; at++) {
        struct arena *arena = arena_create_simple();
        struct slice exact = test_exact(at < whole.len ? slice_head(whole, at) : whole);
        if (at >= whole.len)
            ((uint8_t *)(uintptr_t)exact.at)[at - whole.len] ^= 0x08;
        struct spooled file = {S("pom.xml"), 0, exact.len, 0644};
        read_case(arena, &file, 1, exact);
        test_exact_free(exact);
        arena_destroy(arena);
    }
}

/* Each property is twice the one before, and there are many of them: told, and not followed for ever. */
static void test_properties_that_grow(void **state)
{
    struct arena *arena = arena_create_simple();
    struct slice text = S("<project><properties><a0>xxxxxxxxxxxxxxxx</a0>");

    (void)state;
    for (unsigned i = 1; i < 40; i++)
        text = arena_format(arena, "%.*s<a%u>${a%u}${a%u}</a%u>", SLICE_ARG(text), i, i - 1, i - 1, i);
    text = arena_format(arena, "%.*s</properties>" DEPS(DEP("g", "a", "<version>${a39}</version>")) "</project>",
                        SLICE_ARG(text));
    struct spooled file = {S("pom.xml"), 0, text.len, 0644};
    assert_slice(read_case(arena, &file, 1, text), S("package maven|g:a||||||||| [declared direct]\n"));
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage),
                                       cmocka_unit_test(test_properties_that_grow)};
    return cmocka_run_group_tests_name("analyzer/pom_xml", tests, NULL, NULL);
}
