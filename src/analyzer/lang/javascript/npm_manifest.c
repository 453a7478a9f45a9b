#include "analyzer/lang/javascript/npm_manifest.h"

#include "analyzer/lang/javascript/npm_licence.h"
#include "base/json_fields.h"

struct slice vscode_name(struct arena *arena, struct slice publisher, struct slice name)
{
    size_t len = publisher.len + 1 + name.len;
    uint8_t *out = arena_array(arena, uint8_t, len);

    for (size_t i = 0; i < len; i++) {
        uint8_t c = i < publisher.len ? publisher.at[i] : i == publisher.len ? '/' : name.at[i - publisher.len - 1];
        out[i] = c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
    }
    return slice_of(out, len);
}

enum npm_manifest_kind npm_manifest_at(struct slice path)
{
    struct slice folder = path_folder(path), above = path_folder(folder);

    if (!slice_equal(path_base(path), S("package.json")) || slice_starts(path_base(folder), S(".")))
        return MANIFEST_NONE;
    if (slice_starts(path_base(above), S("@")))
        above = path_folder(above);
    else if (slice_starts(path_base(folder), S("@")))
        return MANIFEST_NONE; /* node_modules/@scope is a folder of packages */
    else if (slice_equal(path_base(above), S("extensions")))
        return MANIFEST_VSCODE;
    return slice_equal(path_base(above), S("node_modules")) ? MANIFEST_NPM : MANIFEST_NONE;
}

struct manifest {
    struct slice name, version, publisher;
    struct slices licences;
    bool engines, vscode, contributes, unity;
};

static void take_licences(struct json *json, void *object)
{
    struct manifest *manifest = object;

    npm_licence_read(json, &manifest->licences);
}

static void take_vscode(struct json *json, void *object)
{
    struct manifest *manifest = object;

    manifest->vscode = true;
    json_skip(json);
}

static void take_engines(struct json *json, void *object)
{
    static const struct json_field members[] = {JSON_TAKE("vscode", take_vscode)};
    struct manifest *manifest = object;

    manifest->engines = true;
    JSON_FIELDS(json, members, manifest);
}

static void take_contributes(struct json *json, void *object)
{
    struct manifest *manifest = object;

    manifest->contributes = json_peek(json) == JSON_OBJECT;
    json_skip(json);
}

static void take_unity(struct json *json, void *object)
{
    struct manifest *manifest = object;

    manifest->unity = true;
    json_skip(json);
}

/*
 * An extension's manifest names publisher and the version of the editor; one that comes with the editor only tells what
 * it contributes (packages of npm that extend other editors name these as engines). Unity's have their own member.
 */
static bool is_of_kind(const struct manifest *manifest, enum npm_manifest_kind kind)
{
    bool published = manifest->vscode && manifest->publisher.len > 0;
    bool extension = published || (manifest->contributes && !manifest->engines);

    return manifest->name.len > 0 && manifest->version.len > 0 && !manifest->unity &&
           (kind == MANIFEST_VSCODE ? published : !extension);
}

bool npm_manifest_read(struct reader *reader, enum npm_manifest_kind kind, struct arena *arena, struct package *package,
                       struct error *error)
{
    static const struct json_field members[] = {
        JSON_FIELD("name", struct manifest, name),
        JSON_FIELD("version", struct manifest, version),
        JSON_FIELD("publisher", struct manifest, publisher),
        JSON_TAKE("license", take_licences),
        JSON_TAKE("licenses", take_licences),
        JSON_TAKE("engines", take_engines),
        JSON_TAKE("contributes", take_contributes),
        JSON_TAKE("unity", take_unity),
    };
    struct manifest manifest = {0};
    struct json json;

    json_init(&json, reader, arena);
    if (!JSON_FIELDS(&json, members, &manifest))
        json_fail(&json, "not an object");
    if (!json_end(&json, error))
        return false;

    manifest.name = slice_trim(manifest.name);
    manifest.version = slice_trim(manifest.version);
    manifest.publisher = slice_trim(manifest.publisher);
    *package = (struct package){.type = S("npm"), .epoch = EPOCH_ABSENT, .scope = SCOPE_INSTALLED};
    if (!is_of_kind(&manifest, kind))
        return true;
    package->name = manifest.name;
    package->version = manifest.version;
    package->licences = manifest.licences;
    if (kind == MANIFEST_VSCODE) {
        package->type = S("vscode-extension");
        package->name = vscode_name(arena, manifest.publisher, manifest.name);
    }
    return true;
}
