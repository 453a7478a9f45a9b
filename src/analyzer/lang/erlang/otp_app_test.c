#include "analyzer/testing.h"

extern const struct analyzer analyzer_otp_app;

#define PATH "usr/lib/erlang/lib/ssl/ebin/ssl.app"

static const struct row_case cases[] = {
    {"an application", PATH,
     S_INIT("%% comment\n"
            "{application, ssl,\n"
            " [{description, \"SSL {x}\"},\n"
            "  {modules, [a,b]},\n"
            "  {vsn, \"11.0.3\"}]}.\n"),
     "package otp|ssl||11.0.3|||||||\n"},
    {"a name in quotes", PATH, S_INIT("{application, 'my-app', [{vsn,\"1\"}]}."), "package otp|my-app||1|||||||\n"},
    {"not in ebin", "Applications/Some.app", S_INIT("{application, x, []}."), ""},
    {"no version", PATH, S_INIT("{application, x, []}."), "problem malformed an application without a version\n"},
    {"damaged", PATH, S_INIT("cation, x"), "problem malformed not {application, NAME, […]}\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/erlang/otp_app", &analyzer_otp_app, cases, sizeof(cases) / sizeof(cases[0]));
}
