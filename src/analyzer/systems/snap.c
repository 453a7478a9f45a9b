/*
 * Snaps: meta/snap.yaml says name and version of the snap (snapcraft.io, "The snap format"); snap/manifest.yaml and
 * usr/share/snappy/dpkg.yaml name the distribution's packages that it was built of, "NAME[:ARCH]=VERSION".
 */
#include "analyzer/lang/lang.h"
#include "analyzer/os/deb822.h"

static void add_stage_package(struct facts *facts, struct slice text)
{
    struct slice name, version, arch;

    if (!slice_cut(text, '=', &name, &version) || version.len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "a package that is not NAME=VERSION");
        return;
    }
    slice_cut(name, ':', &name, &arch);
    struct package package = lang_package("deb", name, version, SCOPE_INSTALLED);
    package.arch = arch;
    epoch_split(version, &package.epoch, &package.version);
    facts_package(facts, &package);
}

static bool read_snap(const struct tree *root, struct facts *facts, struct error *error)
{
    struct package package = lang_package("snap", tree_text(root, "name"), tree_text(root, "version"), SCOPE_INSTALLED);
    const struct tree *arch = tree_first(tree_get(root, "architectures"));

    if (package.name.len == 0 || package.version.len == 0)
        return fail(error, ERROR_MALFORMED, "a snap without a %s", package.name.len == 0 ? "name" : "version");
    if (arch && arch->next == NULL)
        package.arch = tree_value(arch);
    facts_package(facts, &package);
    return true;
}

static bool snap_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_YAML, &root, error))
        return false;
    if (slice_equal(path_base(entry->path), S("snap.yaml")))
        return read_snap(root, facts, error);
    TREE_EACH(item, tree_get(root, "primed-stage-packages"))
    add_stage_package(facts, tree_value(item));
    TREE_EACH(item, tree_get(root, "packages"))
    add_stage_package(facts, tree_value(item));
    return true;
}

const struct analyzer analyzer_snap = {
    .name = "snap",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_GLOB, "snap/*/meta/snap.yaml"},
                                   {GATE_PATH, "meta/snap.yaml"},
                                   {GATE_GLOB, "*snap/manifest.yaml"},
                                   {GATE_GLOB, "*usr/share/snappy/dpkg.yaml"},
                                   {0}},
    .size_max = TREE_SIZE_MAX,
    .read = snap_read,
};
