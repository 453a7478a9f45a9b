#include "base/json_fields.h"

void json_take_string(struct json *json, void *field)
{
    json_string(json, field);
}

void json_take_strings(struct json *json, void *field)
{
    json_strings(json, field);
}

void json_take_bool(struct json *json, void *field)
{
    json_bool(json, field);
}

void json_take_integer(struct json *json, void *field)
{
    json_integer(json, field);
}

static void take_each(struct json *json, const struct json_field *field, void *object)
{
    if (json_peek(json) == JSON_OBJECT)
        field->take(json, object);
    else if (json_array(json))
        while (json_item(json))
            field->take(json, object);
}

bool json_fields(struct json *json, const struct json_field *fields, size_t count, void *object)
{
    struct slice key;

    if (!json_object(json))
        return false;
    while (json_member(json, &key)) {
        size_t i = 0;
        while (i < count && !slice_equal(key, fields[i].name))
            i++;
        if (i == count)
            json_skip(json);
        else if (fields[i].each)
            take_each(json, &fields[i], object);
        else
            fields[i].take(json, (char *)object + fields[i].offset);
    }
    return true;
}
