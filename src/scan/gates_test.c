#include "base/testing.h"

#include "scan/gates.h"

static void gates_are_those_of_the_worker(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool wanted;
    } cases[] = {
        {"etc/os-release", true},
        {"var/lib/dpkg/status", true},
        {"var/lib/dpkg/status.d/base", true},
        {"var/lib/dpkg/status.d", false},
        {"x/var/lib/dpkg/status", false},
        {"var/lib/dpkg/info/a.md5sums", true},
        {"lib/apk/db/installed", true},
        {"var/lib/dpkg/status-old", false},
        {"usr/bin/bash", false},
        {"var/lib/rpm/Packages", true},
        {"", false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        if (gates_want(slice_text(cases[i].path)) != cases[i].wanted)
            fail_msg("%s", cases[i].path);
}

static void the_table_has_databases_and_sidecars(void **state)
{
    (void)state;
    const struct analyzer_gate *gate;
    size_t databases = 0, sidecars = 0;

    for (size_t i = 0; (gate = gates_at(i)) != NULL; i++) {
        assert_true(gate->analyzer[0] && gate->text[0]);
        databases += gate->database;
        sidecars += gate->sidecar;
    }
    assert_true(databases >= 4 && sidecars >= 1);
    assert_true(slice_starts(gates_table_digest(), S("sha256:")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gates_are_those_of_the_worker),
        cmocka_unit_test(the_table_has_databases_and_sidecars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
