/*
 * JSON, pulled value by value from a reader: no tree, constant memory, depth and string lengths limited (RFC 8259,
 * strict; a leading BOM is passed over). Duplicate members are given out as they come. Strings are given out as bytes:
 * UTF-8 is not checked, a lone surrogate becomes U+FFFD.
 *
 *     json_init(&json, &reader, arena);
 *     json_object(&json);
 *     while (json_member(&json, &key)) {
 *         if (slice_equal(key, S("name")))
 *             json_string(&json, &name);       // copied to the arena
 *         else
 *             json_skip(&json);
 *     }
 *     if (!json_ok(&json, error)) …
 *
 * Every call is safe after a failure: members and items end, values are empty. A member or item that was not read is
 * skipped by the next json_member or json_item. Behind a whole document the next one can be read (JSON lines, as one
 * stream): json_peek is JSON_NONE at the end.
 */
#ifndef SEAWORTHY_BASE_JSON_H
#define SEAWORTHY_BASE_JSON_H

#include "base/reader.h"

enum json_kind {
    JSON_NONE, /* end of the enclosing object or array or of the input, or failed */
    JSON_OBJECT,
    JSON_ARRAY,
    JSON_STRING,
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL,
};

/*
 * Strings (unescaped) and numbers that are read may be this long, others are skipped at any length: the longest that
 * anybody wants are descriptions of advisories.
 */
enum { JSON_DEPTH_MAX = 128, JSON_STRING_MAX = 1024 * 1024 };

struct json {
    struct reader *reader;
    struct arena *arena;
    uint8_t *text; /* of the string at hand, where it cannot be borrowed from the reader */
    size_t text_len, text_room;
    unsigned depth;
    unsigned depth_max;                /* JSON_DEPTH_MAX unless set, to less, after json_init */
    uint8_t stack[JSON_DEPTH_MAX + 1]; /* what encloses, and how far it was read */
    bool started;                      /* a BOM was looked for */
    bool failed;
    struct error error; /* `malformed`, `truncated`, `limit`, or what the reader says */
};

void json_init(struct json *json, struct reader *reader, struct arena *arena);

/* Kind of the value that comes next, without consuming it. JSON_NONE at `]`, `}`, the end or a failure. */
enum json_kind json_peek(struct json *json);

/* Enters. A value of another kind is skipped, and false comes back: `while (json_member(…))` must then not follow. */
bool json_object(struct json *json);
bool json_array(struct json *json);
/* Next member: its key, borrowed until its value is read. false at the end of the object, which is left. */
bool json_member(struct json *json, struct slice *key);
/* Next item: its kind waits to be read. false at the end of the array, which is left. */
bool json_item(struct json *json);

/* Values. One of another kind is skipped and gives false (and an empty *value): the caller decides if that matters. */
bool json_string(struct json *json, struct slice *value);        /* copied to the arena */
bool json_string_borrow(struct json *json, struct slice *value); /* until the next call */
bool json_number_text(struct json *json, struct slice *value);   /* as written, borrowed until the next call */
bool json_integer(struct json *json, int64_t *value);            /* false also for fractions and overflow */
bool json_bool(struct json *json, bool *value);
/* A string, or the strings of an array of them (other items are dropped); copied to the arena. */
bool json_strings(struct json *json, struct slices *values);
void json_skip(struct json *json);

/* Marks as failed, with the position. returns  false */
bool json_fail(struct json *json, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Whether nothing failed so far. Gives the memory for strings back: what was borrowed is gone. */
bool json_ok(struct json *json, struct error *error);
/* The same, when nothing but the rest of the document is left, which is passed over. For JSON lines it is not asked. */
bool json_end(struct json *json, struct error *error);

#endif
