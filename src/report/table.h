/* The parts of the report for people; one file each. */
#ifndef SEAWORTHY_REPORT_TABLE_H
#define SEAWORTHY_REPORT_TABLE_H

#include "report/group.h"
#include "report/layout.h"

struct table {
    struct layout layout;
    struct arena *arena;
    const struct report *report;
    const struct report_options *options;
};

/* Where there is little room, what would stand in another column stands on a line of its own. */
enum { TABLE_NARROW = 60 };
static inline bool table_narrow(const struct table *t)
{
    return t->layout.width < TABLE_NARROW;
}

/* Verdict, why, totals, target, system, age of the database: labels and what they say. */
void table_head(struct table *t, const struct block *blocks, size_t count);
/* Each kind with what it means and what to do, and all that is of this kind. */
void table_problems(struct table *t, bool blocking);
void table_findings(struct table *t, const struct block *blocks, size_t count);
void table_packages(struct table *t);

enum style table_severity_style(enum severity severity);

#endif
