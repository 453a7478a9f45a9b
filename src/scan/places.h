/* Where things lie: the program's own folder, the database, the cache. */
#ifndef SEAWORTHY_SCAN_PLACES_H
#define SEAWORTHY_SCAN_PLACES_H

#include "base/arena.h"

/* The folder of the running program; "." where the system does not tell. */
const char *places_program(struct arena *arena);

/*
 * $XDG_DATA_HOME/seaworthy/db when it holds a database, else PREFIX/share/seaworthy/db where PREFIX is above the
 * program's folder, else what a build folder unpacked beside the program. data_home and home may be NULL.
 * returns  the first where none holds one
 */
const char *places_database(struct arena *arena, const char *data_home, const char *home, const char *program);

/* $XDG_CACHE_HOME/seaworthy. returns  NULL without a home */
const char *places_cache(struct arena *arena, const char *cache_home, const char *home);

#endif
