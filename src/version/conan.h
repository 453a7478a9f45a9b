/* Conan's versions taken apart, for its order and its ranges. */
#ifndef SEAWORTHY_VERSION_CONAN_H
#define SEAWORTHY_VERSION_CONAN_H

#include "version/run.h"

struct conan {
    struct slice main, prerelease, build; /* items between dots */
    bool has_prerelease, has_build;
};

struct conan conan_split(struct slice text);
/* Whether Python's int() takes an item: blanks around, a sign, '_' between digits. */
bool conan_number(struct slice item, struct slice *digits, bool *minus);
int conan_compare_items(struct slice a, struct slice b);
int conan_compare_split(const struct conan *a, const struct conan *b);

#endif
