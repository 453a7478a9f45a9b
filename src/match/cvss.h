/*
 * Scores of CVSS vectors: 2.0, 3.0, 3.1 and 4.0, by the formulas of FIRST's specifications.
 * All arithmetic is on integers, so that a score is the same on every machine and exact ties round as written down.
 *
 * What is accepted: each base metric once, other metrics at most once, all of them known, with known values. Metrics
 * may stand in any order and optional groups may be incomplete, also in 2.0 and 4.0 where the specification wants
 * them in order: feeds carry such vectors and their meaning is plain. 3.x and 4.0 need their prefix, 2.0 may have
 * "CVSS:2.0/", or parentheses around as in NVD's older feeds. Nothing else is forgiven: no blanks, no empty field,
 * no other case.
 */
#ifndef SEAWORTHY_MATCH_CVSS_H
#define SEAWORTHY_MATCH_CVSS_H

#include "base/slice.h"

enum cvss_version { CVSS_2_0, CVSS_3_0, CVSS_3_1, CVSS_4_0 };

/* The ratings of the specifications; 2.0 has neither CVSS_NONE nor CVSS_CRITICAL. */
enum cvss_severity { CVSS_NONE, CVSS_LOW, CVSS_MEDIUM, CVSS_HIGH, CVSS_CRITICAL };

struct cvss {
    enum cvss_version version;
    double base;
    double temporal; /* 4.0: base and exploit maturity */
    /*
     * 2.0: the temporal score when no metric of the group says anything. 3.x: always by the formula, which in 3.1 may
     * differ from the temporal score even then. 4.0: the score of the vector as it stands.
     */
    double environmental;
    enum cvss_severity severity; /* of `base`; 4.0: of `environmental`, the one score that a vector of it has */
};

/* fails  false when it is no vector; `out` is as before */
bool cvss_parse(struct slice vector, struct cvss *out);

/* "2.0", "none" … "critical" */
const char *cvss_version_name(enum cvss_version version);
const char *cvss_severity_name(enum cvss_severity severity);

#endif
