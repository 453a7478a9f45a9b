/* CycloneDX JSON, 1.2 to 1.7: "components", nested ones too. */
#include "analyzer/document/document.h"
#include "base/json_fields.h"

enum { NESTING_MAX = 32 };

struct component {
    struct document_package package;
    struct facts *facts;
    unsigned nesting;
};

static bool is_system(const struct component *component)
{
    return slice_equal(component->package.component, S("operating-system"));
}

struct property {
    struct slice name, value;
};

static void take_property(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_FIELD("name", struct property, name),
        JSON_FIELD("value", struct property, value),
    };
    struct component *component = object;
    struct property property = {.name = {NULL, 0}};
    struct slice name, prefix = S("seaworthy:");

    if (!JSON_FIELDS(json, fields, &property) || !slice_starts(property.name, prefix))
        return;
    name = slice_skip(property.name, prefix.len);
    component->package.has_fields = true;
    if (is_system(component))
        document_os_field(component->facts, name, property.value);
    else
        document_field(&component->package, name, property.value);
}

struct licences {
    struct slice *at;
    size_t count, room;
};

static void take_licence_name(struct json *json, void *list)
{
    struct licences *licences = list;
    struct slice name;

    if (json_string(json, &name) && name.len)
        *ARENA_PUSH(json->arena, licences) = name;
}

static void take_licence(struct json *json, void *list)
{
    static const struct json_field fields[] = {
        JSON_TAKE("id", take_licence_name),
        JSON_TAKE("name", take_licence_name),
    };

    JSON_FIELDS(json, fields, list);
}

/* Items {"license": {"id" or "name": …}} or {"expression": …}. */
static void take_licences(struct json *json, void *field)
{
    static const struct json_field fields[] = {
        JSON_TAKE("license", take_licence),
        JSON_TAKE("expression", take_licence_name),
    };
    struct licences list = {0};

    if (!json_array(json))
        return;
    while (json_item(json))
        JSON_FIELDS(json, fields, &list);
    *(struct slices *)field = (struct slices){list.at, list.count};
}

/* Of a file without named values of ours: the component itself says which system it is. */
static void finish_system(const struct document_package *package, struct facts *facts)
{
    if (package->has_fields)
        return;
    document_os_field(facts, S("id"), package->package.name);
    document_os_field(facts, S("version_id"), package->full_version);
}

static void read_component(struct json *json, struct facts *facts, unsigned nesting);

static void take_nested(struct json *json, void *object)
{
    struct component *component = object;

    if (component->nesting < NESTING_MAX)
        read_component(json, component->facts, component->nesting + 1);
}

static void read_component(struct json *json, struct facts *facts, unsigned nesting)
{
    static const struct json_field fields[] = {
        JSON_FIELD("type", struct component, package.component),
        JSON_FIELD("bom-ref", struct component, package.package.id),
        JSON_FIELD("name", struct component, package.package.name),
        JSON_FIELD("version", struct component, package.full_version),
        JSON_FIELD("purl", struct component, package.package.purl),
        JSON_TAKE_INTO("licenses", struct component, package.package.licences, take_licences),
        JSON_EACH("properties", take_property),
        JSON_EACH("components", take_nested),
    };
    struct component component = {
        .package = {.arena = facts->arena, .package = {.epoch = EPOCH_ABSENT}}, .facts = facts, .nesting = nesting};

    if (!JSON_FIELDS(json, fields, &component))
        return;
    if (is_system(&component))
        finish_system(&component.package, facts);
    else
        document_finish(&component.package, facts);
}

void document_cyclonedx_component(struct json *json, struct facts *facts)
{
    read_component(json, facts, 0);
}
