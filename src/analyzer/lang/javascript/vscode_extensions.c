/*
 * extensions/extensions.json of VS Code and editors made of it: which extensions are installed, each with the path of
 * its own package.json, by which the inventory finds that both say the same.
 * Source: microsoft/vscode, src/vs/platform/extensionManagement/common/extensionsProfileScannerService.ts.
 */
#include "analyzer/analyzer.h"
#include "analyzer/lang/javascript/npm_manifest.h"
#include "base/json_fields.h"

struct extension {
    struct slice id, version, folder;
};

static void take_identifier(struct json *json, void *extension)
{
    static const struct json_field members[] = {JSON_FIELD("id", struct extension, id)};

    JSON_FIELDS(json, members, extension);
}

static const struct json_field extension_members[] = {
    JSON_TAKE("identifier", take_identifier),
    JSON_FIELD("version", struct extension, version),
    JSON_FIELD("relativeLocation", struct extension, folder),
};

/* "publisher.name" */
static void file_extension(struct facts *facts, struct slice folder, const struct extension *extension)
{
    struct slice publisher, name, location = {NULL, 0};
    uint8_t *room;

    if (!slice_cut(extension->id, '.', &publisher, &name) || name.len == 0 || extension->version.len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "an extension without an identifier or a version");
        return;
    }
    if (extension->folder.len) {
        struct slice path =
            arena_join(facts->arena, (struct slice[]){folder, S("/"), extension->folder, S("/package.json")}, 4);
        room = arena_array(facts->arena, uint8_t, path.len);
        if (!path_normalise(path, room, &location))
            location = S("");
    }
    struct package package = {.type = S("vscode-extension"),
                              .epoch = EPOCH_ABSENT,
                              .name = vscode_name(facts->arena, publisher, name),
                              .version = extension->version,
                              .location = location};
    facts_package(facts, &package);
}

static bool vscode_extensions_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice folder = arena_copy(facts->arena, path_folder(entry->path));
    struct json json;

    if (!slice_equal(path_base(folder), S("extensions")))
        return true;
    json_init(&json, &entry->reader, facts->arena);
    if (json_array(&json))
        while (json_item(&json)) {
            struct arena_mark mark = arena_mark(facts->arena);
            struct extension extension = {0};
            JSON_FIELDS(&json, extension_members, &extension);
            if (!json.failed)
                file_extension(facts, folder, &extension);
            arena_reset(facts->arena, mark);
        }
    return json_end(&json, error);
}

const struct analyzer analyzer_vscode_extensions = {
    .name = "vscode_extensions",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "extensions.json"}, {0}},
    .read = vscode_extensions_read,
};
