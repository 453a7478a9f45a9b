/* Between json.c, which knows where in a document it is, and json_scalar.c: strings, numbers and words. */
#ifndef SEAWORTHY_BASE_JSON_SCALAR_H
#define SEAWORTHY_BASE_JSON_SCALAR_H

#include "base/json.h"

/* Each takes a value whose first byte is at hand. value  borrowed; undefined when it is not kept */
bool json_string_take(struct json *json, bool keep, struct slice *value);
bool json_number_take(struct json *json, bool keep, struct slice *value);
bool json_word_take(struct json *json, struct slice word);

/* Adds to the text that is put together, json->text. returns  false when it gets too long, which is a failure */
bool json_append(struct json *json, struct slice bytes);

/* Makes a byte be at hand. returns  false at the end of the input, which is a failure only when it is damaged */
bool json_more(struct json *json);
/* Marks as failed, with the position; the first failure counts. */
void json_stop(struct json *json, enum error_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));
void json_stop_early(struct json *json);

#endif
