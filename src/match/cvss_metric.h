/*
 * What the versions of CVSS share: vectors of "metric:value" fields read against a table, scores in tenths. Used by
 * cvss*.c alone.
 */
#ifndef SEAWORTHY_MATCH_CVSS_METRIC_H
#define SEAWORTHY_MATCH_CVSS_METRIC_H

#include "match/cvss.h"

enum { CVSS_METRICS_MAX = 32, CVSS_VALUES_MAX = 6 };

struct cvss_metric {
    const char *name;
    const char *values[CVSS_VALUES_MAX + 1]; /* of an optional metric the first is "not defined" */
};

/* The tenths of a score, 0 to 100. */
struct cvss_tenths {
    int base, temporal, environmental;
};

/* One version: its table, the `base` first metrics of which every vector must have, and its formulas. */
struct cvss_kind {
    enum cvss_version version;
    struct slice prefix;
    const struct cvss_metric *metrics;
    size_t count, base;
    /* values: for each metric of the table the place of its value; 0 where an optional one is absent */
    struct cvss_tenths (*score)(const struct cvss_kind *kind, const uint8_t *values);
};

extern const struct cvss_kind cvss_kind_2_0, cvss_kind_3_0, cvss_kind_3_1, cvss_kind_4_0;

#endif
