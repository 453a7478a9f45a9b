/* The parts of text_mask; nobody else includes this. */
#ifndef SEAWORTHY_BASE_MASK_H
#define SEAWORTHY_BASE_MASK_H

#include "base/arena.h"

/* mask_name.c */

/* Whether a name (of a variable, option, member, header) says that its value is a credential. */
bool mask_name_secret(struct slice name);
/* Whether it is a key of something ("MAPS_KEY"): secret when the value looks like drawn at random. */
bool mask_name_key(struct slice name);
/* Whether an option of such a name is a switch without a value: --disabled-password. */
bool mask_name_switch(struct slice name);
/* Whether a value tells nothing: empty, a word like "true", a reference like ${NAME}, asterisks. */
bool mask_value_harmless(struct slice value);

/* mask_token.c */

/* The forms of tokens by their first byte: numbers from 1. */
#define MASK_FORMS_MAX 250
struct mask_forms {
    uint8_t first[256];
    uint8_t next[MASK_FORMS_MAX];
};
void mask_forms_index(struct mask_forms *index);
/*
 * A well-known form of token at the start of `rest`, which is not empty.
 * inside   the byte before is a letter or digit
 * keep     bytes at its start that may stay
 * returns  its length, 0 when there is none
 */
size_t mask_token(const struct mask_forms *index, struct slice rest, bool inside, size_t *keep);

/* mask.c: a text at work. */

struct mask_span {
    size_t from, to;
};

struct mask {
    struct arena *arena;
    struct slice text;
    struct {
        struct mask_span *at;
        size_t count, room;
    } spans;                     /* what must not be seen */
    size_t entries, entries_end; /* where NAME=value entries stand without quotes: values may hold blanks */
    bool single;                 /* there is but one such entry */
    uint8_t quote;               /* the quote that is open, or 0 */
    size_t command;              /* where the shell command at hand starts */
    struct mask_forms forms;
};

/* Names of variables and options are this long, and this many blanks are passed over between a name and its value. */
enum { MASK_NAME_MAX = 200, MASK_BLANKS_MAX = 16 };

/* 0 behind the end */
static inline uint8_t mask_byte(const struct mask *m, size_t at)
{
    return at < m->text.len ? m->text.at[at] : 0;
}
static inline struct slice mask_part(const struct mask *m, size_t from, size_t to)
{
    return slice_skip(slice_head(m->text, to), from);
}
static inline struct slice mask_rest(const struct mask *m, size_t from)
{
    return slice_skip(m->text, from);
}
static inline bool mask_is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
static inline bool mask_is_quote(uint8_t c)
{
    return c == '"' || c == '\'';
}
static inline bool mask_is_alnum(uint8_t c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}
static inline bool mask_in_name(uint8_t c)
{
    return mask_is_alnum(c) || c == '_' || c == '.' || c == '-';
}
bool mask_all_digits(struct slice s);
size_t mask_skip_blanks(const struct mask *m, size_t at);
/* Hides a part of the text, when it tells anything. */
void mask_hide(struct mask *m, size_t from, size_t to);

/* mask_value.c: `from` to `to` is what a value says, `end` is where the pass goes on. */

struct mask_value {
    size_t from, to, end;
};

/* NAME= stands at `at`. */
bool mask_name_follows(const struct mask *m, size_t at);
/* Whether a quote, perhaps behind backslashes, stands at `at`. quote  its place */
bool mask_quote_at(const struct mask *m, size_t at, size_t *quote);
/* A word of a shell without quotes around it. */
struct mask_value mask_plain_value(const struct mask *m, size_t at);
/* A value in quotes, which may be escaped as a whole: \"value\". It ends at a quote with as many backslashes. */
struct mask_value mask_quoted_value(const struct mask *m, size_t at);
/* Either of the two. */
struct mask_value mask_value_at(const struct mask *m, size_t at);
/* The rest of what is in quotes, or of the line: headers and lines of YAML hold blanks. */
struct mask_value mask_rest_of_quotes(const struct mask *m, size_t at);
/* An entry of ENV, ARG, LABEL: it goes on to the next one, or to the shell of RUN. */
struct mask_value mask_entry_value(const struct mask *m, size_t at);
/* Hides a value, but for the name of a scheme before it ("Bearer"). returns  where the pass goes on */
size_t mask_hide_value(struct mask *m, struct mask_value value);

/* mask_shell.c: each looks at one place of a command. returns  where the pass goes on; `at` when nothing is there */

size_t mask_on_dash(struct mask *m, size_t at);
size_t mask_on_word(struct mask *m, size_t at);
void mask_on_pipe(struct mask *m, size_t at);

#endif
