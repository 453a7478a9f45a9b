#include "analyzer/lang/javascript/npm_licence.h"

#include "base/json_fields.h"

enum { LICENCES_MAX = 100 };

struct licences {
    struct arena *arena;
    struct slice *at;
    size_t count, room;
};

struct licence {
    struct slice type, name;
};

static void add(struct licences *list, struct slice text)
{
    if (text.len && list->count < LICENCES_MAX)
        *ARENA_PUSH(list->arena, list) = text;
}

static void read_one(struct json *json, struct licences *list)
{
    static const struct json_field members[] = {JSON_FIELD("type", struct licence, type),
                                                JSON_FIELD("name", struct licence, name)};
    struct licence licence = {0};

    if (json_peek(json) == JSON_STRING)
        json_string(json, &licence.type);
    else
        JSON_FIELDS(json, members, &licence);
    add(list, licence.type.len ? licence.type : licence.name);
}

void npm_licence_read(struct json *json, struct slices *licences)
{
    struct licences list = {.arena = json->arena};

    if (json_peek(json) != JSON_ARRAY)
        read_one(json, &list);
    else if (json_array(json))
        while (json_item(json))
            read_one(json, &list);
    *licences = (struct slices){list.at, list.count};
}
