/*
 * Dart and Flutter: pubspec.lock, what pub resolved. Source: dart-lang/pub, lib/src/lock_file.dart: `dependency` is
 * "direct main", "direct dev", "direct overridden" or "transitive". What comes with the SDK has version 0.0.0 there.
 */
#include "analyzer/lang/lang.h"

static void add_package(struct facts *facts, const struct tree *entry)
{
    struct slice dependency = tree_text(entry, "dependency");
    struct package package = lang_package("pub", entry->key, tree_text(entry, "version"), SCOPE_DECLARED);

    if (package.version.len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "line %u: a package without a version", entry->line);
        return;
    }
    package.relationship = slice_starts(dependency, S("direct")) ? RELATION_DIRECT : RELATION_TRANSITIVE;
    lang_group(facts->arena, &package, slice_equal(dependency, S("direct dev")) ? "dev" : "prod");
    facts_package(facts, &package);
}

static bool pubspec_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_YAML, &root, error))
        return false;
    TREE_EACH(package, tree_get(root, "packages"))
    add_package(facts, package);
    return true;
}

const struct analyzer analyzer_pubspec_lock = {
    .name = "pubspec-lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "pubspec.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = pubspec_lock_read,
    .declared = true,
};
