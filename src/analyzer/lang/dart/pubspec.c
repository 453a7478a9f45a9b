/*
 * Dart: pubspec.yaml, by which a package says its own name and version (dart.dev/tools/pub/pubspec). What it depends on
 * stands there as ranges, which say nothing of what is there: the lock file does.
 */
#include "analyzer/lang/lang.h"

static bool pubspec_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_YAML, &root, error))
        return false;
    struct package package = lang_package("pub", tree_text(root, "name"), tree_text(root, "version"), SCOPE_DECLARED);
    if (package.name.len == 0 || package.version.len == 0)
        return true;
    package.relationship = RELATION_ROOT;
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_pubspec = {
    .name = "pubspec",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "pubspec.yaml"}, {GATE_BASENAME, "pubspec.yml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = pubspec_read,
    .declared = true,
};
