#include "base/json_fields.h"
#include "base/testing.h"

struct thing {
    struct slice name;
    struct slices words;
    bool ready;
    int64_t size;
    int64_t sum;
};

static void take_part(struct json *json, void *object)
{
    struct thing *thing = object;
    int64_t size;

    if (json_integer(json, &size))
        thing->sum += size;
}

static void take_nested(struct json *json, void *object)
{
    static const struct json_field fields[] = {JSON_FIELD("size", struct thing, sum)};

    JSON_FIELDS(json, fields, object);
}

static const struct json_field fields[] = {
    JSON_FIELD("name", struct thing, name),
    JSON_FIELD("words", struct thing, words),
    JSON_FIELD("ready", struct thing, ready),
    JSON_FIELD("size", struct thing, size),
    JSON_EACH("parts", take_part),
    JSON_EACH("boxes", take_nested),
};

static const struct {
    const char *input;
    const char *expected; /* name, words, ready, size, sum; "-" when the input is no object */
} cases[] = {
    {"{}", " 0 0 0 0"},
    {"{\"name\":\"a\",\"size\":7,\"ready\":true}", "a 0 1 7 0"},
    {"{\"other\":{\"name\":\"b\"},\"name\":\"a\"}", "a 0 0 0 0"},
    {"{\"words\":[\"x\",1,\"y\"]}", " 2 0 0 0"},
    {"{\"words\":\"x\"}", " 1 0 0 0"},
    {"{\"name\":[\"x\"],\"size\":\"8\",\"ready\":1}", " 0 0 0 0"},
    {"{\"name\":\"a\",\"name\":\"b\"}", "b 0 0 0 0"},
    {"{\"parts\":[1,\"2\",3],\"name\":\"a\"}", "a 0 0 0 4"},
    {"{\"parts\":5,\"name\":\"a\"}", "a 0 0 0 0"},
    {"{\"boxes\":[{\"size\":3}],\"name\":\"a\"}", "a 0 0 0 3"},
    {"{\"boxes\":{\"size\":3},\"name\":\"a\"}", "a 0 0 0 3"},
    {"[{\"name\":\"a\"}]", "-"},
    {"null", "-"},
};

static void test_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_create_simple();
        struct slice input = slice_text(cases[i].input), said;
        struct reader reader = reader_over(input);
        struct thing thing = {.name = {0}};
        struct error error;
        struct json json;
        bool object;

        json_init(&json, &reader, arena);
        object = JSON_FIELDS(&json, fields, &thing);
        assert_true(json_end(&json, &error));
        said = arena_format(arena, "%.*s %zu %d %lld %lld", SLICE_ARG(thing.name), thing.words.count, thing.ready,
                            (long long)thing.size, (long long)thing.sum);
        assert_slice(object ? said : S("-"), slice_text(cases[i].expected));
        arena_destroy(arena);
    }
}

/* What was taken before the input ended stays; the failure is the reader's to tell. */
static void test_truncated(void **state)
{
    struct arena *arena = arena_create_simple();
    struct slice whole = S("{\"name\":\"a\",\"parts\":[1,2],\"words\":[\"x\"]}");

    (void)state;
    for (size_t len = 0; len < whole.len; len++) {
        struct reader reader = reader_over(slice_head(whole, len));
        struct thing thing = {.name = {0}};
        struct error error;
        struct json json;

        json_init(&json, &reader, arena);
        JSON_FIELDS(&json, fields, &thing);
        assert_false(json_end(&json, &error));
    }
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fields), cmocka_unit_test(test_truncated)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
