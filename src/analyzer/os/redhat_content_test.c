#include "analyzer/testing.h"

extern const struct analyzer analyzer_redhat_content;

#define BUILD      "root/buildinfo/"
#define MANIFEST   BUILD "content_manifests/app-container-1.2-3.json"
#define DOCKERFILE BUILD "Dockerfile-app-1.2-3"

static const struct row_case cases[] = {
    {"content sets in their order", MANIFEST,
     S_INIT("{\"metadata\": {\"icm_version\": 1}, \"content_sets\": [\"rhel-8-for-x86_64-baseos-rpms\","
            " \"rhel-8-for-x86_64-appstream-rpms\"], \"image_contents\": [{\"purl\": \"pkg:golang/x\"}]}"),
     "value content_set=rhel-8-for-x86_64-baseos-rpms\nvalue content_set=rhel-8-for-x86_64-appstream-rpms\n"},
    {"as RHCOS has them", "usr/share/buildinfo/content-manifest.json", S_INIT("{\"content_sets\": [\"a\"]}"),
     "value content_set=a\n"},
    {"none", MANIFEST, S_INIT("{\"content_sets\": []}"), ""},
    {"null", MANIFEST, S_INIT("{\"content_sets\": null}"), ""},
    {"other files", BUILD "content_manifests/README", S_INIT("text"), ""},
    {"other files beside", BUILD "notes", S_INIT("LABEL a=b"), ""},
    {"labels over several lines", DOCKERFILE,
     S_INIT("FROM sha256:0123\n# a comment\nLABEL com.redhat.component=\"app-container\" \\\n# a comment within\n\n"
            "      name=\"app\" \\\n      architecture=\"x86_64\"\nRUN echo LABEL architecture=none\n"),
     "value build_nvr=app-container-1.2-3-x86_64\n"},
    {"variables", BUILD "Dockerfile-base-7-app-1.1-3",
     S_INIT("ENV base jboss base\nENV kind=docker empty=\nARG arch=ppc64le\n"
            "LABEL BZComponent=\"${base}-7-$kind${empty}\" Architecture='x86_64' \"Name\"=x\n"
            "LABEL \"architecture\"=$arch${empty:+no}${kind:+}${none:-}\n"),
     "value build_nvr=jboss-7-docker-1.1-3-ppc64le\n"},
    {"no variables within single quotes, none behind a backslash", DOCKERFILE,
     S_INIT("ENV a=1\nLABEL com.redhat.component='$a'\\$a\"\\$a\" architecture=$a$\n"),
     "value build_nvr=$a$a$a-1.2-3-1$\n"},
    {"old form without '='", DOCKERFILE,
     S_INIT("label com.redhat.component app-container\nLabel architecture \"x86_64\"\n"),
     "value build_nvr=app-container-1.2-3-x86_64\n"},
    {"without an architecture there is no name", DOCKERFILE, S_INIT("LABEL com.redhat.component=app\n"), ""},
    {"version and release from labels when the file's name has none", BUILD "Dockerfile-app",
     S_INIT("LABEL com.redhat.component=c architecture=a version=v release=r\n"), "value build_nvr=c-v-r-a\n"},
    {"what never ends", DOCKERFILE, S_INIT("LABEL com.redhat.component=\"app architecture=x \\\n"), ""},
    {"labels as JSON", "usr/share/buildinfo/labels.json",
     S_INIT("{\"architecture\": \"x86_64\", \"com.redhat.component\": \"app-container\", \"n\": 1,"
            " \"release\": \"1754000177\", \"version\": \"9.6\"}"),
     "value build_nvr=app-container-9.6-1754000177-x86_64\n"},
};

static void builds_and_content_sets_become_values(void **state)
{
    (void)state;
    test_row_cases(&analyzer_redhat_content, cases, sizeof cases / sizeof *cases);
}

static void what_is_no_json_is_told(void **state)
{
    static const struct slice inputs[] = {S_INIT("broken"), S_INIT(""), S_INIT("{\"content_sets\": [\"a\""),
                                          S_INIT("{\"content_sets\": [\"a\"]} more")};

    (void)state;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        struct arena *arena = arena_create_simple();
        struct facts facts;
        test_row_read(&analyzer_redhat_content, S(MANIFEST), inputs[i], 0, arena, &facts);
        assert_int_equal(facts.problems.count, 1);
        arena_destroy(arena);
    }
}

static void damage_is_read_within_its_bounds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        test_row_damage(&analyzer_redhat_content, cases[i].path, cases[i].input);
}

static void long_instructions_and_many_variables_are_bounded(void **state)
{
    static const char last[] = "\nLABEL com.redhat.component=c architecture=x\n";
    struct slice inputs[] = {
        test_long("ENV a=1\nLABEL x=", '$', 11 * 1024 * 1024, last),
        test_long("LABEL x=\"", 'x', 70 * 1024, "\"\nLABEL com.redhat.component=c architecture=x\n"),
        test_long("ENV ", '=', 60 * 1024, last),
        test_long("LABEL x=", '\\', 60 * 1024 + 1, "y\nLABEL com.redhat.component=c architecture=x\n"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        struct arena *arena = arena_create_simple();
        struct facts facts;
        test_row_read(&analyzer_redhat_content, S(DOCKERFILE), inputs[i], 65536, arena, &facts);
        assert_int_equal(facts.sources.at[0].values.count, 1);
        assert_slice(facts.sources.at[0].values.at[0].text, S("c-1.2-3-x"));
        arena_destroy(arena);
        test_exact_free(inputs[i]);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds_and_content_sets_become_values),
        cmocka_unit_test(what_is_no_json_is_told),
        cmocka_unit_test(damage_is_read_within_its_bounds),
        cmocka_unit_test(long_instructions_and_many_variables_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
