/*
 * What SQLite sees of the world in a worker: one database and its write-ahead log, both in the scratch file, read only.
 * No other file exists, nothing is written, and no call of the system is made but the spool's.
 */
#ifndef SEAWORTHY_ANALYZER_FORMAT_SQLITE_VFS_H
#define SEAWORTHY_ANALYZER_FORMAT_SQLITE_VFS_H

#include <sqlite3.h>

#include "analyzer/analyzer.h"

struct sqlite_vfs {
    sqlite3_vfs vfs;
    const struct spool *spool;
    const struct spooled *main;
    const struct spooled *log; /* NULL: there is none, which reads as an empty file */
};

/*
 * Makes `files` SQLite's default until sqlite_vfs_remove. It must stay where it is, and all connections must be closed
 * before it goes. returns  a code of SQLite
 */
int sqlite_vfs_install(struct sqlite_vfs *files, const struct spool *spool, const struct spooled *main,
                    const struct spooled *log);
void sqlite_vfs_remove(struct sqlite_vfs *files);

/* The name to open the database by. */
extern const char sqlite_vfs_name[];

#endif
