#include "analyzer/lang/java/jar_name.h"

#include "base/testing.h"

static const struct {
    const char *base, *artifact, *version;
} cases[] = {
    {"guava-29.0-jre.jar", "guava", "29.0-jre"},
    {"a.jar", "a", ""},
    {"spring-instrumentation-4.3.0-1.0.jar", "spring-instrumentation", "4.3.0-1.0"},
    {"log4j-1.2-api-2.17.1.jar", "log4j-1.2-api", "2.17.1"},
    {"cats-core_2.12-2.9.0.jar", "cats-core_2.12", "2.9.0"},
    {"cats-core_2.12.jar", "cats-core_2.12", ""},
    {"org.eclipse.osgi_3.18.0.v20220516.jar", "org.eclipse.osgi", "3.18.0.v20220516"},
    {"a-1.0-SNAPSHOT.war", "a", "1.0-SNAPSHOT"},
    {"a-1.0-rc-1.jar", "a", "1.0-rc-1"},
    {"a-2.0.0-sources.jar", "a", "2.0.0"},
    {"a-1.jar-with-dependencies.JAR", "a", "1.jar-with-dependencies"},
    {"a-1-jar-with-dependencies.jar", "a", "1"},
    {"-1.jar", "-1", ""},
    {"a-.jar", "a-", ""},
    {"a-1", "a", "1"},
    {"", "", ""},
};

static void test_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct slice exact = test_exact(slice_text(cases[i].base));
        struct jar_name name = jar_name(exact);
        assert_slice(name.artifact, slice_text(cases[i].artifact));
        assert_slice(name.version, slice_text(cases[i].version));
        test_exact_free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names)};
    return cmocka_run_group_tests_name("analyzer/jar_name", tests, NULL, NULL);
}
