/*
 * C and C++: vcpkg.json, a port's or project's own manifest. Source: learn.microsoft.com, "vcpkg.json reference": the
 * version stands under one of four names. What it depends on stands there without versions.
 */
#include "analyzer/lang/lang.h"

static bool vcpkg_json_read(struct entry *entry, struct facts *facts, struct error *error)
{
    static const char *const names[] = {"version", "version-semver", "version-string", "version-date"};
    const struct tree *root;
    struct slice version = {0};

    if (!lang_map(entry, TREE_JSON_RELAXED, &root, error))
        return false;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && version.len == 0; i++)
        version = tree_text(root, names[i]);
    if (tree_text(root, "name").len == 0)
        return true;
    struct package package = lang_package("vcpkg", tree_text(root, "name"), version, SCOPE_DECLARED);
    package.relationship = RELATION_ROOT;
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_vcpkg_json = {
    .name = "vcpkg-json",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "vcpkg.json"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = vcpkg_json_read,
    .declared = true,
};
