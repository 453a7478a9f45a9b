/*
 * One flaw is one finding, however many records and feeds name it: records of a package that share an id or an alias
 * are put together (merge.c), and each such group becomes a finding (finding.c, fix.c).
 */
#ifndef SEAWORTHY_MATCH_MERGE_H
#define SEAWORTHY_MATCH_MERGE_H

#include "match/match.h"

/* Records of one flaw. */
struct group {
    struct {
        struct candidate *at;
        size_t count, room;
    } records;
    struct group *into; /* merged away */
};

/* Adds the finding, but of a CVE that was rejected; what it points to is on the matcher's arena. */
bool finding_add(struct matcher *matcher, const struct subject *subject, const struct group *group,
                 enum finding_status status, struct error *error);

/*
 * Fix and match of the finding, as the record tells them, unless another record that was taken before tells better.
 * scratch  they may lie on it
 */
void fix_take(struct arena *scratch, const struct subject *subject, const struct candidate *record,
              struct finding *finding);

#endif
