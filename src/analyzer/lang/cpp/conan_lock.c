/*
 * C and C++: conan.lock of Conan 1 (a graph of nodes; "ref", before 0.4 "pref") and 2 (lists of references). Source:
 * conan-io/conan, conan/internal/model/lockfile.py; release/1.x, conans/model/graph_lock.py. The node that is a
 * conanfile of the project, or has no reference, is the project itself.
 */
#include "analyzer/lang/cpp/conan_reference.h"
#include "analyzer/lang/lang.h"

static struct slices required(struct arena *arena, const struct tree *list)
{
    struct {
        struct slice *at;
        size_t count, room;
    } ids = {0};

    TREE_EACH(item, list)
    *ARENA_PUSH(arena, &ids) = tree_value(item);
    return (struct slices){ids.at, ids.count};
}

static void add_node(struct facts *facts, const struct tree *node)
{
    struct slice text = tree_text(node, "ref");
    struct conan_reference reference;

    if (text.len == 0)
        text = tree_text(node, "pref");
    if (text.len == 0 || tree_text(node, "path").len > 0 || !conan_reference_read(text, &reference))
        return;
    struct package package = lang_package("conan", reference.name, reference.version, SCOPE_DECLARED);
    package.id = node->key;
    package.depends_on = required(facts->arena, tree_get(node, "requires"));
    facts_package(facts, &package);
}

static void add_list(struct facts *facts, const struct tree *list, const char *group)
{
    struct conan_reference reference;

    TREE_EACH(item, list)
    {
        if (!conan_reference_read(tree_value(item), &reference))
            continue;
        struct package package = lang_package("conan", reference.name, reference.version, SCOPE_DECLARED);
        lang_group(facts->arena, &package, group);
        facts_package(facts, &package);
    }
}

static bool conan_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    TREE_EACH(node, tree_get(tree_get(root, "graph_lock"), "nodes"))
    add_node(facts, node);
    add_list(facts, tree_get(root, "requires"), "requires");
    add_list(facts, tree_get(root, "build_requires"), "build-requires");
    add_list(facts, tree_get(root, "python_requires"), "python-requires");
    return true;
}

const struct analyzer analyzer_conan_lock = {
    .name = "conan-lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "conan.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = conan_lock_read,
    .declared = true,
};
