/*
 * Fuzzes the format table: made-up reports, whose texts are pieces of the input, in every row. The first byte picks the
 * row, the second what is in the report and how it is shown; a 0xF5 byte (which UTF-8 never has) ends a text. A build
 * with -DROW="name" has but that row. Whatever the bytes: the report holds no character that may not be printed, no
 * line that a CI service takes for a command, and JSON is JSON; equal input gives equal output.
 */
#include <stdio.h>
#include <stdlib.h>

#include "report/testing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_END = 0xf5 };

struct pieces {
    struct slice all, rest;
};

/* From the beginning again when all were used. */
static struct slice piece_next(void *context, const char *usual)
{
    struct pieces *pieces = context;
    struct slice piece;

    if (!pieces->rest.len)
        pieces->rest = pieces->all;
    if (!slice_next(&pieces->rest, TEXT_END, &piece))
        return slice_text(usual);
    return piece;
}

/* A build with -DROW="name" has but that row. */
static const struct format *row_pick(uint8_t byte)
{
#ifdef ROW
    (void)byte;
    return format_find(S(ROW));
#else
    size_t rows = 0;

    while (format_at(rows))
        rows++;
    return format_at(byte % rows);
#endif
}

static struct slice written(struct arena *arena, const struct format *row, uint8_t how, struct slice texts)
{
    static const unsigned widths[] = {0, 40, 80, 200};
    struct pieces pieces = {texts, texts};
    enum test_kind kind = how % TEST_KINDS;
    struct report_options options = test_options();

    options.colour = how & 8;
    options.width = widths[how >> 4 & 3];
    options.show_all = how & 64;
    options.only_fixed = how & 128;
    if (kind == TEST_INVENTORY && !row->inventory_only_too)
        kind = TEST_FULL;
    const struct report *report = test_report(arena, kind, &(struct test_texts){piece_next, &pieces});
    return test_written(arena, row, report, &options);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    struct arena *arena = arena_create_simple();
    const struct format *row = row_pick(data[0]);
    struct slice texts = slice_of(data + 2, size - 2), report = written(arena, row, data[1], texts);
    const char *wrong = test_check(row, report, data[1] & 8);

    if (!wrong && !slice_equal(report, written(arena, row, data[1], texts)))
        wrong = "another report of equal input";
    if (wrong) {
        fprintf(stderr, "%s: %s\n", row->name, wrong);
        abort();
    }
    arena_destroy(arena);
    return 0;
}
