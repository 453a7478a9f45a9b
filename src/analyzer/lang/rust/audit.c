/*
 * What cargo-auditable links into a Rust program: section .dep-v0, a zlib stream of JSON with the packages that it was
 * built from. Source: rust-secure-code/cargo-auditable, auditable-serde (VersionInfo), PARSING.md.
 */
#include "analyzer/binary/program.h"
#include "analyzer/format/zlib.h"
#include "base/json.h"

enum { PACKED_MAX = 1024 * 1024, AUDIT_MAX = 8 * 1024 * 1024 /* the limit that auditable-info has */ };

struct crate {
    struct slice name, version, kind;
    bool root;
};

static void file_crate(const struct crate *crate, struct facts *facts)
{
    struct package package = {
        .type = S("cargo"),
        .name = crate->name,
        .version = crate->version,
        .epoch = EPOCH_ABSENT,
        .relationship = crate->root ? RELATION_ROOT : RELATION_UNKNOWN,
        .main_module = crate->root,
    };

    if (!slice_equal(crate->kind, S("build"))) /* what only the build needed left no code in the program */
        facts_package(facts, &package);
}

static void take_crate(struct json *json, struct facts *facts)
{
    struct crate crate = {0};
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("name")))
            json_string(json, &crate.name);
        else if (slice_equal(key, S("version")))
            json_string(json, &crate.version);
        else if (slice_equal(key, S("kind")))
            json_string(json, &crate.kind);
        else if (slice_equal(key, S("root")))
            json_bool(json, &crate.root);
    }
    if (!json->failed)
        file_crate(&crate, facts);
}

void program_rust(const struct executable *executable, struct facts *facts)
{
    const struct extent *section = &executable->sections[SECTION_RUST_DEPS];
    struct slice packed, text, key;
    struct error error;
    struct json json;

    if (!section->there || executable->relocatable)
        return;
    if (!executable_content(executable, section, PACKED_MAX, facts->arena, &packed, &error) ||
        !zlib_content(packed, facts->arena, AUDIT_MAX, &text, &error)) {
        facts_problem(facts, error.code, "the audit data of cargo: %s", error.text);
        return;
    }
    struct reader reader = reader_over(text);
    json_init(&json, &reader, facts->arena);
    if (json_object(&json)) {
        while (json_member(&json, &key)) {
            if (!slice_equal(key, S("packages")) || !json_array(&json))
                continue;
            while (json_item(&json))
                take_crate(&json, facts);
        }
    }
    if (!json_end(&json, &error))
        facts_problem(facts, error.code, "the audit data of cargo: %s", error.text);
}
