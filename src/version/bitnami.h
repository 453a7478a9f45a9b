/* Bitnami's revisions, for its order and its ranges. */
#ifndef SEAWORTHY_VERSION_BITNAMI_H
#define SEAWORTHY_VERSION_BITNAMI_H

#include "version/triple.h"

/* x, X, * */
bool bitnami_is_wild(struct slice part);
/* Whether it is one: there is something, and no wildcard in it. */
bool bitnami_revision_counts(struct slice revision);
int bitnami_compare_revisions(struct slice a, struct slice b);

#endif
