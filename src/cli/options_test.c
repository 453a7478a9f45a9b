#include "base/testing.h"
#include "cli/context.h"

static void values_are_checked_by_their_kind(void **state)
{
    static const struct {
        const char *name, *text;
        bool good;
        uint64_t number;
    } cases[] = {
        {"jobs", "4", true, 4},
        {"jobs", "0", false, 0},
        {"jobs", "-1", false, 0},
        {"jobs", "", false, 0},
        {"jobs", "4 ", false, 0},
        {"jobs", "99999999999999999999999", false, 0},
        {"max-memory", "64M", true, 64 << 20},
        {"max-memory", "64MiB", true, 64 << 20},
        {"max-memory", "64MB", true, 64 << 20},
        {"max-memory", "1g", true, 1 << 30},
        {"max-memory", "4096", true, 4096},
        {"max-memory", "M", false, 0},
        {"max-memory", "18446744073709551615K", false, 0},
        {"max-memory", "1X", false, 0},
        {"timeout", "10m", true, 600},
        {"timeout", "90", true, 90},
        {"timeout", "1d", true, 86400},
        {"timeout", "1.5h", false, 0},
        {"now", "2024-02-29", true, 0},
        {"now", "2023-02-29", false, 0},
        {"now", "1900-02-29", false, 0},
        {"now", "2000-02-29", true, 0},
        {"now", "2023-13-01", false, 0},
        {"now", "2023-1-1", false, 0},
        {"now", "today", false, 0},
        {"sandbox", "off", true, 2},
        {"sandbox", "OFF", false, 0},
        {"verify", "yes", true, 1},
        {"verify", "False", true, 0},
        {"verify", "maybe", false, 0},
        {"cache", "", false, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena *arena = arena_create_simple();
        const struct option *option = option_find(slice_text(cases[i].name), NULL);
        struct option_value value = {0};
        struct error error = {0};
        struct slice text = test_exact(slice_text(cases[i].text));
        assert_non_null(option);
        if (option_take(arena, option, "--x", text, &value, &error) != cases[i].good)
            fail_msg("%s=%s: %s", cases[i].name, cases[i].text, error.text);
        assert_int_equal(value.number, cases[i].number);
        assert_int_equal(error.code, cases[i].good ? ERROR_NONE : ERROR_USAGE);
        test_exact_free(text);
        arena_destroy(arena);
    }
}

static void the_table_agrees_with_itself(void **state)
{
    const struct option *a, *b;
    const struct command *command;
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; (a = option_at(i)); i++) {
        struct option_value value;
        struct error error;
        assert_int_equal(option_index(a), i);
        assert_int_equal(a->kind == OPTION_FLAG, a->argument == NULL);
        assert_int_equal(a->kind == OPTION_CHOICE, a->choices != NULL);
        if (a->standard && !option_take(arena, a, "default", slice_text(a->standard), &value, &error))
            fail_msg("default of --%s: %s", a->name, error.text);
        for (size_t j = 0; j < i && (b = option_at(j)); j++) {
            bool both = !a->only || !b->only || strcmp(a->only, b->only) == 0;
            if (strcmp(a->name, b->name) == 0 && (both && !b->only))
                fail_msg("--%s stands twice", a->name);
            if (a->letter && a->letter == b->letter && strcmp(a->name, b->name) != 0)
                fail_msg("-%c is --%s and --%s", a->letter, a->name, b->name);
        }
    }
    for (size_t i = 0; (command = command_at(i)); i++) {
        assert_non_null(command->run);
        assert_non_null(command->details);
        assert_non_null(strstr(command->details, "Examples:\n"));
        assert_true(command->operands_min <= command->operands_max);
        for (size_t j = 0; command->options && command->options[j]; j++)
            if (!option_find(slice_text(command->options[j]), command->name))
                fail_msg("%s takes --%s, which is no row", command->name, command->options[j]);
    }
    assert_string_equal(option_environment(arena, option_find(S("max-memory"), NULL)), "SEAWORTHY_MAX_MEMORY");
    arena_destroy(arena);
}

static void the_nearest_word_is_named(void **state)
{
    static const char *const known[] = {"scan", "packages", "explain", "compare"};
    static const struct {
        const char *word, *near;
    } cases[] = {{"scna", "scan"},
                 {"pakages", "packages"},
                 {"expl", "explain"},
                 {"xyzzy", NULL},
                 {"", NULL},
                 {"s", NULL},
                 {"sca", "scan"},
                 {"comapre", "compare"},
                 {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice word = test_exact(slice_text(cases[i].word));
        const char *near = nearest_word(word, known, sizeof known / sizeof known[0]);
        if (cases[i].near ? !near || strcmp(near, cases[i].near) != 0 : near != NULL)
            fail_msg("%s: %s", cases[i].word, near ? near : "none");
        test_exact_free(word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_checked_by_their_kind),
        cmocka_unit_test(the_table_agrees_with_itself),
        cmocka_unit_test(the_nearest_word_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
