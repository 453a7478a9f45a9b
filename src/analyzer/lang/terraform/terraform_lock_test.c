#include "analyzer/testing.h"

extern const struct analyzer analyzer_terraform_lock;

static const struct row_case cases[] = {
    {"providers", ".terraform.lock.hcl",
     S_INIT("# x\n"
            "\n"
            "provider \"registry.terraform.io/hashicorp/aws\" {\n"
            "  version     = \"5.72.1\"\n"
            "  constraints = \"> 5.72.0\"\n"
            "  hashes = [\n"
            "    \"h1:x=\",\n"
            "  ]\n"
            "}\n"
            "\n"
            "provider \"registry.opentofu.org/h/http\" {\n"
            "  version = \"2.1.0\"\n"
            "}"),
     "package terraform|registry.terraform.io/hashicorp/aws||5.72.1||||||| [declared]\n"
     "package terraform|registry.opentofu.org/h/http||2.1.0||||||| [declared]\n"},
    {"what is built in", ".terraform.lock.hcl",
     S_INIT("provider \"builtin/terraform\" {\n"
            "  version = \"1.0.0\"\n"
            "}\n"),
     ""},
    {"without a version", ".terraform.lock.hcl",
     S_INIT("provider \"a/b/c\" {\n"
            "}\n"
            "provider \"a/b/d\" {\n"
            "  version = \"1\"\n"
            "}\n"),
     "package terraform|a/b/d||1||||||| [declared]\n"
     "problem malformed line 1: a provider without a version\n"},
    {"without an address", ".terraform.lock.hcl",
     S_INIT("provider {\n"
            "  version = \"1\"\n"
            "}\n"),
     "problem malformed line 1: a provider without an address\n"},
    {"lines of Windows", ".terraform.lock.hcl",
     S_INIT("provider \"a/b/c\" {\r\n"
            "  version = \"1\"\r\n"
            "}\r\n"),
     "package terraform|a/b/c||1||||||| [declared]\n"},
};

static void rows(void **state)
{
    (void)state;
    test_row_cases(&analyzer_terraform_lock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_terraform_lock, cases[0].path, cases[0].input);
}

static const struct long_case long_cases[] = {
    {&analyzer_terraform_lock, ".terraform.lock.hcl",
     "provider \"a/b/c\" {\n"
     "  hashes = [\"",
     "\"]\n"
     "  version = \"1\"\n"
     "}\n",
     "package terraform|a/b/c||1||||||| [declared]\n"},
};

static void long_lines(void **state)
{
    (void)state;
    test_row_long_lines(long_cases, sizeof long_cases / sizeof *long_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),
        cmocka_unit_test(damage),
        cmocka_unit_test(long_lines),
    };
    return cmocka_run_group_tests_name("analyzer/lang/terraform/terraform_lock", tests, NULL, NULL);
}
