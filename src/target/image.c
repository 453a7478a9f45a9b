#include "target/image.h"
#include "base/json_fields.h"
#include "base/text.h"

bool document_ok(struct json *json, struct slice name, struct error *error)
{
    return json_end(json, error) || fail_within(error, "%.*s", SLICE_ARG(name));
}

/* Whatever an entry is made of, it counts. */
static void take_history(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_FIELD("created_by", struct history, created_by),
        JSON_FIELD("empty_layer", struct history, empty),
    };
    struct image_config *config = object;
    struct history *entry = ARENA_PUSH(json->arena, &config->history);

    JSON_FIELDS(json, fields, entry);
    entry->created_by = text_mask(json->arena, entry->created_by);
}

static void take_rootfs(struct json *json, void *config)
{
    static const struct json_field fields[] = {JSON_FIELD("diff_ids", struct image_config, diff_ids)};

    JSON_FIELDS(json, fields, config);
}

bool image_config_read(struct arena *arena, struct slice bytes, struct image_config *config, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_FIELD("os", struct image_config, platform.os),
        JSON_FIELD("architecture", struct image_config, platform.arch),
        JSON_FIELD("variant", struct image_config, platform.variant),
        JSON_FIELD("created", struct image_config, created),
        JSON_EACH("history", take_history),
        JSON_TAKE("rootfs", take_rootfs),
    };
    struct reader reader = reader_over(bytes);
    struct json json;

    *config = (struct image_config){0};
    json_init(&json, &reader, arena);
    if (!JSON_FIELDS(&json, fields, config))
        return json_ok(&json, error) && fail(error, ERROR_LAYER_UNREADABLE, "not a JSON object");
    return json_end(&json, error);
}

void image_problem(struct opened *opened, struct image *image, enum error_code code, int64_t layer, struct slice path,
                   struct slice detail)
{
    struct problem *problem = ARENA_PUSH(opened->arena, &image->problems);

    problem->code = code;
    problem->layer = layer;
    problem->path = path;
    problem->detail = detail;
}

static size_t layers_of(const struct image_config *config)
{
    size_t layers = 0;

    for (size_t i = 0; i < config->history.count; i++)
        layers += !config->history.at[i].empty;
    return layers;
}

static bool counts_agree(struct opened *opened, struct image *image, const struct image_config *config, size_t count)
{
    size_t told = layers_of(config);

    if (config->diff_ids.count != count)
        image_problem(opened, image, ERROR_INTEGRITY, -1, S(""),
                      arena_format(opened->arena, "the configuration has %zu diff IDs and the manifest %zu layers",
                                   config->diff_ids.count, count));
    if (config->history.count && told != count)
        image_problem(
            opened, image, ERROR_MALFORMED, -1, S(""),
            arena_format(opened->arena,
                         "the history tells of %zu layers and the manifest of %zu: no layer is given an instruction",
                         told, count));
    return config->history.count > 0 && told == count;
}

void image_fill(struct opened *opened, struct image *image, const struct image_config *config,
                const struct layer_blob *blobs, size_t count)
{
    bool history = counts_agree(opened, image, config, count);
    size_t total = history ? config->history.count : count, next = 0;

    if (config->platform.os.len && !slice_equal(config->platform.os, S("linux")))
        image_problem(opened, image, ERROR_UNSUPPORTED, -1, S(""),
                      arena_format(opened->arena, "an image for the system '%.*s': only Linux is known here",
                                   SLICE_ARG(slice_head(config->platform.os, 100))));
    image->platform = platform_text(opened->arena, &config->platform);
    image->created = config->created;
    image->layers = arena_array(opened->arena, struct image_layer, total);
    image->layer_count = total;
    for (size_t i = 0; i < total; i++) {
        struct image_layer *layer = &image->layers[i];
        if (history)
            layer->created_by = config->history.at[i].created_by;
        if (history && config->history.at[i].empty) {
            layer->empty = true;
            layer->blob.descriptor = -1;
            continue;
        }
        layer->blob = blobs[next].blob;
        layer->digest = blobs[next].digest;
        layer->media_type = blobs[next].media_type;
        if (config->diff_ids.count == count)
            layer->diff_id = config->diff_ids.at[next];
        next++;
    }
}

bool image_wanted(struct opened *opened, struct platform *wanted, bool *all, struct error *error)
{
    struct slice text = opened->options->platform;

    *all = slice_equal(text, S("all"));
    if (*all || text.len == 0) {
        *wanted = platform_host(opened->arena);
        return true;
    }
    return platform_parse(text, wanted, error);
}

void image_foreign(struct opened *opened, struct image *image, const struct platform *platform,
                   const struct platform *wanted)
{
    if (platform->os.len == 0 || slice_equal(opened->options->platform, S("all")) || platform_fit(platform, wanted))
        return;
    struct slice has = platform_text(opened->arena, platform), want = platform_text(opened->arena, wanted);
    image_problem(opened, image, ERROR_FOREIGN_PLATFORM, -1, S(""),
                  arena_format(opened->arena, "the image is for %.*s, not %.*s", SLICE_ARG(has), SLICE_ARG(want)));
}
