#include "analyzer/testing.h"

extern const struct analyzer analyzer_setup_py;

static const struct row_case cases[] = {
    {"strings with versions", "setup.py",
     S_INIT("from setuptools import setup\n"
            "setup(\n"
            "  name=\"me\",\n"
            "  install_requires=[\n"
            "    \"a==1.0\", 'b>=2', \" c == 3 \",  # \"no==1\"\n"
            "    \"Jinja2==2.11.3;python_version<'3.6'\", \"d\", \"e>=1,<2\", \"%s==6\" % x, \"f=={}\".format(v),\n"
            "  ],\n"
            "  python_requires=\">=3.7\", classifiers=[\"Programming Language :: Python :: 3\"])\n"),
     "package pypi|a||1.0||||||| [declared]\n"
     "package pypi|b||2||||||| [declared]\n"
     "package pypi|c||3||||||| [declared]\n"
     "package pypi|jinja2||2.11.3||||||| [declared]\n"
     "package pypi|e||1||||||| [declared]\n"},
    {"strings of lines", "setup.py",
     S_INIT("\"\"\"\n"
            "Text that says a==1.0\n"
            "b==2\n"
            "\"\"\"\n"
            "setup(install_requires=\"\"\"\n"
            "c==3\n"
            "# x\n"
            "D_d==4\n"
            "\"\"\".split())\n"),
     "package pypi|c||3||||||| [declared]\n"
     "package pypi|d-d||4||||||| [declared]\n"},
    {"a string that is not closed", "setup.py",
     S_INIT("x = \"a==1\n"
            "y = 'b==2'\n"
            "\"\"\"c==3\n"),
     "package pypi|a||1||||||| [declared]\n"
     "package pypi|b||2||||||| [declared]\n"
     "package pypi|c||3||||||| [declared]\n"},
    {"escapes", "setup.py", S_INIT("x = 'it\\'s'; y = 'a==1'; z = '\\"), "package pypi|a||1||||||| [declared]\n"},
    {"an empty file", "setup.py", S_INIT(""), ""},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_setup_py, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_setup_py, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/setup_py", tests, NULL, NULL);
}
