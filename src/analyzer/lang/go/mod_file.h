/* go.mod: what a module requires and replaces. Source: go.dev/ref/mod, "go.mod files"; golang.org/x/mod/modfile. */
#ifndef SEAWORTHY_ANALYZER_LANG_GO_MOD_FILE_H
#define SEAWORTHY_ANALYZER_LANG_GO_MOD_FILE_H

#include "base/map.h"
#include "base/reader.h"

struct mod_require {
    struct slice path, version;
    bool indirect;
    bool dropped; /* replaced by a folder */
};

struct mod_replace {
    struct slice path, version; /* version: empty where any is replaced */
    struct slice new_path, new_version;
};

struct mod_file {
    struct slice go;        /* "1.21", or empty */
    struct slice toolchain; /* "go1.22.4", or empty */
    struct {
        struct mod_require *at; /* replacements are applied; of two with one path the later counts */
        size_t count, room;
    } requires;
    struct {
        struct mod_replace *at;
        size_t count, room;
    } replaces;
    struct map by_path; /* struct mod_require * + 1 by the path as required, replaced ones also by their new path */
};

/* A line that is no go.mod: where and why. */
typedef void mod_file_problem(void *context, size_t line, const char *what);

/*
 * Strings are on the arena.
 * problem  may be NULL
 * fails    what the reader says
 */
bool mod_file_read(struct reader *reader, struct arena *arena, struct mod_file *mod, mod_file_problem *problem,
                   void *context, struct error *error);

/*
 * Before Go 1.17 go.mod names what the module itself imports and the rest stands in go.sum alone; `// indirect` lines
 * are leftovers then.
 */
bool mod_file_is_whole(const struct mod_file *mod);

#endif
