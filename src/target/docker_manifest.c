#include "base/json_fields.h"
#include "target/docker.h"

static bool read_entry(struct json *json, struct docker_image *image, size_t index, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_FIELD("Config", struct docker_image, config),
        JSON_FIELD("RepoTags", struct docker_image, tags),
        JSON_FIELD("Layers", struct docker_image, layers),
    };

    if (!JSON_FIELDS(json, fields, image))
        return json_ok(json, error) && fail(error, ERROR_LAYER_UNREADABLE, "entry %zu is no object", index);
    if (json_ok(json, error) && image->config.len == 0)
        return fail(error, ERROR_LAYER_UNREADABLE, "entry %zu names no Config", index);
    return json_ok(json, error);
}

bool docker_manifest_read(struct arena *arena, struct slice bytes, struct docker_images *images, struct error *error)
{
    struct reader reader = reader_over(bytes);
    struct json json;

    *images = (struct docker_images){0};
    json_init(&json, &reader, arena);
    if (!json_array(&json)) {
        if (json_ok(&json, error))
            fail(error, ERROR_LAYER_UNREADABLE, "not a JSON array");
        return fail_within(error, "manifest.json");
    }
    while (json_item(&json)) {
        struct docker_image *image = ARENA_PUSH(arena, images);
        if (!read_entry(&json, image, images->count - 1, error))
            return fail_within(error, "manifest.json");
    }
    return document_ok(&json, S("manifest.json"), error);
}
