/* How npm and its kin name a package's version or its source: "1.2.3", "npm:NAME@1.2.3", "git+ssh://…#COMMIT". */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVASCRIPT_NPM_SPEC_H
#define SEAWORTHY_ANALYZER_LANG_JAVASCRIPT_NPM_SPEC_H

#include "base/slice.h"

/*
 * Cuts "NAME@REST" at the first '@' behind the name, which may begin with one ("@scope/name").
 * returns  false when there is none: then name is all of it
 */
bool npm_spec_cut(struct slice spec, struct slice *name, struct slice *rest);
/* Whether it names a folder or archive of the project itself: file:, link:, portal:, workspace: */
bool npm_spec_is_local(struct slice version);
/* Whether it names a source that is no registry: a URL, or a repository in the short form of a forge. */
bool npm_spec_is_source(struct slice version);
/* Of a source: the commit or branch behind its '#' ("#commit=C", "#workspace=W&commit=C"), or empty. */
struct slice npm_spec_commit(struct slice version);
/* Without "npm:" and the name behind it: "npm:NAME@1" gives NAME and 1. returns  false when it is no alias */
bool npm_spec_alias(struct slice version, struct slice *name, struct slice *real_version);

#endif
