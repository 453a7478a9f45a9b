/*
 * maven_install.json, the lock file of Bazel's rules_jvm_external (its private/rules/v1_lock_file.bzl and
 * v2_lock_file.bzl): "artifacts" by "GROUP:NAME[:PACKAGING[:CLASSIFIER]]", or in the older form a list of
 * "dependency_tree"."dependencies" with a "coord" each, at whose end the version stands. Pulled: it may be large.
 */
#include "analyzer/lang/lang.h"

#include "base/json.h"

/* The first two parts: group and name. */
static struct slice name_of(struct slice coordinate)
{
    size_t group = slice_find_byte(coordinate, ':');
    struct slice rest = slice_skip(coordinate, group + 1);

    if (group == 0 || group == coordinate.len || rest.len == 0)
        return (struct slice){0};
    return slice_head(coordinate, group + 1 + slice_find_byte(rest, ':'));
}

static void file(struct facts *facts, struct slice coordinate, struct slice version)
{
    struct package package = lang_package("maven", name_of(coordinate), version, SCOPE_DECLARED);

    if (package.name.len)
        facts_package(facts, &package);
}

static void read_artifacts(struct json *json, struct facts *facts)
{
    struct slice key, inner;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        struct arena_mark mark = arena_mark(facts->arena);
        struct slice coordinate = arena_copy(facts->arena, key), version = {0};
        if (json_object(json)) {
            while (json_member(json, &inner))
                if (slice_equal(inner, S("version")))
                    json_string(json, &version);
            file(facts, coordinate, version);
        }
        arena_reset(facts->arena, mark);
    }
}

static void read_tree(struct json *json, struct facts *facts)
{
    struct slice key, coordinate;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (!slice_equal(key, S("dependencies")) || !json_array(json))
            continue;
        while (json_item(json)) {
            if (!json_object(json))
                continue;
            while (json_member(json, &key))
                if (slice_equal(key, S("coord")) && json_string_borrow(json, &coordinate))
                    file(facts, coordinate, slice_skip(coordinate, slice_find_last(coordinate, ':') + 1));
        }
    }
}

static bool bazel_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct json json;
    struct slice key;

    json_init(&json, &entry->reader, facts->arena);
    if (!json_object(&json))
        return json_end(&json, error);
    while (json_member(&json, &key)) {
        if (slice_equal(key, S("artifacts")))
            read_artifacts(&json, facts);
        else if (slice_equal(key, S("dependency_tree")))
            read_tree(&json, facts);
    }
    return json_end(&json, error);
}

const struct analyzer analyzer_bazel_lock = {
    .name = "bazel_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, "_install.json"}, {GATE_END, NULL}},
    .read = bazel_lock_read,
    .declared = true,
};
