#include "analyzer/document/document.h"

/* Which document it is, by the member that says so, and what its packages stand under. */
static const struct kind {
    const char *member, *begins; /* the member's value begins so; NULL: any */
    const char *list;
    void (*read)(struct json *json, struct facts *facts);
} kinds[] = {
    {"schema", "seaworthy.inventory/1", "packages", document_inventory_package},
    {"schema", "seaworthy.report/1", "packages", document_inventory_package},
    {"bomFormat", "CycloneDX", "components", document_cyclonedx_component},
    {"spdxVersion", "SPDX-2.", "packages", document_spdx_package},
};

static const struct kind *kind_by(struct slice member, struct slice value)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (slice_equal(member, slice_text(kinds[i].member)) && slice_starts(value, slice_text(kinds[i].begins)))
            return &kinds[i];
    return NULL;
}

static bool tells_kind(struct slice member)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (slice_equal(member, slice_text(kinds[i].member)))
            return true;
    return false;
}

static void read_os(struct json *json, struct facts *facts)
{
    struct slice key, value;
    struct slices values;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("channels"))) {
            if (json_strings(json, &values))
                for (size_t i = 0; i < values.count; i++)
                    document_os_field(facts, S("channel"), values.at[i]);
            continue;
        }
        struct slice name = arena_copy(facts->arena, key);
        if (json_string(json, &value))
            document_os_field(facts, name, value);
    }
}

/* CycloneDX: the subject of the document may be an operating system itself. */
static void read_metadata(struct json *json, struct facts *facts, const struct kind *kind)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("component")) && kind->read == document_cyclonedx_component)
            kind->read(json, facts);
        else
            json_skip(json);
    }
}

bool document_read(struct reader *reader, struct facts *facts, struct error *error)
{
    struct arena *arena = facts->arena;
    const struct kind *kind = NULL;
    struct slice key, value;
    bool listed = false;
    struct json json;

    json_init(&json, reader, arena);
    json_object(&json);
    while (json_member(&json, &key)) {
        if (!kind && tells_kind(key)) {
            struct slice member = arena_copy(arena, key);
            if (json_string(&json, &value))
                kind = kind_by(member, value);
        } else if (kind && slice_equal(key, slice_text(kind->list)) && json_array(&json)) {
            listed = true;
            while (json_item(&json)) {
                struct arena_mark mark = arena_mark(facts->arena);
                kind->read(&json, facts);
                arena_reset(facts->arena, mark);
            }
        } else if (!kind && (slice_equal(key, S("packages")) || slice_equal(key, S("components")))) {
            return fail(error, ERROR_UNSUPPORTED,
                        "the list of packages stands before the member that says what kind of document it is");
        } else if (kind && slice_equal(key, S("os"))) {
            read_os(&json, facts);
        } else if (kind && slice_equal(key, S("metadata"))) {
            read_metadata(&json, facts, kind);
        } else {
            json_skip(&json);
        }
    }
    if (!json_ok(&json, error))
        return false;
    if (!kind)
        return fail(error, ERROR_UNSUPPORTED,
                    "JSON, but neither an inventory or report of seaworthy nor CycloneDX or SPDX 2");
    if (!listed)
        facts_problem(facts, ERROR_MALFORMED, "no \"%s\" in it", kind->list);
    return true;
}
