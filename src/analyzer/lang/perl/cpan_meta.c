/*
 * Perl: META.json and META.yml of a distribution, where CPAN's clients build and keep them (.cpan/build, .cpanm,
 * auto/…/.meta). Source: metacpan.org, CPAN::Meta::Spec. Both lie side by side mostly; the inventory makes one of them.
 */
#include "analyzer/lang/lang.h"

static bool cpan_meta_read(struct entry *entry, struct facts *facts, struct error *error)
{
    bool json = slice_ends(entry->path, S(".json"));
    const struct tree *root;

    if (!lang_map(entry, json ? TREE_JSON : TREE_YAML, &root, error))
        return false;
    struct package package = lang_package("cpan", tree_text(root, "name"), tree_text(root, "version"), SCOPE_INSTALLED);
    if (package.name.len > 0 && package.version.len > 0)
        facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_cpan_meta = {
    .name = "cpan-meta",
    .revision = 1,
    .gates =
        (const struct gate[]){{GATE_GLOB, "*/META.json"}, {GATE_GLOB, "*/META.yml"}, {GATE_GLOB, "*/MYMETA.json"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = cpan_meta_read,
    .ownable = true,
};
