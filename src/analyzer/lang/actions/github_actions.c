/*
 * Workflows of GitHub (.github/workflows/NAME.yml) and composite actions (action.yml): which actions and workflows of
 * other repositories they use, "owner/repository/path@ref". Those of the repository itself ("./…") and images
 * ("docker://…") are none. The ref is the version as it stands there, also where it is a commit.
 * Source: GitHub's documentation, "Workflow syntax for GitHub Actions", "Metadata syntax for GitHub Actions".
 */
#include "analyzer/analyzer.h"
#include "analyzer/format/tree.h"

static void file_use(struct facts *facts, const struct tree *use)
{
    struct slice path, ref, owner, rest, repository, inside;
    struct slice text = use && use->kind == TREE_TEXT ? slice_trim(use->text) : S("");

    if (slice_starts(text, S(".")) || slice_find(text, S("://")) != SIZE_MAX)
        return;
    if (!slice_cut(text, '@', &path, &ref) || ref.len == 0 || !slice_cut(path, '/', &owner, &rest))
        return;
    slice_cut(rest, '/', &repository, &inside);
    if (owner.len == 0 || repository.len == 0)
        return;
    struct package package = {.type = S("github"),
                              .epoch = EPOCH_ABSENT,
                              .name = slice_head(text, owner.len + 1 + repository.len),
                              .version = ref,
                              .scope = SCOPE_DECLARED,
                              .relationship = RELATION_DIRECT};
    facts_package(facts, &package);
}

static void file_steps(struct facts *facts, const struct tree *job)
{
    TREE_EACH(step, tree_get(job, "steps"))
    file_use(facts, tree_get(step, "uses"));
}

/* Whether the path is of a workflow or an action at all: other files lie in folders named "workflows" too. */
static bool is_wanted(struct slice path)
{
    struct slice folder = path_folder(path), base = path_base(path);

    if (!slice_ends(base, S(".yml")) && !slice_ends(base, S(".yaml")))
        return false;
    return slice_equal(base, S("action.yml")) || slice_equal(base, S("action.yaml")) ||
           slice_equal(path_base(path_folder(folder)), S(".github"));
}

static bool github_actions_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!is_wanted(entry->path))
        return true;
    if (!tree_read(TREE_YAML, &entry->reader, facts->arena, &root, error))
        return false;
    TREE_EACH(job, tree_get(root, "jobs"))
    {
        file_use(facts, tree_get(job, "uses"));
        file_steps(facts, job);
    }
    file_steps(facts, tree_get(root, "runs"));
    return true;
}

const struct analyzer analyzer_github_actions = {
    .name = "github_actions",
    .revision = 1,
    .gates =
        (const struct gate[]){
            {GATE_PARENT, "workflows"}, {GATE_BASENAME, "action.yml"}, {GATE_BASENAME, "action.yaml"}, {0}},
    .read = github_actions_read,
    .declared = true,
};
