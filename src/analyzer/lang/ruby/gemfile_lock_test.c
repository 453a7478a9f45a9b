#include "analyzer/testing.h"

extern const struct analyzer analyzer_gemfile_lock;

static const struct row_case cases[] = {
    {"sections", "Gemfile.lock",
     S_INIT("GIT\n"
            "  remote: https://example.org/a.git\n"
            "  revision: 00\n"
            "  specs:\n"
            "    a (0.1)\n"
            "      rack (>= 1)\n"
            "\n"
            "PATH\n"
            "  remote: .\n"
            "  specs:\n"
            "    b (0.2)\n"
            "      c\n"
            "\n"
            "GEM\n"
            "  remote: https://rubygems.org/\n"
            "  specs:\n"
            "    c (1.0)\n"
            "    nokogiri (1.13.3-x86_64-linux)\n"
            "      racc (~> 1.4)\n"
            "    racc (1.6.0)\n"
            "    rack (2.2.3)\n"
            "    z (9)\n"
            "\n"
            "PLATFORMS\n"
            "  x86_64-linux\n"
            "\n"
            "DEPENDENCIES\n"
            "  a!\n"
            "  b (= 0.2)!\n"
            "  nokogiri\n"
            "\n"
            "CHECKSUMS\n"
            "  racc (1.6.0) sha256=00\n"
            "\n"
            "RUBY VERSION\n"
            "   ruby 3.0.2p107\n"
            "\n"
            "BUNDLED WITH\n"
            "   2.2.28\n"),
     "package gem|a||0.1||||||| [declared direct needs=rack]\n"
     "package gem|b||0.2||||||| [declared direct needs=c]\n"
     "package gem|c||1.0||||||| [declared transitive]\n"
     "package gem|nokogiri||1.13.3||||||| [declared direct needs=racc]\n"
     "package gem|racc||1.6.0||||||| [declared transitive]\n"
     "package gem|rack||2.2.3||||||| [declared transitive]\n"
     "package gem|z||9||||||| [declared]\n"},
    {"a section that is none of Bundler's", "Gemfile.lock",
     S_INIT("BAD\n"
            "  specs:\n"
            "    a (1)\n"
            "GEM\n"
            "  specs:\n"
            "    b (1)\n"),
     "package gem|b||1||||||| [declared]\n"},
    {"without a section", "gems.locked",
     S_INIT("  specs:\n"
            "    a (1)\n"),
     "problem malformed 2 lines that are no gem, or in no section, the first one: line 1\n"},
    {"what is no gem", "Gemfile.next.lock",
     S_INIT("GEM\n"
            "  specs:\n"
            "    a\n"
            "    b ()\n"
            "    (1)\n"
            "    c (1)\n"),
     "package gem|c||1||||||| [declared]\n"
     "problem malformed 3 lines that are no gem, or in no section, the first one: line 3\n"},
    {"lines end in CRLF", "Gemfile.lock",
     S_INIT("GEM\r\n"
            "  remote: x\r\n"
            "  specs:\r\n"
            "    a (1)\r\n"
            "\r\n"
            "DEPENDENCIES\r\n"
            "  a\r\n"),
     "package gem|a||1||||||| [declared direct]\n"},
    {"an empty file", "Gemfile.lock", S_INIT(""), ""},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_gemfile_lock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_gemfile_lock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/ruby/gemfile_lock", tests, NULL, NULL);
}
