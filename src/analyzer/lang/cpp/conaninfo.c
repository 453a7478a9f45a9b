/*
 * conaninfo.txt, which Conan 1 leaves beside each package of its cache and which names all that it was built with.
 * Source: conan release/1.x, conans/model/info.py.
 */
#include "analyzer/format/tree.h"
#include "analyzer/lang/cpp/conan_reference.h"

/* "a-1.0" of ".conan/data/NAME/VERSION/USER/CHANNEL/package/ID/conaninfo.txt": the package itself */
static bool self(struct slice path, struct conan_reference *reference)
{
    struct slice channel;

    size_t at = slice_find(path, S(".conan/data/"));
    if (at == SIZE_MAX)
        return false;
    path = slice_skip(path, at + S(".conan/data/").len);
    *reference = (struct conan_reference){0};
    bool whole = slice_cut(path, '/', &reference->name, &path) && slice_cut(path, '/', &reference->version, &path) &&
                 slice_cut(path, '/', &reference->user, &path) && slice_cut(path, '/', &channel, &path) &&
                 slice_starts(path, S("package/"));
    if (slice_equal(reference->user, S("_")))
        reference->user = (struct slice){0};
    return whole && reference->name.len > 0 && reference->version.len > 0;
}

static bool conaninfo_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct conan_reference reference;

    if (self(entry->path, &reference))
        conan_file(facts, &reference, SCOPE_INSTALLED);
    return conan_section_read(entry, facts, S("[full_requires]"), SCOPE_INSTALLED, error);
}

const struct analyzer analyzer_conaninfo = {
    .name = "conaninfo",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "conaninfo.txt"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = conaninfo_read,
};
