/*
 * Haskell: stack.yaml.lock, and the extra-deps of stack.yaml. Source: docs.haskellstack.org, "Lock files" and
 * "pantry": a package is "NAME-VERSION@sha256:…,SIZE", where only the last dash stands before the version. What comes
 * from a repository of its own is none of Hackage's.
 */
#include "analyzer/lang/lang.h"

static bool is_version(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((text.at[i] < '0' || text.at[i] > '9') && text.at[i] != '.')
            return false;
    return text.len > 0;
}

static void add_hackage(struct facts *facts, struct slice text)
{
    struct slice version;

    text = slice_head(text, slice_find_byte(text, '@'));
    size_t dash = slice_find_last(text, '-');
    version = slice_skip(text, dash + 1);
    if (dash == 0 || !is_version(version))
        return;
    struct package package = lang_package("hackage", slice_head(text, dash), version, SCOPE_DECLARED);
    facts_package(facts, &package);
}

static bool stack_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_YAML, &root, error))
        return false;
    TREE_EACH(item, tree_get(root, "packages"))
    {
        add_hackage(facts, tree_text(tree_get(item, "completed"), "hackage"));
    }
    TREE_EACH(item, tree_get(root, "extra-deps"))
    add_hackage(facts, tree_value(item));
    return true;
}

const struct analyzer analyzer_stack = {
    .name = "stack",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "stack.yaml.lock"}, {GATE_BASENAME, "stack.yaml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = stack_read,
    .declared = true,
};
