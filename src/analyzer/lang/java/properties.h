/* Java .properties files (java.util.Properties.load): pom.properties and their like. */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVA_PROPERTIES_H
#define SEAWORTHY_ANALYZER_LANG_JAVA_PROPERTIES_H

#include "base/reader.h"

enum { PROPERTIES_LINE_MAX = 8 * 1024 };

/*
 * The next property: continued lines are joined (what is longer than PROPERTIES_LINE_MAX is cut), escapes resolved,
 * blanks around key and value dropped.
 * line        room of PROPERTIES_LINE_MAX bytes
 * key, value  parts of it, until the next call
 * returns     false at the end, and on damage (reader_ok)
 */
bool properties_next(struct reader *reader, uint8_t *line, struct slice *key, struct slice *value);

#endif
