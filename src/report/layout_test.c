#include "report/layout.h"

#include "base/testing.h"

struct page {
    struct arena *arena;
    struct sink *sink;
    struct layout layout;
};

static struct page page(unsigned width, bool colour)
{
    struct page page = {.arena = arena_create_simple()};

    page.sink = sink_memory(page.arena);
    layout_init(&page.layout, page.sink, page.arena, width, colour);
    return page;
}

static void expect(struct page *page, const char *text)
{
    assert_slice(sink_bytes(page->sink), slice_text(text));
    arena_destroy(page->arena);
}

#define TEN "a234567890"

static void words_go_on_in_the_next_line(void **state)
{
    struct page p = page(40, false);

    (void)state;
    layout_line(&p.layout, 4);
    layout_say(&p.layout, TEN " " TEN " ");
    layout_text(&p.layout, S(TEN " " TEN));
    layout_say(&p.layout, ", end");
    expect(&p, "\n    " TEN " " TEN " " TEN "\n    " TEN ", end");
}

static void no_line_ends_with_blanks(void **state)
{
    struct page p = page(40, false);

    (void)state;
    layout_say(&p.layout, TEN TEN TEN "      ");
    layout_say(&p.layout, TEN "   ");
    layout_line(&p.layout, 2);
    layout_say(&p.layout, "   ");
    layout_gap(&p.layout, 2);
    expect(&p, TEN TEN TEN "\n" TEN "\n\n\n");
}

/* What is longer than a line stands on one of its own, whole. */
static void long_words_stay_whole(void **state)
{
    struct page p = page(40, false);

    (void)state;
    layout_say(&p.layout, "x " TEN TEN TEN TEN TEN " y");
    expect(&p, "x\n" TEN TEN TEN TEN TEN "\ny");
}

static void columns_begin_where_they_should(void **state)
{
    struct page p = page(0, false);

    (void)state;
    layout_say(&p.layout, "a");
    layout_to(&p.layout, 6);
    layout_say(&p.layout, "b");
    layout_line(&p.layout, 0);
    layout_text(&p.layout, S("\xe6\xbc\xa2")); /* two columns */
    layout_to(&p.layout, 6);
    layout_say(&p.layout, "b");
    layout_line(&p.layout, 0);
    layout_say(&p.layout, "longer than");
    layout_to(&p.layout, 6);
    layout_say(&p.layout, "b");
    expect(&p, "a     b\n\xe6\xbc\xa2    b\nlonger than  b");
}

static void broken_lines_go_on_at_their_column(void **state)
{
    struct page p = page(40, false);

    (void)state;
    layout_say(&p.layout, "label");
    layout_to(&p.layout, 12);
    layout_say(&p.layout, TEN " " TEN " " TEN);
    expect(&p, "label       " TEN " " TEN "\n            " TEN);
}

static void instructions_are_cut_where_the_line_ends(void **state)
{
    struct page p = page(40, false);

    (void)state;
    layout_say(&p.layout, "layer 1  ");
    layout_cut(&p.layout, S(TEN " " TEN " " TEN));
    layout_line(&p.layout, 0);
    layout_cut(&p.layout, S("short \n"));
    layout_line(&p.layout, 0);
    layout_cut(&p.layout, S("\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2" TEN TEN TEN TEN));
    expect(&p, "layer 1  " TEN " " TEN " a23456…\nshort \\n\n\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2" TEN TEN TEN "a…");
}

static void colours_take_no_room(void **state)
{
    struct page p = page(40, true);

    (void)state;
    layout_style(&p.layout, STYLE_RED);
    layout_say(&p.layout, TEN TEN TEN);
    layout_plain(&p.layout);
    layout_say(&p.layout, " 1234567 x");
    expect(&p, "\x1b[31m" TEN TEN TEN "\x1b[0m 1234567\nx");
}

static void numbers_and_their_words(void **state)
{
    struct page p = page(0, false);

    (void)state;
    layout_count(&p.layout, 0, "package", "packages");
    layout_say(&p.layout, ", ");
    layout_count(&p.layout, 1, "package", "packages");
    expect(&p, "0 packages, 1 package");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_go_on_in_the_next_line),
        cmocka_unit_test(no_line_ends_with_blanks),
        cmocka_unit_test(long_words_stay_whole),
        cmocka_unit_test(columns_begin_where_they_should),
        cmocka_unit_test(broken_lines_go_on_at_their_column),
        cmocka_unit_test(instructions_are_cut_where_the_line_ends),
        cmocka_unit_test(colours_take_no_room),
        cmocka_unit_test(numbers_and_their_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
