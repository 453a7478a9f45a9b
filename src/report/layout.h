/*
 * Lines for people: words that go on in the next line where a terminal ends, under an indentation; columns; colours.
 * All text is made printable, whoever it is from.
 */
#ifndef SEAWORTHY_REPORT_LAYOUT_H
#define SEAWORTHY_REPORT_LAYOUT_H

#include "report/sink.h"

/* SGR sequences (ECMA-48), by meaning. */
enum style { STYLE_BOLD, STYLE_DIM, STYLE_RED, STYLE_YELLOW, STYLE_GREEN, STYLE_BLUE, STYLE_MAGENTA };

/* Columns: a narrower terminal is written to as if it had so many; and where there is no terminal. */
enum { LAYOUT_LEAST = 40, LAYOUT_USUAL = 120 };

struct layout {
    struct sink *sink;
    struct arena *arena; /* scratch of single calls */
    bool colour;
    size_t width;
    size_t indent; /* where a line goes on */
    size_t column; /* where the next character stands */
    size_t blanks; /* before the next word, unless it goes to the next line */
};

/* width  of the terminal; 0: none */
void layout_init(struct layout *layout, struct sink *sink, struct arena *arena, unsigned width, bool colour);

void layout_style(struct layout *layout, enum style style);
void layout_plain(struct layout *layout);

/* Words of `text`, and of a constant of ours. What stands without a blank between two calls stays together. */
void layout_text(struct layout *layout, struct slice text);
void layout_say(struct layout *layout, const char *text);
void layout_number(struct layout *layout, uint64_t number);
/* "1 package", "2 packages" */
void layout_count(struct layout *layout, uint64_t count, const char *one, const char *many);
/* On this line, cut with an ellipsis where it ends. */
void layout_cut(struct layout *layout, struct slice text);

/* Ends the line; the next one goes on at `indent` where it is broken, and begins there too. */
void layout_line(struct layout *layout, size_t indent);
/* An empty line, and a new one at `indent`. */
void layout_gap(struct layout *layout, size_t indent);
/* To a column further right on this line, with two blanks at least; lines that are broken go on there. */
void layout_to(struct layout *layout, size_t column);
/* Columns that a text takes. */
size_t layout_width(struct layout *layout, struct slice text);

#endif
