/*
 * Terms of Erlang and Elixir as tokens, for the few files that are written so: rebar.lock, OTP's .app, mix.lock.
 * Source: Erlang Reference Manual, "Data Types" and "Literals"; Elixir syntax reference. Strings, quoted atoms and
 * binaries come without their marks and with \X as X; everything between is a sign of one byte.
 */
#ifndef SEAWORTHY_ANALYZER_LANG_ERLANG_TERMS_H
#define SEAWORTHY_ANALYZER_LANG_ERLANG_TERMS_H

#include "base/arena.h"

enum term_kind { TERM_END, TERM_SIGN, TERM_ATOM, TERM_STRING };

struct term {
    enum term_kind kind;
    uint8_t sign;      /* of TERM_SIGN: one of { } [ ] ( ) , : < > = | # % . and others */
    struct slice text; /* of an atom, number or string; borrowed, or on the arena where it had escapes */
};

struct terms {
    struct arena *arena;
    struct slice left;
    uint8_t comment; /* begins one, to the end of the line: '%' in Erlang, '#' in Elixir */
};

/* content  is borrowed */
void terms_init(struct terms *terms, struct arena *arena, struct slice content, uint8_t comment);
/* The next token; TERM_END at the end for ever. */
struct term terms_next(struct terms *terms);
/* Takes the next token if it is that sign. */
bool terms_take(struct terms *terms, uint8_t sign);
/*
 * Passes over what is left of the brackets that were entered: `depth` of them.
 * returns  false when the file ends before
 */
bool terms_leave(struct terms *terms, size_t depth);

#endif
