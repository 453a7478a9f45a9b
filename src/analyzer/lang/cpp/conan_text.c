/*
 * C and C++: conanfile.txt, by which a project asks for packages, and conaninfo.txt, which Conan 1 leaves beside each
 * package of its cache and which names all that it was built with. Source: docs.conan.io, "conanfile.txt";
 * release/1.x, conans/model/info.py. Both are sections of references; the user of a reference is its namespace.
 */
#include "analyzer/lang/cpp/conan_reference.h"
#include "analyzer/lang/lang.h"

enum { TEXT_LINE_MAX = 4096 };

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

static void add(struct facts *facts, const struct conan_reference *reference, enum package_scope scope)
{
    struct slice name = reference->name;

    if (reference->user.len > 0)
        name = arena_join(facts->arena, (struct slice[]){reference->user, S("/"), name}, 3);
    struct package package = lang_package("conan", name, reference->version, scope);
    facts_package(facts, &package);
}

static bool read_section(struct entry *entry, struct facts *facts, struct slice section, enum package_scope scope,
                         struct error *error)
{
    struct conan_reference reference;
    struct slice line;
    bool inside = false;

    while (reader_line(&entry->reader, TEXT_LINE_MAX, &line) != LINE_END) {
        line = slice_trim(line);
        if (slice_starts(line, S("[")))
            inside = slice_equal(line, section);
        else if (inside && !slice_starts(line, S("#")) && conan_reference_read(line, &reference) &&
                 !slice_starts(reference.version, S("[")))
            add(facts, &reference, scope);
    }
    return reader_ok(&entry->reader, error);
}

static bool conan_text_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct conan_reference reference;

    if (slice_equal(path_base(entry->path), S("conanfile.txt")))
        return read_section(entry, facts, S("[requires]"), SCOPE_DECLARED, error);
    if (self(entry->path, &reference))
        add(facts, &reference, SCOPE_INSTALLED);
    return read_section(entry, facts, S("[full_requires]"), SCOPE_INSTALLED, error);
}

const struct analyzer analyzer_conan_text = {
    .name = "conan-text",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "conanfile.txt"}, {GATE_BASENAME, "conaninfo.txt"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = conan_text_read,
};
