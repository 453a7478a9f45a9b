/* SPDX 2.2 and 2.3 JSON: "packages". */
#include "analyzer/document/document.h"
#include "base/json_fields.h"

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

struct spdx {
    struct document_package package;
    struct slice id, comment, purpose;
};

struct external {
    struct slice type, locator;
};

static void take_external(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_FIELD("referenceType", struct external, type),
        JSON_FIELD("referenceLocator", struct external, locator),
    };
    struct spdx *spdx = object;
    struct external external = {.type = {NULL, 0}};

    JSON_FIELDS(json, fields, &external);
    if (slice_equal(external.type, S("purl")))
        spdx->package.package.purl = external.locator;
}

void document_spdx_package(struct json *json, struct facts *facts)
{
    static const struct json_field fields[] = {
        JSON_FIELD("SPDXID", struct spdx, id),
        JSON_FIELD("name", struct spdx, package.package.name),
        JSON_FIELD("versionInfo", struct spdx, package.full_version),
        JSON_FIELD("comment", struct spdx, comment),
        JSON_FIELD("primaryPackagePurpose", struct spdx, purpose),
        JSON_EACH("externalRefs", take_external),
    };
    struct spdx spdx = {.package = {.arena = facts->arena, .package = {.epoch = EPOCH_ABSENT}}};
    struct document_package *package = &spdx.package;

    if (!JSON_FIELDS(json, fields, &spdx))
        return;
    /* As the JSON schema writes it, and as the text of the specification does. */
    bool is_os = slice_equal(spdx.purpose, S("OPERATING_SYSTEM")) || slice_equal(spdx.purpose, S("OPERATING-SYSTEM"));
    bool ours = slice_starts(spdx.id, S("SPDXRef-p")) || slice_equal(spdx.id, S("SPDXRef-os"));
    if (ours) {
        package->package.id = slice_skip(spdx.id, S("SPDXRef-").len);
        read_comment(package, facts, spdx.comment, is_os);
    }
    if (is_os && !package->has_fields) {
        document_os_field(facts, S("id"), package->package.name);
        document_os_field(facts, S("version_id"), package->full_version);
    }
    if (!is_os)
        document_finish(package, facts);
}
