/*
 * mise: mise.toml, `[tools]` of "TOOL = VERSION", a list of versions, or a table with `version`. Source: mise.jdx.dev,
 * "Configuration".
 */
#include "analyzer/lang/lang.h"

static void add_tool(struct facts *facts, struct slice tool, struct slice version)
{
    struct package package = lang_package("mise", tool, version, SCOPE_DECLARED);

    if (version.len > 0 && !slice_equal(version, S("latest")) && !slice_equal(version, S("system")))
        facts_package(facts, &package);
}

static bool mise_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!tree_read(TREE_TOML, &entry->reader, entry->arena, &root, error))
        return false;
    TREE_EACH(tool, tree_get(root, "tools"))
    {
        if (tool->kind == TREE_MAP)
            add_tool(facts, tool->key, tree_text(tool, "version"));
        else
            add_tool(facts, tool->key, tree_value(tool));
        if (tool->kind == TREE_LIST)
            TREE_EACH(version, tool)
        add_tool(facts, tool->key, version->kind == TREE_MAP ? tree_text(version, "version") : tree_value(version));
    }
    return true;
}

const struct analyzer analyzer_mise = {
    .name = "mise",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "mise.toml"}, {GATE_BASENAME, ".mise.toml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = mise_read,
    .declared = true,
};
