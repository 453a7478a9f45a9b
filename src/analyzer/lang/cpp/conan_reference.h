/* Conan's references: "name/version[@user/channel][#revision][:package][%time]". docs.conan.io, "recipe reference". */
#ifndef SEAWORTHY_ANALYZER_LANG_CPP_CONAN_REFERENCE_H
#define SEAWORTHY_ANALYZER_LANG_CPP_CONAN_REFERENCE_H

#include "analyzer/analyzer.h"

struct conan_reference {
    struct slice name, version, user; /* user: empty, also for "_" */
};

/* returns  false without a name and a version */
bool conan_reference_read(struct slice text, struct conan_reference *reference);
/* Files its package; the user of a reference is its namespace. */
void conan_file(struct facts *facts, const struct conan_reference *reference, enum package_scope scope);
/* Files the references of one "[section]" of a text. */
bool conan_section_read(struct entry *entry, struct facts *facts, struct slice section, enum package_scope scope,
                        struct error *error);

#endif
