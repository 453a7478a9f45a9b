/* Writing JSON: commas, quotes and indentation in one place. Members without a value are left out, null is not used. */
#ifndef SEAWORTHY_REPORT_JSON_WRITE_H
#define SEAWORTHY_REPORT_JSON_WRITE_H

#include "report/sink.h"

enum { JSON_WRITE_DEPTH = 32 };

struct json_write {
    struct sink *sink;
    struct arena *arena; /* for the format's own texts */
    unsigned depth;
    bool filled[JSON_WRITE_DEPTH];  /* whether something stands at this depth already */
    bool compact[JSON_WRITE_DEPTH]; /* on one line from this depth on */
};

void json_write_init(struct json_write *json, struct sink *sink, struct arena *arena);
/* Objects and arrays: `key` is NULL for items of an array and for the document itself. */
void json_open_object(struct json_write *json, const char *key);
void json_open_array(struct json_write *json, const char *key);
/* The same on one line: for short records of which there are many. */
void json_open_line(struct json_write *json, const char *key);
void json_close_object(struct json_write *json);
void json_close_array(struct json_write *json);

/* An empty text is left out; json_text_always writes it. */
void json_text(struct json_write *json, const char *key, struct slice text);
void json_text_always(struct json_write *json, const char *key, struct slice text);
void json_constant(struct json_write *json, const char *key, const char *text);
void json_number(struct json_write *json, const char *key, int64_t number);
/* With `places` digits behind the point, as few as needed ("0.5", "7"); the same on every machine. */
void json_decimal(struct json_write *json, const char *key, double number, unsigned places);
void json_boolean(struct json_write *json, const char *key, bool value);
/* A digest ("sha256:…"), a day, a moment: left out when it is none, whatever an image says. */
void json_digest(struct json_write *json, const char *key, struct slice text);
void json_day(struct json_write *json, const char *key, struct slice text);
void json_moment(struct json_write *json, const char *key, struct slice text);
/* A list of texts on one line; an empty one is left out. */
void json_texts(struct json_write *json, const char *key, struct slices texts);
/* Ends the document with a line end. */
void json_write_end(struct json_write *json);

#endif
