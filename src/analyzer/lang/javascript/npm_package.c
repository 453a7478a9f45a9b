/* Packages installed in node_modules, and VS Code's extensions, by their package.json (npm_manifest.h). */
#include "analyzer/analyzer.h"
#include "analyzer/lang/javascript/npm_manifest.h"

static bool npm_package_read(struct entry *entry, struct facts *facts, struct error *error)
{
    enum npm_manifest_kind kind = npm_manifest_at(entry->path);
    struct package package;

    if (kind == MANIFEST_NONE)
        return true;
    if (!npm_manifest_read(&entry->reader, kind, facts->arena, &package, error))
        return false;
    if (package.name.len)
        facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_npm_package = {
    .name = "npm_package",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "package.json"}, {0}},
    .read = npm_package_read,
    .ownable = true,
};
