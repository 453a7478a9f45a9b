/*
 * Flatpak: the metainfo of an installed application, flatpak/app/…/metainfo/ID.metainfo.xml. Source: freedesktop.org,
 * AppStream specification, "Upstream Metadata": `id`, and the newest `release` first.
 */
#include "analyzer/lang/lang.h"

static bool flatpak_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_XML, &root, error))
        return false;
    struct slice version = tree_text(tree_get(tree_get(root, "releases"), "release"), "@version");
    struct package package = lang_package("flatpak", tree_text(root, "id"), version, SCOPE_INSTALLED);
    if (package.name.len == 0 || version.len == 0)
        return fail(error, ERROR_MALFORMED, "an application without an id or a release");
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_flatpak = {
    .name = "flatpak",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "var/lib/flatpak/app/*.metainfo.xml"},
                                   {GATE_GLOB, "var/lib/flatpak/app/*.appdata.xml"},
                                   {0}},
    .size_max = TREE_SIZE_MAX,
    .read = flatpak_read,
};
