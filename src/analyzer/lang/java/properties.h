/* Java .properties files (java.util.Properties.load): pom.properties and their like. */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVA_PROPERTIES_H
#define SEAWORTHY_ANALYZER_LANG_JAVA_PROPERTIES_H

#include "base/reader.h"

enum { PROPERTIES_LINE_MAX = 16 * 1024 };

/*
 * The next property: continued lines are joined, escapes resolved, blanks around key and value dropped.
 * key, value  on the arena
 * returns     false at the end, and on damage (reader_ok)
 */
bool properties_next(struct reader *reader, struct arena *arena, struct slice *key, struct slice *value);

#endif
