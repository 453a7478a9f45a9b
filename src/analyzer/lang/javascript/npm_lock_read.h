/*
 * package-lock.json of lockfileVersion 1 to 3, npm-shrinkwrap.json and node_modules/.package-lock.json as a graph.
 * Source: npm's documentation, "package-lock.json"; npm/arborist, lib/shrinkwrap.js.
 */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVASCRIPT_NPM_LOCK_READ_H
#define SEAWORTHY_ANALYZER_LANG_JAVASCRIPT_NPM_LOCK_READ_H

#include "analyzer/lang/javascript/npm_graph.h"
#include "base/reader.h"

/*
 * Streams: what it keeps of a package are its names.
 *
 * located  folder of the project where each package is to have the path of its own manifest; else NULL
 * fails    for what is no lock file: then nothing is to be filed. For one with too many packages (ERROR_LIMIT) the
 *          graph holds the first ones.
 */
bool npm_lock_read(struct reader *reader, const struct slice *located, struct npm_graph *graph, struct error *error);

#endif
