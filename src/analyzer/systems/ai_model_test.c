#include "analyzer/testing.h"

extern const struct analyzer analyzer_ai_model;

#define GGUF "GGUF\3\0\0\0\0\0\0\0\0\0\0\0"

static const struct row_case cases[] = {
    {"GGUF says name and version", "models/x.gguf",
     S_INIT(GGUF "\3\0\0\0\0\0\0\0"
                 "\1\0\0\0\0\0\0\0"
                 "a\x09\0\0\0\4\0\0\0\2\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0"
                 "\x0c\0\0\0\0\0\0\0general.name\x08\0\0\0\4\0\0\0\0\0\0\0Tiny"
                 "\x0f\0\0\0\0\0\0\0general.version\x08\0\0\0\3\0\0\0\0\0\0\0"
                 "3.1"),
     "package model|Tiny||3.1|||||||\n"},
    {"GGUF without a name", "models/x.gguf", S_INIT(GGUF "\0\0\0\0\0\0\0\0"), "package model|x|||||||||\n"},
    {"GGUF cut in its head", "models/x.gguf", S_INIT(GGUF),
     "problem truncated ends at byte 16, where 8 more are missing\n"},
    {"safetensors: the folder says the name", "models/tiny/model.safetensors", S_INIT("\2\0\0\0\0\0\0\0{}"),
     "package model|tiny|||||||||\n"},
    {"safetensors without a header", "models/tiny/model.safetensors", S_INIT("\2\0\0\0\0\0\0\0[]"),
     "problem malformed no header of safetensors\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_ai_model, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_ai_model, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/ai_model", tests, NULL, NULL);
}
