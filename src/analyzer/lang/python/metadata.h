/* Core metadata of a distribution (packaging.python.org/specifications/core-metadata): METADATA, PKG-INFO. */
#ifndef SEAWORTHY_ANALYZER_LANG_PYTHON_METADATA_H
#define SEAWORTHY_ANALYZER_LANG_PYTHON_METADATA_H

#include "analyzer/analyzer.h"

/*
 * Files the package that the header fields describe: up to the first empty line, the first of several counts.
 * returns  false without Name or Version
 */
bool metadata_read(struct reader *reader, struct facts *facts, struct error *error);

#endif
