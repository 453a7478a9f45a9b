/*
 * Version catalogs, gradle/libs.versions.toml (Gradle, "Version catalogs"): [libraries] as "GROUP:NAME:VERSION", as
 * {module = "GROUP:NAME", …} or {group, name, …}; a version is a text, {ref = NAME of [versions]}, or rich: strictly,
 * require, prefer. Ranges are no version.
 */
#include "analyzer/lang/lang.h"

/* The one version that a rich one tells; the strictest first. */
static struct slice rich_version(const struct tree *version, const struct tree *versions, unsigned depth)
{
    static const char *const words[] = {"strictly", "require", "prefer"};

    if (version && version->kind != TREE_MAP)
        return tree_value(version);
    struct slice reference = tree_text(version, "ref");
    if (reference.len && depth == 0)
        return rich_version(tree_find(versions, reference), versions, 1);
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        struct slice text = tree_text(version, words[i]);
        if (text.len)
            return text;
    }
    return (struct slice){0};
}

static struct slice fixed(struct slice version)
{
    bool open = version.len > 0 && (version.at[0] == '[' || version.at[0] == '(' || version.at[0] == ']' ||
                                    version.at[version.len - 1] == '+');
    return open || slice_starts(version, S("latest.")) ? (struct slice){0} : version;
}

static void take_library(struct facts *facts, const struct tree *library, const struct tree *versions)
{
    struct slice name, version = {0}, group, rest, artifact;
    struct arena_mark mark = arena_mark(facts->arena);

    if (library->kind == TREE_TEXT) {
        slice_cut(library->text, ':', &group, &rest);
        slice_cut(rest, ':', &artifact, &version);
        name = slice_head(library->text, group.len + 1 + artifact.len);
    } else {
        group = tree_text(library, "group");
        artifact = tree_text(library, "name");
        name = tree_text(library, "module");
        if (name.len == 0 && group.len && artifact.len)
            name = arena_join(facts->arena, (struct slice[]){group, S(":"), artifact}, 3);
        version = rich_version(tree_get(library, "version"), versions, 0);
    }
    if (slice_find_byte(name, ':') < name.len) {
        struct package package = lang_package("maven", name, fixed(version), SCOPE_DECLARED);
        facts_package(facts, &package);
    } else {
        facts_problem(facts, ERROR_MALFORMED, "line %u: a library without group and name", library->line);
    }
    arena_reset(facts->arena, mark);
}

static bool gradle_catalog_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!tree_read(TREE_TOML, &entry->reader, facts->arena, &root, error))
        return false;
    TREE_EACH(library, tree_get(root, "libraries"))
    take_library(facts, library, tree_get(root, "versions"));
    return true;
}

const struct analyzer analyzer_gradle_catalog = {
    .name = "gradle_catalog",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".versions.toml"}, {GATE_END, NULL}},
    .read = gradle_catalog_read,
    .declared = true,
};
