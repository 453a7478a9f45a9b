/*
 * Groups of well-known artifacts whose archives do not say them: what Gradle and Ant build carries no pom.properties.
 * Advisories name packages by their Maven coordinates, so a guess from the manifest would miss them.
 */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVA_KNOWN_H
#define SEAWORTHY_ANALYZER_LANG_JAVA_KNOWN_H

#include "base/slice.h"

/* returns  empty when it is not known */
struct slice known_group(struct slice artifact, struct slice version);

#endif
