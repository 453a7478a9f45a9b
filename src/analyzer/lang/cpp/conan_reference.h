/* Conan's references: "name/version[@user/channel][#revision][:package][%time]". docs.conan.io, "recipe reference". */
#ifndef SEAWORTHY_ANALYZER_LANG_CPP_CONAN_REFERENCE_H
#define SEAWORTHY_ANALYZER_LANG_CPP_CONAN_REFERENCE_H

#include "base/slice.h"

struct conan_reference {
    struct slice name, version, user; /* user: empty, also for "_" */
};

/* returns  false without a name and a version */
bool conan_reference_read(struct slice text, struct conan_reference *reference);

#endif
