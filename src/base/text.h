/*
 * Text that people will see: UTF-8, what may be printed, widths on a terminal, and credentials that must not be shown.
 */
#ifndef SEAWORTHY_BASE_TEXT_H
#define SEAWORTHY_BASE_TEXT_H

#include "base/arena.h"

/* Valid UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. NUL is valid. */
bool utf8_valid(struct slice s);
/*
 * Takes one character from `*s`.
 * returns  the code point; 0xFFFFFFFF for a byte that is not UTF-8 (one byte is consumed)
 */
uint32_t utf8_take(struct slice *s);
/* Writes `code` as UTF-8. returns  bytes written, 1 to 4 */
size_t utf8_put(uint32_t code, uint8_t out[4]);

/*
 * A code point that may stand in output as it is: no control character (C0, DEL, C1), no bidirectional control
 * (U+061C, U+200E/F, U+202A–202E, U+2066–2069), no line or paragraph separator, no BOM, no zero-width, tag or other
 * character that is never seen, no non-character.
 */
bool text_printable(uint32_t code);
/* Columns on a terminal: 0 for combining marks, 2 for East Asian wide and emoji, else 1. */
unsigned text_width_of(uint32_t code);
size_t text_width(struct slice s);

/*
 * Makes any bytes printable on one line: what may not stand becomes \n, \t, \r, \xNN (a byte that is no UTF-8) or
 * \u{NNNN}; a backslash becomes \\, and the first '#' of "##word[", which CI services take for a command wherever it
 * stands, \u{0023}. returns `s` itself when nothing changes.
 */
struct slice text_printable_copy(struct arena *arena, struct slice s);
/* Invalid UTF-8 becomes U+FFFD, all else stays: for JSON, which escapes the rest itself. `s` itself when valid. */
struct slice text_utf8_copy(struct arena *arena, struct slice s);

/*
 * Masks credentials with "***": user:password@ in URLs, values of NAME=value, --name value, -u user:pass and
 * Authorization headers where the name speaks of a secret (password, passwd, token, secret, api key, credential,
 * private key, auth …), and the well-known token forms (AKIA…, ghp_…, glpat-…, xox?-…, npm_…, pypi-…, sk_live_…, JWT,
 * PEM private keys). Used for created_by, ENV, LABEL and every URL before anything else sees them.
 * returns  `s` itself when nothing is masked
 */
struct slice text_mask(struct arena *arena, struct slice s);
/* Masks in URLs alone: for text that is no command, such as names, vendors and our own messages. */
struct slice text_mask_urls(struct arena *arena, struct slice s);

#endif
