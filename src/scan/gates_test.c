#include "base/testing.h"

#include "scan/gates.h"

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
        cmocka_unit_test(the_table_has_databases_and_sidecars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
