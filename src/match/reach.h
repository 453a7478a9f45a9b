/*
 * Whether a record speaks of a package: its distribution, release, module stream, architecture, product, channel; or
 * its ecosystem; or its CPE. The rules are those of the matching corpus (its FORMAT.md, "Evaluation", 1 to 5).
 */
#ifndef SEAWORTHY_MATCH_REACH_H
#define SEAWORTHY_MATCH_REACH_H

#include "advisory/advisory.h"
#include "match/subject.h"

/* Why a record does not reach a package; NULL when it does. The text is a constant, one sentence for the trace. */
const char *reach_why_not(const struct subject *subject, const struct advisory *advisory);

/* Whether a distribution's record is about this package in this release, whatever it says. */
bool reach_names(const struct subject *subject, const struct advisory *advisory);

#endif
