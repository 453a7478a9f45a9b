#include "analyzer/lang/javascript/npm_licence.h"

enum { LICENCES_MAX = 100 };

struct licences {
    struct arena *arena;
    struct slice *at;
    size_t count, room;
};

static void add(struct licences *list, struct slice text)
{
    if (text.len && list->count < LICENCES_MAX)
        *ARENA_PUSH(list->arena, list) = text;
}

static void read_one(struct json *json, struct licences *list)
{
    struct slice key, text = {NULL, 0};

    if (json_peek(json) == JSON_STRING) {
        json_string(json, &text);
        add(list, text);
        return;
    }
    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("type")) || (slice_equal(key, S("name")) && text.len == 0))
            json_string(json, &text);
        else
            json_skip(json);
    }
    add(list, text);
}

void npm_licence_read(struct json *json, struct arena *arena, struct slices *licences)
{
    struct licences list = {.arena = arena};

    if (json_peek(json) != JSON_ARRAY)
        read_one(json, &list);
    else if (json_array(json))
        while (json_item(json))
            read_one(json, &list);
    *licences = (struct slices){list.at, list.count};
}
