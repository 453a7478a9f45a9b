/* SPDX 2.2 and 2.3 JSON: "packages". */
#include "analyzer/document/document.h"

/* Lines "name=value" that our own writer put there, each value made printable: "\n" and "\\" are escapes. */
static struct slice unescape(struct arena *arena, struct slice text)
{
    uint8_t *out = arena_array(arena, uint8_t, text.len + 1);
    size_t len = 0;

    while (text.len) {
        bool escape =
            text.at[0] == '\\' && text.len >= 2 && (text.at[1] == '\\' || text.at[1] == 'n' || text.at[1] == 't');
        if (!escape)
            out[len++] = text.at[0];
        else
            out[len++] = text.at[1] == 'n' ? '\n' : text.at[1] == 't' ? '\t' : '\\';
        text = slice_skip(text, escape ? 2 : 1);
    }
    return slice_of(out, len);
}

static void read_comment(struct document_package *package, struct facts *facts, struct slice comment, bool is_os)
{
    struct slice line, name, value;

    while (slice_next(&comment, '\n', &line)) {
        if (!slice_cut(line, '=', &name, &value))
            continue;
        value = unescape(package->arena, value);
        if (is_os)
            document_os_field(facts, name, value);
        else
            document_field(package, name, value);
        package->has_fields = true;
    }
}

static void read_externals(struct json *json, struct document_package *package)
{
    struct slice key;

    if (!json_array(json))
        return;
    while (json_item(json)) {
        struct slice type = {NULL, 0}, locator = {NULL, 0};
        if (!json_object(json))
            continue;
        while (json_member(json, &key)) {
            if (slice_equal(key, S("referenceType")))
                json_string(json, &type);
            else if (slice_equal(key, S("referenceLocator")))
                json_string(json, &locator);
            else
                json_skip(json);
        }
        if (slice_equal(type, S("purl")))
            package->package.purl = locator;
    }
}

void document_spdx_package(struct json *json, struct facts *facts)
{
    struct document_package package = {.arena = facts->arena, .package = {.epoch = EPOCH_ABSENT}};
    struct slice key, comment = {NULL, 0}, purpose = {NULL, 0}, id = {NULL, 0};

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("SPDXID")))
            json_string(json, &id);
        else if (slice_equal(key, S("name")))
            json_string(json, &package.package.name);
        else if (slice_equal(key, S("versionInfo")))
            json_string(json, &package.full_version);
        else if (slice_equal(key, S("comment")))
            json_string(json, &comment);
        else if (slice_equal(key, S("primaryPackagePurpose")))
            json_string(json, &purpose);
        else if (slice_equal(key, S("externalRefs")))
            read_externals(json, &package);
        else
            json_skip(json);
    }
    /* As the JSON schema writes it, and as the text of the specification does. */
    bool is_os = slice_equal(purpose, S("OPERATING_SYSTEM")) || slice_equal(purpose, S("OPERATING-SYSTEM"));
    bool ours = slice_starts(id, S("SPDXRef-p")) || slice_equal(id, S("SPDXRef-os"));
    if (ours) {
        package.package.id = slice_skip(id, S("SPDXRef-").len);
        read_comment(&package, facts, comment, is_os);
    }
    if (is_os && !package.has_fields) {
        document_os_field(facts, S("id"), package.package.name);
        document_os_field(facts, S("version_id"), package.full_version);
    }
    if (!is_os)
        document_finish(&package, facts);
}
