/* Our own inventory or report: docs/inventory.schema.json, docs/report.schema.json. */
#include "analyzer/document/document.h"

/* Members whose name in the document differs from the named value. */
static struct slice value_name(struct slice key)
{
    static const struct {
        const char *key, *name;
    } plural[] = {{"cpes", "cpe"},   {"licences", "licence"},         {"groups", "group"},      {"channels", "channel"},
                  {"repos", "repo"}, {"content_sets", "content_set"}, {"locations", "location"}};

    for (size_t i = 0; i < sizeof(plural) / sizeof(plural[0]); i++)
        if (slice_equal(key, slice_text(plural[i].key)))
            return slice_text(plural[i].name);
    return key;
}

static void read_source(struct json *json, struct document_package *package)
{
    struct slice key, value;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        bool name = slice_equal(key, S("name"));
        if (name || slice_equal(key, S("version"))) {
            if (json_string(json, &value))
                document_field(package, name ? S("source_name") : S("source_version"), value);
        } else {
            json_skip(json);
        }
    }
}

static void read_value(struct json *json, struct document_package *package, struct slice name)
{
    struct slices values;
    struct slice text;
    bool truth;

    switch (json_peek(json)) {
    case JSON_STRING:
        if (json_string(json, &text))
            document_field(package, name, text);
        return;
    case JSON_NUMBER:
        if (json_number_text(json, &text))
            document_field(package, name, arena_copy(package->arena, text));
        return;
    case JSON_ARRAY:
        if (json_strings(json, &values))
            for (size_t i = 0; i < values.count; i++)
                document_field(package, name, values.at[i]);
        return;
    case JSON_TRUE:
    case JSON_FALSE:
        if (json_bool(json, &truth) && truth)
            document_field(package, name, S("true"));
        return;
    default: json_skip(json);
    }
}

void document_inventory_package(struct json *json, struct facts *facts)
{
    struct document_package package = {.arena = facts->arena, .package = {.epoch = EPOCH_ABSENT}, .has_fields = true};
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("source"))) {
            read_source(json, &package);
        } else if (slice_equal(key, S("removed_in"))) {
            /* Listed by --all-layers, but not part of the image: the inventory without it is the image's. */
            json_skip(json);
            package.package.state = S("not-installed");
        } else {
            struct slice name = arena_copy(facts->arena, value_name(key));
            read_value(json, &package, name);
        }
    }
    document_finish(&package, facts);
}
