/*
 * Swift: Package.resolved, forms 1 to 3. Source: swiftlang/swift-package-manager,
 * Sources/PackageGraph/ResolvedPackagesStore.swift. A package is named by where it comes from, without scheme and
 * ".git" (purl type swift: host and path are the namespace).
 */
#include "analyzer/lang/lang.h"

/* "https://github.com/a/b.git", "git@github.com:a/b.git": github.com/a/b */
static struct slice name_of(struct arena *arena, struct slice location)
{
    struct slice host, path;

    if (slice_ends(location, S("/")))
        location = slice_head(location, location.len - 1);
    if (slice_ends(location, S(".git")))
        location = slice_head(location, location.len - 4);
    if (slice_starts(location, S("https://")))
        return slice_skip(location, 8);
    if (slice_starts(location, S("http://")))
        return slice_skip(location, 7);
    if (slice_starts(location, S("git@")) && slice_cut(slice_skip(location, 4), ':', &host, &path) && path.len > 0)
        return arena_join(arena, (struct slice[]){host, S("/"), path}, 3);
    return location;
}

static void add_pin(struct facts *facts, const struct tree *pin, const char *location)
{
    const struct tree *state = tree_get(pin, "state");
    struct slice version = tree_text(state, "version"), name = name_of(facts->arena, tree_text(pin, location));

    if (version.len == 0)
        version = tree_text(state, "branch");
    if (name.len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "a pin without a location");
        return;
    }
    /* A pin to a revision alone has no place in any order of versions, but is there. */
    struct package package = lang_package("swift", name, version, SCOPE_DECLARED);
    if (version.len > 0)
        facts_package(facts, &package);
}

static bool package_resolved_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    const struct tree *version = tree_get(root, "version");
    if (version && version->kind != TREE_NUMBER)
        return fail(error, ERROR_MALFORMED, "its version is no number");
    TREE_EACH(pin, tree_get(tree_get(root, "object"), "pins"))
    add_pin(facts, pin, "repositoryURL");
    TREE_EACH(pin, tree_get(root, "pins"))
    add_pin(facts, pin, "location");
    return true;
}

const struct analyzer analyzer_package_resolved = {
    .name = "package-resolved",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "Package.resolved"}, {GATE_BASENAME, ".package.resolved"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = package_resolved_read,
    .declared = true,
};
