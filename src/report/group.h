/*
 * Findings grouped for people: packages built from one source in one version that share all their findings are one
 * block, the worst block first.
 */
#ifndef SEAWORTHY_REPORT_GROUP_H
#define SEAWORTHY_REPORT_GROUP_H

#include "report/report.h"

struct block {
    const struct inventory_package **packages; /* by name */
    size_t package_count;
    const struct finding **findings; /* of the first package, by severity, then id */
    size_t finding_count;
    bool kernel_headers; /* all of them carry that mark: one line */
    enum severity worst;
};

/* Of the findings that `options` show. returns  how many blocks */
size_t group_findings(struct arena *arena, const struct report *report, const struct report_options *options,
                      struct block **blocks);

#endif
