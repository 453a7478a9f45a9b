/* The version of a Go program's main module, by the best evidence in its build information. */
#ifndef SEAWORTHY_ANALYZER_LANG_GO_MAIN_VERSION_H
#define SEAWORTHY_ANALYZER_LANG_GO_MAIN_VERSION_H

#include "base/arena.h"

struct main_module {
    struct slice path, version;  /* as the information says: often "(devel)" */
    struct slice ldflags;        /* setting "-ldflags" */
    struct slice revision, time; /* "vcs.revision", "vcs.time" */
};

/*
 * Its own version when it is one; else what `-X PACKAGE.version=` told the linker; else the pseudo-version of the
 * revision that it was built from (go.dev/ref/mod, "Pseudo-versions").
 * returns  empty when nothing tells
 */
struct slice main_version(const struct main_module *main, struct arena *arena);

/* A string as Go quotes it (strconv.Quote): without its quotes and escapes; others as they are. */
struct slice go_unquoted(struct slice text, struct arena *arena);

#endif
