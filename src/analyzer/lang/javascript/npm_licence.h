/* The licence of a manifest or of an entry of a lock file, in all forms that package.json ever had. */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVASCRIPT_NPM_LICENCE_H
#define SEAWORTHY_ANALYZER_LANG_JAVASCRIPT_NPM_LICENCE_H

#include "base/json.h"

/* A text, {"type": TEXT}, or a list of these; anything else is no licence. The texts lie on the arena of the JSON. */
void npm_licence_read(struct json *json, struct slices *licences);

#endif
