#include "report/json_write.h"

#include "base/testing.h"

struct page {
    struct arena *arena;
    struct json_write json;
};

static struct page page(void)
{
    struct page page = {.arena = arena_create_simple()};

    json_write_init(&page.json, sink_memory(page.arena), page.arena);
    return page;
}

static void expect(struct page *page, const char *text)
{
    assert_slice(sink_bytes(page->json.sink), slice_text(text));
    arena_destroy(page->arena);
}

static void members_and_items(void **state)
{
    struct page p = page();

    (void)state;
    json_open_object(&p.json, NULL);
    json_text(&p.json, "a", S("x"));
    json_open_array(&p.json, "list");
    json_number(&p.json, NULL, -1);
    json_number(&p.json, NULL, INT64_MIN);
    json_open_line(&p.json, NULL);
    json_boolean(&p.json, "b", true);
    json_open_array(&p.json, "inner");
    json_constant(&p.json, NULL, "y");
    json_constant(&p.json, NULL, "z");
    json_close_array(&p.json);
    json_close_object(&p.json);
    json_close_array(&p.json);
    json_open_array(&p.json, "empty");
    json_close_array(&p.json);
    json_close_object(&p.json);
    json_write_end(&p.json);
    expect(&p, "{\n  \"a\": \"x\",\n  \"list\": [\n    -1,\n    -9223372036854775808,\n"
               "    {\"b\": true, \"inner\": [\"y\", \"z\"]}\n  ],\n  \"empty\": []\n}\n");
}

static void what_has_no_value_is_left_out(void **state)
{
    struct page p = page();

    (void)state;
    json_open_line(&p.json, NULL);
    json_text(&p.json, "text", S(""));
    json_texts(&p.json, "texts", (struct slices){NULL, 0});
    json_digest(&p.json, "digest", S("sha256:12"));
    json_day(&p.json, "day", S("2024-02-30"));
    json_moment(&p.json, "moment", S("yesterday"));
    json_text_always(&p.json, "always", S(""));
    json_close_object(&p.json);
    expect(&p, "{\"always\": \"\"}");
}

static void digests_days_and_moments(void **state)
{
    static const char digest[] = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    struct slice items[] = {S_INIT("a\""), S_INIT("")};
    struct page p = page();

    (void)state;
    json_open_line(&p.json, NULL);
    json_digest(&p.json, "digest", slice_text(digest));
    json_day(&p.json, "day", S("2024-02-29T01:02:03Z"));
    json_moment(&p.json, "moment", S("2024-02-29T01:02:03.4+01:00"));
    json_texts(&p.json, "texts", (struct slices){items, 2});
    json_close_object(&p.json);
    expect(&p, "{\"digest\": \"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\", "
               "\"day\": \"2024-02-29\", \"moment\": \"2024-02-29T00:02:03Z\", \"texts\": [\"a\\\"\", \"\"]}");
}

static void decimals_have_as_many_digits_as_they_need(void **state)
{
    static const struct {
        double number;
        unsigned places;
        const char *text;
    } cases[] = {{0, 1, "0"},
                 {10, 1, "10"},
                 {9.8, 1, "9.8"},
                 {7.50001, 1, "7.5"},
                 {0.00045, 5, "0.00045"},
                 {0.1, 5, "0.1"},
                 {0.999999, 5, "1"},
                 {0.000001, 5, "0"},
                 {-2.5, 1, "-2.5"},
                 {0.05, 2, "0.05"},
                 {1234567.25, 2, "1234567.25"}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct page p = page();
        json_decimal(&p.json, NULL, cases[i].number, cases[i].places);
        expect(&p, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_and_items),
        cmocka_unit_test(what_has_no_value_is_left_out),
        cmocka_unit_test(digests_days_and_moments),
        cmocka_unit_test(decimals_have_as_many_digits_as_they_need),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
