#include "report/layout.h"

#include "base/text.h"

void layout_init(struct layout *layout, struct sink *sink, struct arena *arena, unsigned width, bool colour)
{
    /* Two columns stay free for what closes a word: "),". */
    *layout = (struct layout){.sink = sink,
                              .arena = arena,
                              .colour = colour,
                              .width = (!width                 ? LAYOUT_USUAL
                                        : width < LAYOUT_LEAST ? LAYOUT_LEAST
                                                               : width) -
                                       2};
}

/* Blanks are held back until a word follows, so that no line ends with one; a colour must not stand before them. */
static void settle(struct layout *layout)
{
    sink_spaces(layout->sink, layout->blanks);
    layout->column += layout->blanks;
    layout->blanks = 0;
}

void layout_style(struct layout *layout, enum style style)
{
    static const char *const codes[] = {
        [STYLE_BOLD] = "\x1b[1m",   [STYLE_DIM] = "\x1b[2m",   [STYLE_RED] = "\x1b[31m",    [STYLE_YELLOW] = "\x1b[33m",
        [STYLE_GREEN] = "\x1b[32m", [STYLE_BLUE] = "\x1b[34m", [STYLE_MAGENTA] = "\x1b[35m"};
    if (layout->colour)
        sink_constant(layout->sink, codes[style]);
}

void layout_plain(struct layout *layout)
{
    if (layout->colour)
        sink_constant(layout->sink, "\x1b[0m");
}

static void new_line(struct layout *layout)
{
    sink_constant(layout->sink, "\n");
    layout->column = 0;
    layout->blanks = layout->indent;
}

/* A word that is printable already. */
static void put_word(struct layout *layout, struct slice word)
{
    size_t width = text_width(word);

    if (layout->column > layout->indent && layout->blanks && layout->column + layout->blanks + width > layout->width)
        new_line(layout);
    settle(layout);
    sink_printable(layout->sink, word);
    layout->column += width;
}

static void put_words(struct layout *layout, struct slice text)
{
    while (text.len) {
        struct slice word = slice_head(text, slice_find_byte(text, ' '));
        if (word.len)
            put_word(layout, word);
        text = slice_skip(text, word.len);
        if (text.len) {
            layout->blanks++;
            text = slice_skip(text, 1);
        }
    }
}

void layout_text(struct layout *layout, struct slice text)
{
    struct arena_mark mark = arena_mark(layout->arena);

    put_words(layout, text_printable_copy(layout->arena, text));
    arena_reset(layout->arena, mark);
}

void layout_say(struct layout *layout, const char *text)
{
    put_words(layout, slice_text(text));
}

void layout_number(struct layout *layout, uint64_t number)
{
    struct arena_mark mark = arena_mark(layout->arena);

    put_words(layout, arena_format(layout->arena, "%llu", (unsigned long long)number));
    arena_reset(layout->arena, mark);
}

void layout_count(struct layout *layout, uint64_t count, const char *one, const char *many)
{
    layout_number(layout, count);
    layout_say(layout, " ");
    layout_say(layout, count == 1 ? one : many);
}

void layout_cut(struct layout *layout, struct slice text)
{
    struct arena_mark mark = arena_mark(layout->arena);
    struct slice safe = text_printable_copy(layout->arena, text), rest = safe;
    size_t width = 0;

    settle(layout);
    size_t most = layout->width > layout->column ? layout->width - layout->column : 1;
    if (text_width(safe) > most) {
        while (rest.len) {
            struct slice next = rest;
            width += text_width_of(utf8_take(&next));
            if (width >= most)
                break;
            rest = next;
        }
        safe = slice_head(safe, safe.len - rest.len);
        sink_printable(layout->sink, safe);
        sink_constant(layout->sink, "…");
        layout->column++;
    } else {
        sink_printable(layout->sink, safe);
    }
    layout->column += text_width(safe);
    arena_reset(layout->arena, mark);
}

void layout_line(struct layout *layout, size_t indent)
{
    layout->indent = indent;
    new_line(layout);
}

void layout_gap(struct layout *layout, size_t indent)
{
    layout->indent = 0;
    new_line(layout);
    layout_line(layout, indent);
}

void layout_to(struct layout *layout, size_t column)
{
    size_t at = layout->column + layout->blanks;

    layout->blanks += column > at + 2 ? column - at : 2;
    layout->indent = column;
}

size_t layout_width(struct layout *layout, struct slice text)
{
    struct arena_mark mark = arena_mark(layout->arena);
    size_t width = text_width(text_printable_copy(layout->arena, text));

    arena_reset(layout->arena, mark);
    return width;
}
