/* The contract's words for enumerations, and what options let a report show; shared by the formats. */
#ifndef SEAWORTHY_REPORT_WORDS_H
#define SEAWORTHY_REPORT_WORDS_H

#include "report/report.h"

const char *finding_status_word(enum finding_status status);
const char *fix_state_word(enum fix_state state);
const char *match_by_word(enum match_by by);
const char *verdict_word(enum verdict verdict);

/* --severity, --only-fixed, --show: what is shown, never the verdict. */
bool report_shows(const struct report_options *options, const struct finding *finding);
/* Whether a segment of the database spoke of a package of this image. */
bool report_used_segment(const struct findings *findings, struct slice name);

#endif
