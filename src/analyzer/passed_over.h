/*
 * Folders in which a manifest or lock file says nothing of what the image uses: those of installed packages (each
 * brings its author's own lock files), caches, and what tests are made of.
 */
#ifndef SEAWORTHY_ANALYZER_PASSED_OVER_H
#define SEAWORTHY_ANALYZER_PASSED_OVER_H

#include "base/slice.h"

/* Whether the path lies in such a folder, however deep. */
bool passed_over(struct slice path);

#endif
