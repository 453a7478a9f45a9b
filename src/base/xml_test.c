#include "base/testing.h"
#include "base/xml.h"

static void on_start(void *context, struct slice name, const char **attributes)
{
    (void)context, (void)name, (void)attributes;
}

static void on_end(void *context, struct slice name, struct slice text)
{
    (void)context, (void)name, (void)text;
}

/* The document has two errors: the same one is told, whatever the chunks. */
static void errors_do_not_depend_on_chunks(void **state)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end};
    static const size_t pieces[] = {1, 7, 30, 1000};
    struct slice document = S("<o></o>\">junk name=\"invalid></o>");

    (void)state;
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        struct test_source source = test_source(document, pieces[i]);
        struct arena *arena = arena_create_simple();
        struct reader reader = reader_from(&source.source, arena);
        struct error error;

        assert_false(xml_read(&reader, arena, &handler, NULL, &error));
        assert_int_equal(error.code, ERROR_MALFORMED);
        assert_string_equal(error.text, "line 1: not well-formed (invalid token)");
        arena_destroy(arena);
        free(source.chunk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(errors_do_not_depend_on_chunks)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
