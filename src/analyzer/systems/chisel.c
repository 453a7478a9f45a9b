/*
 * Chisel: var/lib/chisel/manifest.wall, zstd over JSON lines ("jsonwall"), of Ubuntu images made of slices of packages.
 * Source: canonical/chisel, internal/manifest/manifest.go: lines of kind "package" have name, version and arch. The
 * first line names the form.
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/lang.h"
#include "analyzer/os/deb822.h"
#include "base/json.h"
#include "layer/codec.h"

enum { CHISEL_WINDOW = 8 * 1024 * 1024 };

/* One line; false when it was the last */
static bool read_line(struct json *json, struct facts *facts)
{
    struct slice key, kind = {0}, name = {0}, version = {0}, arch = {0};

    if (json_peek(json) == JSON_NONE || !json_object(json))
        return false;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("kind")))
            json_string(json, &kind);
        else if (slice_equal(key, S("name")))
            json_string(json, &name);
        else if (slice_equal(key, S("version")))
            json_string(json, &version);
        else if (slice_equal(key, S("arch")))
            json_string(json, &arch);
        else
            json_skip(json);
    }
    if (slice_equal(kind, S("package")) && name.len > 0) {
        struct package package = lang_package("deb", name, version, SCOPE_INSTALLED);
        package.arch = arch;
        epoch_split(version, &package.epoch, &package.version);
        facts_package(facts, &package);
    }
    return !json->failed;
}

static bool chisel_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice content;
    struct source_memory memory;
    struct source *unpacked;
    struct json json;

    if (!content_read(&entry->reader, entry->arena, TREE_SIZE_MAX, &content, error))
        return false;
    if (!codec_recognise(slice_head(content, CODEC_HEAD)))
        return fail(error, ERROR_MALFORMED, "no compressed manifest");
    if (!codec_open(entry->arena, source_memory(&memory, content, 0), CHISEL_WINDOW, &unpacked, NULL, error))
        return false;
    struct reader reader = reader_from(unpacked, entry->arena);
    json_init(&json, &reader, entry->arena);
    for (bool more = true; more;) {
        struct arena_mark mark = arena_mark(entry->arena);
        more = read_line(&json, facts);
        arena_reset(entry->arena, mark);
    }
    return json_ok(&json, error);
}

const struct analyzer analyzer_chisel = {
    .name = "chisel",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "var/lib/chisel/manifest.wall"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = chisel_read,
    .database = true,
};
