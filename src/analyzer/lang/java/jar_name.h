/* What the file name of an archive says: "guava-29.0-jre.jar", "org.eclipse.osgi_3.18.0.v20220516.jar". */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVA_JAR_NAME_H
#define SEAWORTHY_ANALYZER_LANG_JAVA_JAR_NAME_H

#include "base/slice.h"

struct jar_name {
    struct slice artifact;
    struct slice version; /* without a classifier ("sources"); empty when there is none */
};

/* base  the last part of the path; the results are parts of it */
struct jar_name jar_name(struct slice base);

/* Whether it is named as archives that hold classes are, and what they are made into: ".jar", ".war" … */
bool jar_named(struct slice name);
/* Of these, the names that other formats have as well: a file that is no zip archive is none of ours then. */
bool jar_named_ambiguous(struct slice name);

#endif
