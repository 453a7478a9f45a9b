#include "analyzer/lang/javascript/npm_manifest.h"

#include "analyzer/lang/javascript/npm_licence.h"

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
    bool vscode, unity;
};

/* Only a text counts; of members with one name the last, as for JSON.parse. */
static void read_text(struct json *json, struct slice *text)
{
    struct slice value;

    if (json_string(json, &value))
        *text = slice_trim(value);
    else
        *text = S("");
}

static bool engines_have_vscode(struct json *json)
{
    struct slice key;
    bool has = false;

    if (json_object(json))
        while (json_member(json, &key)) {
            has = has || slice_equal(key, S("vscode"));
            json_skip(json);
        }
    return has;
}

static void read_member(struct json *json, struct slice key, struct arena *arena, struct manifest *manifest)
{
    if (slice_equal(key, S("name"))) {
        read_text(json, &manifest->name);
    } else if (slice_equal(key, S("version"))) {
        read_text(json, &manifest->version);
    } else if (slice_equal(key, S("publisher"))) {
        read_text(json, &manifest->publisher);
    } else if (slice_equal(key, S("license")) || slice_equal(key, S("licenses"))) {
        npm_licence_read(json, arena, &manifest->licences);
    } else if (slice_equal(key, S("engines"))) {
        manifest->vscode = engines_have_vscode(json);
    } else if (slice_equal(key, S("unity"))) {
        manifest->unity = true;
        json_skip(json);
    } else {
        json_skip(json);
    }
}

/* An extension's manifest names publisher and the version of the editor; Unity's packages have their own member. */
static bool is_of_kind(const struct manifest *manifest, enum npm_manifest_kind kind)
{
    bool extension = manifest->vscode && manifest->publisher.len > 0;

    return manifest->name.len > 0 && manifest->version.len > 0 && !manifest->unity &&
           extension == (kind == MANIFEST_VSCODE);
}

bool npm_manifest_read(struct reader *reader, enum npm_manifest_kind kind, struct arena *arena, struct package *package,
                       struct error *error)
{
    struct manifest manifest = {0};
    struct json json;
    struct slice key;

    json_init(&json, reader, arena);
    if (json_object(&json))
        while (json_member(&json, &key))
            read_member(&json, key, arena, &manifest);
    else
        json_fail(&json, "not an object");
    if (!json_end(&json, error))
        return false;

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
