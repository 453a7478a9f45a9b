#include "analyzer/testing.h"

extern const struct analyzer analyzer_yarn_lock;

static const struct row_case cases[] = {
    {"Yarn 1: ranges, aliases, who needs whom", "app/yarn.lock",
     S_INIT("# yarn lockfile v1\n"
            "\n"
            "\n"
            "\"@s/a@^1.0.0\", \"@s/a@^1.1.0\":\n"
            "  version \"1.1.0\"\n"
            "  resolved \"https://h/a.tgz#x\"\n"
            "  dependencies:\n"
            "    b \"~2.0.0\"\n"
            "    \"@s/c\" \"*\"\n"
            "  optionalDependencies:\n"
            "    d \">= 1.0 <3\"\n"
            "\n"
            "b@~2.0.0:\n"
            "  version \"2.0.1\"\n"
            "\n"
            "\"@s/c@*\":\n"
            "  version \"3.0.0\"\n"
            "\n"
            "\"d@>= 1.0 <3\":\n"
            "  version \"2.0.0\"\n"
            "\n"
            "\"x@npm:b@~2.0.0\":\n"
            "  version \"2.0.1\"\n"
            "\n"
            "\"y@npm:real\":\n"
            "  version \"5.0.0\"\n"),
     "package npm|@s/a||1.1.0||||||| [declared direct needs=b@2.0.1,@s/c@3.0.0,d@2.0.0]\n"
     "package npm|b||2.0.1||||||| [declared]\n"
     "package npm|@s/c||3.0.0||||||| [declared]\n"
     "package npm|d||2.0.0||||||| [declared]\n"
     "package npm|real||5.0.0||||||| [declared direct]\n"},
    {"Berry: what it came to, its protocols, its workspace", "app/yarn.lock",
     S_INIT("__metadata:\n"
            "  version: 8\n"
            "  cacheKey: 10\n"
            "\n"
            "\"a@npm:^1.0.0, a@npm:^1.1.0\":\n"
            "  version: 1.1.0\n"
            "  resolution: \"a@npm:1.1.0\"\n"
            "  dependencies:\n"
            "    b: \"npm:^2.0.0\"\n"
            "    \"@s/c\": ^3.0.0\n"
            "  checksum: 10/x\n"
            "  languageName: node\n"
            "  linkType: hard\n"
            "\n"
            "\"alias@npm:b@^2.0.0, b@npm:^2.0.0\":\n"
            "  version: 2.0.0\n"
            "  resolution: \"b@npm:2.0.0\"\n"
            "  linkType: hard\n"
            "\n"
            "\"@s/c@npm:^3.0.0\":\n"
            "  \"version\": 3.0.0\n"
            "  \"resolution\": \"@s/c@npm:3.0.0\"\n"
            "\n"
            "\"@s/c@patch:@s/c@npm%3A3.0.0#x\":\n"
            "  version: 3.0.0\n"
            "  resolution: \"@s/c@patch:@s/c@npm%3A3.0.0#x::version=3.0.0\"\n"
            "\n"
            "\"app@workspace:.\":\n"
            "  version: 0.0.0-use.local\n"
            "  resolution: \"app@workspace:.\"\n"
            "  dependencies:\n"
            "    a: \"npm:^1.0.0\"\n"
            "  linkType: soft\n"
            "\n"
            "\"l@link:../l::locator=x\":\n"
            "  version: 0.0.0-use.local\n"
            "  resolution: \"l@link:../l\"\n"
            "  linkType: soft\n"),
     "package npm|a||1.1.0||||||| [declared direct needs=b@2.0.0,@s/c@3.0.0]\n"
     "package npm|b||2.0.0||||||| [declared transitive]\n"
     "package npm|@s/c||3.0.0||||||| [declared transitive]\n"},
    {"Berry: a head of more than 1,024 bytes is written apart", "app/yarn.lock",
     S_INIT("__metadata:\n"
            "  version: 5\n"
            "\n"
            "? \"a@npm:^1, a@npm:^2\"\n"
            ":\n"
            "  version: 1.0.0\n"
            "  resolution: \"a@npm:1.0.0\"\n"),
     "package npm|a||1.0.0||||||| [declared transitive]\n"},
    {"lines of Windows, the last without an end", "app/yarn.lock",
     S_INIT("a@1:\r\n"
            "  version \"1.0.0\"\r\n"
            "\r\n"
            "b@1:\r\n"
            "  version \"1.0.1\""),
     "package npm|a||1.0.0||||||| [declared direct]\n"
     "package npm|b||1.0.1||||||| [declared direct]\n"},
    {"a version that is empty, a head without a range or a colon", "app/yarn.lock",
     S_INIT("a@1:\n"
            "  version \"\"\n"
            "b\n"
            "  version \"1\"\n"
            "\"c@1:\"\n"
            "  version \"2\"\n"),
     "package npm|a||||||||| [declared direct]\n"
     "package npm|b||1||||||| [declared direct]\n"
     "package npm|c||2||||||| [declared direct]\n"},
    {"a commit where there is no version", "app/yarn.lock",
     S_INIT("\"a@x\":\n"
            "  version: \"\"\n"
            "  resolution: \"a@https://h/a.git#commit=abc\"\n"),
     "package npm|a||abc||||||| [declared direct]\n"},
    {"an archive of the project has its version", "app/yarn.lock",
     S_INIT("\"a@file:a.tgz\":\n"
            "  version \"1.0.0\"\n"),
     "package npm|a||1.0.0||||||| [declared direct]\n"},
    {"lines of no entry", "app/yarn.lock",
     S_INIT("  a@x:~2:\n"
            "  version \"2.0.6\"\n"),
     "problem malformed line 1: not of an entry\n"},
    {"what two branches left behind", "app/yarn.lock",
     S_INIT("<<<<<<< HEAD\n"
            "a@1:\n"
            "  version \"1.0.0\"\n"
            "=======\n"
            "a@1:\n"
            "  version \"1.0.1\"\n"
            ">>>>>>> b\n"),
     "package npm|a||1.0.0||||||| [declared direct]\n"
     "package npm|a||1.0.1||||||| [declared direct]\n"
     "problem malformed line 1: an entry without a version\n"
     "problem malformed line 4: an entry without a version\n"
     "problem malformed line 7: an entry without a version\n"},
    {"no packages", "app/yarn.lock",
     S_INIT("# yarn lockfile v1\n"
            "\n"
            "\n"),
     ""},
};

static void rows(void **state)
{
    (void)state;
    test_row_cases(&analyzer_yarn_lock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_yarn_lock, cases[0].path, cases[0].input);
    test_row_damage(&analyzer_yarn_lock, cases[1].path, cases[1].input);
}

static const struct long_case long_cases[] = {
    {&analyzer_yarn_lock, "app/yarn.lock",
     "a@1:\n"
     "  version \"1\"\n"
     "  integrity ",
     "\n"
     "b@1:\n"
     "  version \"2\"\n",
     "package npm|a||1||||||| [declared direct]\n"
     "package npm|b||2||||||| [declared direct]\n"},
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
    return cmocka_run_group_tests_name("analyzer/lang/javascript/yarn_lock", tests, NULL, NULL);
}
