/*
 * Programs that GraalVM's native-image made of Java: with --enable-sbom they hold a CycloneDX document, compressed by
 * gzip, at the symbol `sbom`, its length at `sbom_length` (GraalVM, "Embed SBOM"). Only what makes a package is read of
 * it: an image's own word on its operating system or owners does not count.
 */
#include "analyzer/binary/program.h"
#include "base/json.h"
#include "layer/codec.h"

enum {
    PACKED_MAX = 4 * 1024 * 1024,
    WINDOW_MAX = 1024 * 1024, /* of gzip: 32 KiB */
};

struct component {
    struct slice group, name, version;
    bool library;
};

static void file_component(const struct component *component, struct facts *facts)
{
    const struct slice parts[] = {component->group, component->group.len ? S(":") : S(""), component->name};
    struct package package = {
        .type = S("maven"),
        .name = arena_join(facts->arena, parts, 3),
        .version = component->version,
        .epoch = EPOCH_ABSENT,
    };

    if (component->library && component->name.len)
        facts_package(facts, &package);
}

static void take_component(struct json *json, struct facts *facts)
{
    struct component component = {.library = true};
    struct slice key, type;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("group")))
            json_string(json, &component.group);
        else if (slice_equal(key, S("name")))
            json_string(json, &component.name);
        else if (slice_equal(key, S("version")))
            json_string(json, &component.version);
        else if (slice_equal(key, S("type")) && json_string_borrow(json, &type))
            component.library = slice_equal(type, S("library"));
    }
    if (!json->failed)
        file_component(&component, facts);
}

static bool read_document(struct reader *reader, struct facts *facts, struct error *error)
{
    struct slice key;
    struct json json;

    json_init(&json, reader, facts->arena);
    if (json_object(&json)) {
        while (json_member(&json, &key)) {
            if (!slice_equal(key, S("components")) || !json_array(&json))
                continue;
            while (json_item(&json)) {
                struct arena_mark mark = arena_mark(facts->arena);
                take_component(&json, facts);
                arena_reset(facts->arena, mark);
            }
        }
    }
    return json_end(&json, error);
}

/* The compressed document. returns  false when the program has none */
static bool find_document(const struct executable *executable, struct arena *arena, struct extent *place)
{
    uint64_t address, length_address, offset, left;
    uint8_t bytes[8];

    if (!executable_symbol(executable, "sbom", arena, &address) ||
        !executable_symbol(executable, "sbom_length", arena, &length_address) ||
        !executable_find(executable, length_address, &offset, &left) || left < sizeof bytes ||
        executable_read(executable, offset, bytes, sizeof bytes) < sizeof bytes ||
        !executable_find(executable, address, &offset, &left))
        return false;
    *place = (struct extent){
        .offset = offset, .size = executable_u64(executable, slice_of(bytes, sizeof bytes), 0), .there = true};
    return true;
}

void program_native_image(const struct executable *executable, struct facts *facts)
{
    struct source_memory memory;
    struct source *unpacked;
    struct slice packed;
    struct extent place;
    struct error error;

    if (!executable->sections[SECTION_SVM_HEAP].there || !find_document(executable, facts->arena, &place))
        return;
    bool good = executable_content(executable, &place, PACKED_MAX, facts->arena, &packed, &error) &&
                codec_open(facts->arena, source_memory(&memory, packed, 0), WINDOW_MAX, &unpacked, NULL, &error);
    if (good) {
        struct reader reader = reader_from(unpacked, facts->arena);
        good = read_document(&reader, facts, &error);
        reader_close(&reader);
    }
    if (!good)
        facts_problem(facts, error.code, "the SBOM of a native image: %s", error.text);
}
