#include "analyzer/document/document.h"

/*
 * Which document it is, by the member that says so, and what its packages stand under. Where the list comes first, it
 * is read as the last kind with that list, and the member has to say so afterwards: Microsoft's sbom-tool writes SPDX
 * so.
 */
static const struct kind {
    const char *member, *begins; /* the member's value begins so */
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

static const struct kind *kind_presumed(struct slice list)
{
    for (size_t i = sizeof(kinds) / sizeof(kinds[0]); i-- > 0;)
        if (slice_equal(list, slice_text(kinds[i].list)))
            return &kinds[i];
    return NULL;
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

static void read_list(struct json *json, struct facts *facts, const struct kind *kind)
{
    while (json_item(json)) {
        struct arena_mark mark = arena_mark(facts->arena);
        kind->read(json, facts);
        arena_reset(facts->arena, mark);
    }
}

bool document_read(struct reader *reader, struct facts *facts, struct error *error)
{
    const struct kind *kind = NULL, *listed = NULL;
    struct slice key, value;
    struct json json;

    json_init(&json, reader, facts->arena);
    json_object(&json);
    while (json_member(&json, &key)) {
        const struct kind *presumed = kind ? kind : kind_presumed(key);
        if (!kind && tells_kind(key)) {
            struct slice member = arena_copy(facts->arena, key);
            if (json_string(&json, &value))
                kind = kind_by(member, value);
        } else if (presumed && slice_equal(key, slice_text(presumed->list)) && json_array(&json)) {
            listed = presumed;
            read_list(&json, facts, presumed);
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
    if (!kind || (listed && listed->read != kind->read))
        return fail(error, ERROR_UNSUPPORTED,
                    "JSON, but neither an inventory or report of seaworthy nor CycloneDX or SPDX 2");
    if (!listed)
        facts_problem(facts, ERROR_MALFORMED, "no \"%s\" in it", kind->list);
    return true;
}
