/*
 * Tokens of TOML 1.0 (toml.io/en/v1.0.0): blanks and line ends, keys, strings, and the values that are neither lists
 * nor tables. What says it is wrong says where: "line 3: …".
 */
#ifndef SEAWORTHY_ANALYZER_FORMAT_TOML_SCAN_H
#define SEAWORTHY_ANALYZER_FORMAT_TOML_SCAN_H

#include "analyzer/format/tree.h"

struct toml_scan {
    struct slice left;
    size_t line; /* 1 is the first */
    struct arena *arena;
    struct error *error;
};

/* returns  false, with `malformed` and the line */
bool toml_fail(struct toml_scan *scan, const char *what);

/* The next byte without consuming it; 0 at the end (a NUL in the file is none of TOML's). */
uint8_t toml_peek(const struct toml_scan *scan);
/* Consumes `byte` when it comes next. */
bool toml_take(struct toml_scan *scan, uint8_t byte);
/* Spaces and tabs. */
void toml_blanks(struct toml_scan *scan);
/* A comment and the end of the line, or of the file, behind blanks. fails  on anything else */
bool toml_line_end(struct toml_scan *scan);
/* Blanks, comments and line ends, as many as there are. */
bool toml_space(struct toml_scan *scan);

/* One part of a key: bare or in quotes. Borrowed from the file, or on the arena when it has escapes. */
bool toml_key(struct toml_scan *scan, struct slice *key);
/*
 * A string, number, boolean or date. Numbers and dates are given as written; dates are TREE_TEXT.
 */
bool toml_scalar(struct toml_scan *scan, enum tree_kind *kind, struct slice *text);

#endif
