/* NAME-VERSION[-rN] of Gentoo: Package Manager Specification, 3.1.2 (names) and 3.2 (versions). */
#ifndef SEAWORTHY_ANALYZER_SYSTEMS_PORTAGE_NAME_H
#define SEAWORTHY_ANALYZER_SYSTEMS_PORTAGE_NAME_H

#include "base/slice.h"

/* The version begins at the last dash before a digit, but for that of a revision. returns  false without one */
bool portage_split(struct slice text, struct slice *name, struct slice *version);

#endif
