/* CycloneDX JSON, 1.2 to 1.7: "components", nested ones too. */
#include "analyzer/document/document.h"

enum { NESTING_MAX = 32 };

static void read_properties(struct json *json, struct document_package *package, struct facts *facts, bool is_os)
{
    struct slice key, prefix = S("seaworthy:");

    if (!json_array(json))
        return;
    while (json_item(json)) {
        struct slice name = {NULL, 0}, value = {NULL, 0};
        if (!json_object(json))
            continue;
        while (json_member(json, &key)) {
            if (slice_equal(key, S("name")))
                json_string(json, &name);
            else if (slice_equal(key, S("value")))
                json_string(json, &value);
            else
                json_skip(json);
        }
        if (!slice_starts(name, prefix))
            continue;
        package->has_fields = true;
        if (is_os)
            document_os_field(facts, slice_skip(name, prefix.len), value);
        else
            document_field(package, slice_skip(name, prefix.len), value);
    }
}

static struct slice licence_name(struct json *json)
{
    struct slice key, value = {NULL, 0};

    if (!json_object(json))
        return value;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("id")) || slice_equal(key, S("name")))
            json_string(json, &value);
        else
            json_skip(json);
    }
    return value;
}

/* Items {"license": {"id" or "name": …}} or {"expression": …}. */
static void read_licences(struct json *json, struct slices *licences, struct arena *arena)
{
    struct {
        struct slice *at;
        size_t count, room;
    } list = {0};
    struct slice key;

    if (!json_array(json))
        return;
    while (json_item(json)) {
        if (!json_object(json))
            continue;
        while (json_member(json, &key)) {
            struct slice name = {NULL, 0};
            if (slice_equal(key, S("license")))
                name = licence_name(json);
            else if (slice_equal(key, S("expression")))
                json_string(json, &name);
            else
                json_skip(json);
            if (name.len)
                *ARENA_PUSH(arena, &list) = name;
        }
    }
    *licences = (struct slices){list.at, list.count};
}

/* Of a file without named values of ours: the component itself says which system it is. */
static void finish_system(const struct document_package *package, struct facts *facts)
{
    if (package->has_fields)
        return;
    document_os_field(facts, S("id"), package->package.name);
    document_os_field(facts, S("version_id"), package->full_version);
}

static void read_component(struct json *json, struct facts *facts, unsigned nesting)
{
    struct document_package package = {.arena = facts->arena, .package = {.epoch = EPOCH_ABSENT}};
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("type")))
            json_string(json, &package.component);
        else if (slice_equal(key, S("bom-ref")))
            json_string(json, &package.package.id);
        else if (slice_equal(key, S("name")))
            json_string(json, &package.package.name);
        else if (slice_equal(key, S("version")))
            json_string(json, &package.full_version);
        else if (slice_equal(key, S("purl")))
            json_string(json, &package.package.purl);
        else if (slice_equal(key, S("licenses")))
            read_licences(json, &package.package.licences, facts->arena);
        else if (slice_equal(key, S("properties")))
            read_properties(json, &package, facts, slice_equal(package.component, S("operating-system")));
        else if (slice_equal(key, S("components")) && nesting < NESTING_MAX && json_array(json))
            while (json_item(json))
                read_component(json, facts, nesting + 1);
        else
            json_skip(json);
    }
    if (slice_equal(package.component, S("operating-system")))
        finish_system(&package, facts);
    else
        document_finish(&package, facts);
}

void document_cyclonedx_component(struct json *json, struct facts *facts)
{
    read_component(json, facts, 0);
}
