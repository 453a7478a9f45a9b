#include "analyzer/testing.h"

extern const struct analyzer analyzer_jvm_release;

static const struct row_case cases[] = {
    {"Temurin", "opt/java/release",
     S_INIT("IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_RUNTIME_VERSION=\"21.0.4+7-LTS\"\nJAVA_VERSION=\"21.0.4\"\n"
            "IMAGE_TYPE=\"JRE\"\n"),
     "package generic|oracle/openjdk||21.0.4+7-LTS|||||||\n"},
    {"Oracle's of old", "usr/lib/jvm/jre-oracle/release",
     S_INIT("JAVA_VERSION=\"1.8.0_411\"\nJAVA_RUNTIME_VERSION=\"1.8.0_411-b25\"\nIMAGE_TYPE=\"JRE\"\n"),
     "package generic|oracle/jre||1.8.0_411-b25|||||||\n"},
    {"Azul", "opt/release",
     S_INIT("IMPLEMENTOR=\"Azul Systems, Inc.\"\nFULL_VERSION=\"17.0.1+12\"\nJAVA_VERSION=\"17.0.1\"\n"),
     "package generic|azul/zulu||17.0.1+12|||||||\n"},
    {"another's full version", "opt/release", S_INIT("FULL_VERSION=\"2.3\"\nJAVA_VERSION=\"17.0.1\"\n"),
     "package generic|oracle/openjdk||17.0.1|||||||\n"},
    {"no Java", "opt/release", S_INIT("VERSION=\"1\"\n"), ""},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_jvm_release, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_jvm_release, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/jvm_release", tests, NULL, NULL);
}
