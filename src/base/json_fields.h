/*
 * The members of a JSON object that are wanted, as a table: what each fills in a struct. Other members are passed over.
 *
 *     struct warning { struct slice id; struct slices versions; };
 *     static const struct json_field fields[] = {
 *         JSON_FIELD("id", struct warning, id),
 *         JSON_FIELD("versions", struct warning, versions),
 *         JSON_EACH("urls", take_url),           // take_url(json, warning) for each item
 *     };
 *     struct warning warning = {0};
 *     JSON_FIELDS(&json, fields, &warning);
 *
 * A member of another kind than its row leaves its field empty. Of a member that comes twice the last one counts.
 */
#ifndef SEAWORTHY_BASE_JSON_FIELDS_H
#define SEAWORTHY_BASE_JSON_FIELDS_H

#include "base/json.h"

struct json_field {
    struct slice name;
    /* Reads the value that comes next. `field` is the struct itself in rows of JSON_TAKE and JSON_EACH. */
    void (*take)(struct json *json, void *field);
    size_t offset;
    bool each; /* takes the items of a list, one after another; an object in its place is a list of one */
};

/* clang-format off */
/* A field of type struct slice (a string), struct slices (a string or a list of them), bool or int64_t. */
#define JSON_FIELD(key, type, member)                                                                                  \
    JSON_TAKE_INTO(key, type, member, _Generic(((type *)0)->member, struct slice: json_take_string,                    \
                   struct slices: json_take_strings, bool: json_take_bool, int64_t: json_take_integer))
/* What a function makes of the value in that field; in the struct; of each item in the struct. */
#define JSON_TAKE_INTO(key, type, member, function)                                                                    \
    {.name = S_INIT(key), .take = (function), .offset = offsetof(type, member)}
#define JSON_TAKE(key, function) {.name = S_INIT(key), .take = (function)}
#define JSON_EACH(key, function) {.name = S_INIT(key), .take = (function), .each = true}
/* clang-format on */

/* returns  false for a value that is no object, which is skipped */
bool json_fields(struct json *json, const struct json_field *fields, size_t count, void *object);
#define JSON_FIELDS(json, fields, object) json_fields((json), (fields), sizeof(fields) / sizeof *(fields), (object))

void json_take_string(struct json *json, void *field);
void json_take_strings(struct json *json, void *field);
void json_take_bool(struct json *json, void *field);
void json_take_integer(struct json *json, void *field);

#endif
