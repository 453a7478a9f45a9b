/*
 * Extensions of Chrome, Chromium and browsers made of it, in a user's profile: Extensions/ID/VERSION_N/manifest.json,
 * where ID is 32 letters from a to p. The ID is the name: what is shown may be in any language.
 * Source: Chromium, extensions/common/extension.cc and file_util.cc; "Manifest file format".
 */
#include "analyzer/analyzer.h"
#include "base/json.h"

enum { ID_LEN = 32 };

static bool is_id(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] < 'a' || name.at[i] > 'p')
            return false;
    return name.len == ID_LEN;
}

static bool chrome_extension_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice id = path_folder(path_folder(entry->path)), key;
    struct package package = {.type = S("generic"), .epoch = EPOCH_ABSENT};
    struct json json;

    if (!slice_equal(path_base(path_folder(id)), S("Extensions")) || !is_id(path_base(id)))
        return true;
    package.name = arena_copy(facts->arena, path_base(id));
    json_init(&json, &entry->reader, facts->arena);
    if (json_object(&json))
        while (json_member(&json, &key)) {
            if (slice_equal(key, S("version")))
                json_string(&json, &package.version);
            else
                json_skip(&json);
        }
    if (!json_end(&json, error))
        return false;
    if (package.version.len)
        facts_package(facts, &package);
    else
        facts_problem(facts, ERROR_MALFORMED, "an extension without a version");
    return true;
}

const struct analyzer analyzer_chrome_extension = {
    .name = "chrome_extension",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "manifest.json"}, {0}},
    .read = chrome_extension_read,
};
