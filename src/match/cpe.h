/* CPE names of products and repositories: when one falls under the other. */
#ifndef SEAWORTHY_MATCH_CPE_H
#define SEAWORTHY_MATCH_CPE_H

#include "base/slice.h"

/*
 * Whether repository `repo` ("cpe:/o:redhat:enterprise_linux:8::baseos") falls under product `record`: each component
 * of the record is equal, empty, or a wildcard (%02 any run, %01 one character; CPE 2.2 URI as CPE 2.3 binds it), or
 * the record is the repository's name up to a '.' or ':'. A record that is no CPE URI matches nothing.
 */
bool cpe_covers(struct slice record, struct slice repo);

/*
 * Whether a record about the CPE 2.3 name `record` may speak of a package that carries `own`: part, vendor and product
 * are equal, and the target software too when the record names one; words of one ecosystem are one ("npm", "node.js").
 */
bool cpe_speaks_of(struct slice record, struct slice own);

#endif
