/*
 * Python's versions, split: what the order and the specifiers share.
 * Source: packaging.python.org, "Version specifiers" (PEP 440), appendix B; pypa/packaging version.py.
 */
#ifndef SEAWORTHY_VERSION_PEP440_H
#define SEAWORTHY_VERSION_PEP440_H

#include "version/run.h"

struct pep440 {
    struct slice epoch, release; /* "1", "2.0.1" */
    char pre;                    /* 'a', 'b' or 'r', or 0 */
    struct slice pre_number, post_number, dev_number;
    bool post, dev;
    struct slice local; /* without its '+'; empty when there is none */
};

/*
 * Takes a version off the front of `*rest`, as far as it reaches; blanks around are not its concern.
 * returns  false when there is none
 */
bool pep440_take(struct slice *rest, struct pep440 *version);

/* All of `text`, blanks around forgiven. */
bool pep440_split(struct slice text, struct pep440 *version);

/* Everything but the local part. */
int pep440_compare_public(const struct pep440 *a, const struct pep440 *b);
int pep440_compare_split(const struct pep440 *a, const struct pep440 *b);

#endif
