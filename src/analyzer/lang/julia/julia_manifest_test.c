#include "analyzer/testing.h"

extern const struct analyzer analyzer_julia_manifest;

static const struct row_case cases[] = {
    {"format 2", "Manifest.toml",
     S_INIT("julia_version = \"1.9.0\"\n"
            "manifest_format = \"2.0\"\n"
            "[[deps.Dates]]\n"
            "deps = [\"Printf\"]\n"
            "uuid = \"ade2ca70\"\n"
            "[[deps.JSON]]\n"
            "deps = [\"Dates\", \"Parsers\"]\n"
            "uuid = \"682c06a0\"\n"
            "version = \"0.21.4\"\n"
            "[[deps.Parsers]]\n"
            "version = \"2.4.2\"\n"
            "[[deps.Printf]]\n"
            "uuid = \"de0858da\"\n"),
     "package julia|JSON||0.21.4||||||| [declared needs=Dates,Parsers]\n"
     "package julia|Parsers||2.4.2||||||| [declared]\n"},
    {"format 1", "Manifest.toml",
     S_INIT("[[A]]\n"
            "deps = [\"B\"]\n"
            "version = \"1\"\n"
            "[[B]]\n"
            "version = \"2\"\n"
            "[[C]]\n"
            "uuid = \"x\"\n"),
     "package julia|A||1||||||| [declared needs=B]\n"
     "package julia|B||2||||||| [declared]\n"},
    {"two packages of one name", "Manifest-v1.11.toml",
     S_INIT("manifest_format = \"2.0\"\n"
            "[[deps.A]]\n"
            "version = \"1\"\n"
            "[deps.A.deps]\n"
            "B = \"x\"\n"
            "[[deps.B]]\n"
            "version = \"1\"\n"
            "[[deps.B]]\n"
            "version = \"2\"\n"),
     "package julia|A||1||||||| [declared needs=B]\n"
     "package julia|B||1||||||| [declared]\n"
     "package julia|B||2||||||| [declared]\n"},
    {"a name of the standard library twice", "Manifest.toml",
     S_INIT("[[A]]\n"
            "deps = [\"B\"]\n"
            "[[B]]\n"
            "uuid = \"1\"\n"
            "[[B]]\n"
            "uuid = \"2\"\n"),
     "problem malformed line 3: a name of the standard library that stands twice\n"},
    {"what is needed is not there", "Manifest.toml",
     S_INIT("[[A]]\n"
            "deps = [\"B\"]\n"
            "version = \"1\"\n"),
     "package julia|A||1||||||| [declared]\n"
     "problem malformed 'B' is needed and not there\n"},
    {"no packages", "Manifest.toml",
     S_INIT("manifest_format = \"2.0\"\n"
            "[deps]\n"),
     ""},
    {"not TOML", "Manifest.toml", S_INIT("this is not"), "problem malformed line 1: a key without '='\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_julia_manifest, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_julia_manifest, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/julia/julia_manifest", tests, NULL, NULL);
}
