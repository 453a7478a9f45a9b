/*
 * environment.yml (docs.conda.io, "Creating an environment file manually"): conda packages as "name=version=build" and,
 * below "pip", requirements as pip takes them, which are packages of PyPI.
 */
#include "analyzer/format/tree.h"
#include "analyzer/lang/python/pypi.h"

/*
 * A MatchSpec (conda/models/match_spec.py): "channel::name version build", "name=1.2=build", "name>=1,<2". A version
 * counts when it is one alone: no range, no alternatives, no wildcard.
 */
static bool spec_read(struct slice spec, struct slice *name, struct slice *version)
{
    struct slice rest, build;
    size_t channel = slice_find(spec, S("::")), len = 0;

    spec = slice_trim(channel == SIZE_MAX ? spec : slice_skip(spec, channel + 2));
    while (len < spec.len && !strchr(" =<>!~[", spec.at[len]))
        len++;
    *name = slice_head(spec, len);
    rest = slice_trim(slice_skip(spec, len));
    if (name->len == 0)
        return false;
    if (slice_starts(rest, S("==")))
        rest = slice_skip(rest, 2);
    else if (slice_starts(rest, S("=")))
        rest = slice_skip(rest, 1);
    rest = slice_trim(rest);
    if (!slice_cut(rest, '=', version, &build))
        slice_cut(rest, ' ', version, &build);
    *version = slice_trim(*version);
    for (size_t i = 0; i < version->len; i++)
        if (version->at[i] == 0 || strchr("<>=!~|,*[] ", version->at[i]))
            *version = S("");
    return true;
}

static void conda_read(struct facts *facts, const struct tree *item)
{
    struct slice name, version;

    if (!spec_read(item->text, &name, &version)) {
        facts_problem(facts, ERROR_MALFORMED, "line %u: a package without a name", item->line);
        return;
    }
    struct package package = {
        .type = S("conda"),
        .name = name,
        .epoch = EPOCH_ABSENT,
        .version = version,
        .scope = SCOPE_DECLARED,
        .relationship = RELATION_DIRECT,
    };
    facts_package(facts, &package);
}

static void pip_read(struct facts *facts, const struct tree *list)
{
    struct requirement requirement;

    if (list->kind != TREE_LIST) {
        facts_problem(facts, ERROR_MALFORMED, "line %u: 'pip' is no list", list->line);
        return;
    }
    TREE_EACH(item, list)
    {
        if (slice_starts(item->text, S("-"))) /* an option */
            continue;
        if (item->kind != TREE_TEXT || !requirement_parse(item->text, &requirement)) {
            facts_problem(facts, ERROR_MALFORMED, "line %u: not a requirement", item->line);
            continue;
        }
        struct package package = pypi_declared(facts->arena, requirement.name, requirement.version);
        package.relationship = RELATION_DIRECT;
        facts_package(facts, &package);
    }
}

static void dependency_read(struct facts *facts, const struct tree *item)
{
    if (item->kind == TREE_TEXT)
        conda_read(facts, item);
    else if (item->kind == TREE_MAP && tree_get(item, "pip"))
        pip_read(facts, tree_get(item, "pip"));
    else
        facts_problem(facts, ERROR_MALFORMED, "line %u: neither a package nor a list of pip", item->line);
}

static bool conda_environment_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!tree_read(TREE_YAML, &entry->reader, facts->arena, &root, error))
        return false;
    if (root->kind != TREE_MAP)
        return fail(error, ERROR_MALFORMED, "no environment");
    TREE_EACH(item, tree_get(root, "dependencies"))
    dependency_read(facts, item);
    return true;
}

const struct analyzer analyzer_conda_environment = {
    .name = "conda_environment",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "environment.yml"}, {GATE_BASENAME, "environment.yaml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = conda_environment_read,
    .declared = true,
};
