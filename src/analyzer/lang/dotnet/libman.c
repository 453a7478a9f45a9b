/*
 * libman.json (Microsoft Learn, "Use LibMan with ASP.NET Core"): libraries "NAME@VERSION" from cdnjs, unpkg or
 * jsdelivr, which npm has under the same names; a "filesystem" is none.
 */
#include "analyzer/lang/dotnet/nuget.h"

static bool libman_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON_RELAXED, &root, error))
        return false;
    struct slice usual = tree_text(root, "defaultProvider");
    TREE_EACH(item, tree_get(root, "libraries"))
    {
        struct slice library = tree_text(item, "library"), provider = tree_text(item, "provider");
        size_t at = slice_find_last(library, '@');
        if (slice_equal(provider.len ? provider : usual, S("filesystem")) || at == 0 || at >= library.len)
            continue;
        struct package package =
            lang_package("npm", slice_head(library, at), slice_skip(library, at + 1), SCOPE_DECLARED);
        package.relationship = RELATION_DIRECT;
        facts_package(facts, &package);
    }
    return true;
}

const struct analyzer analyzer_libman = {
    .name = "libman",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "libman.json"}, {GATE_END, NULL}},
    .read = libman_read,
    .declared = true,
};
