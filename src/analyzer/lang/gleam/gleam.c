/*
 * Gleam: manifest.toml, what was resolved, and gleam.toml, what a project asks for. Source: gleam.run, "gleam.toml";
 * gleam-lang/gleam, compiler-core/src/manifest.rs. A dependency of gleam.toml is listed with its requirement, as Gleam
 * has no other word on it there; one from git with its revision; a local one is the project's own.
 */
#include "analyzer/lang/lang.h"

static void add(struct facts *facts, struct slice name, struct slice version, enum package_relationship relationship)
{
    struct package package = lang_package("hex", name, version, SCOPE_DECLARED);

    package.relationship = relationship;
    if (name.len > 0 && version.len > 0)
        facts_package(facts, &package);
}

static void add_table(struct facts *facts, const struct tree *table)
{
    TREE_EACH(dependency, table)
    add(facts, dependency->key, dependency->kind == TREE_MAP ? tree_text(dependency, "ref") : tree_value(dependency),
        RELATION_DIRECT);
}

static bool gleam_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!tree_read(TREE_TOML, &entry->reader, entry->arena, &root, error))
        return false;
    if (slice_equal(path_base(entry->path), S("gleam.toml"))) {
        add_table(facts, tree_get(root, "dependencies"));
        add_table(facts, tree_get(root, "dev-dependencies"));
        return true;
    }
    if (!tree_get(root, "requirements"))
        return true; /* another program's manifest */
    TREE_EACH(package, tree_get(root, "packages"))
    if (!slice_equal(tree_text(package, "source"), S("local")))
        add(facts, tree_text(package, "name"), tree_text(package, "version"), RELATION_UNKNOWN);
    return true;
}

const struct analyzer analyzer_gleam = {
    .name = "gleam",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "gleam.toml"}, {GATE_BASENAME, "manifest.toml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = gleam_read,
    .declared = true,
};
