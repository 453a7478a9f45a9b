/* conanfile.txt, by which a project asks for packages. Source: docs.conan.io, "conanfile.txt". */
#include "analyzer/format/tree.h"
#include "analyzer/lang/cpp/conan_reference.h"

static bool conanfile_read(struct entry *entry, struct facts *facts, struct error *error)
{
    return conan_section_read(entry, facts, S("[requires]"), SCOPE_DECLARED, error);
}

const struct analyzer analyzer_conanfile = {
    .name = "conanfile",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "conanfile.txt"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = conanfile_read,
    .declared = true,
};
