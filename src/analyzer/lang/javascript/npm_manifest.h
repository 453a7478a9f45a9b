/*
 * package.json of something installed: a package of npm's directly in node_modules/NAME or node_modules/@SCOPE/NAME, or
 * an extension of VS Code in extensions/NAME. Manifests elsewhere (of a project, of parts of a package) are none.
 */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVASCRIPT_NPM_MANIFEST_H
#define SEAWORTHY_ANALYZER_LANG_JAVASCRIPT_NPM_MANIFEST_H

#include "base/reader.h"
#include "facts/facts.h"

enum npm_manifest_kind { MANIFEST_NONE, MANIFEST_NPM, MANIFEST_VSCODE };

/* "publisher/name", in small letters: both are the same whatever their case. On the arena. */
struct slice vscode_name(struct arena *arena, struct slice publisher, struct slice name);

/* What a manifest at that path would be of. */
enum npm_manifest_kind npm_manifest_at(struct slice path);

/*
 * Reads one that is MANIFEST_NPM or MANIFEST_VSCODE.
 *
 * package  on the arena; without a name when the manifest names no package of that kind
 * fails    for what is no JSON
 */
bool npm_manifest_read(struct reader *reader, enum npm_manifest_kind kind, struct arena *arena, struct package *package,
                       struct error *error);

#endif
