/* Conda's versions taken apart, for its order and its ranges. */
#ifndef SEAWORTHY_VERSION_CONDA_H
#define SEAWORTHY_VERSION_CONDA_H

#include "version/run.h"

struct conda {
    struct slice epoch;
    struct slice main;  /* "1.0a1", or "1.0_" where a mark at the end belongs to its last component */
    struct slice local; /* without its '+' */
};

/* returns  false when it is no version */
bool conda_split(struct slice text, struct conda *version);
int conda_compare_split(const struct conda *a, const struct conda *b);
/* Whether `version` begins as `prefix` does, component by component: 1.2.3 with 1.2, and 1.0rc1 with 1.0rc. */
bool conda_starts(const struct conda *version, const struct conda *prefix);

#endif
