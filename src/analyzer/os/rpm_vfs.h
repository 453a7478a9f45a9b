/*
 * What SQLite sees of the world in a worker: one database and its write-ahead log, both in the scratch file, read only.
 * No other file exists, nothing is written, and no call of the system is made but the spool's.
 */
#ifndef SEAWORTHY_ANALYZER_OS_RPM_VFS_H
#define SEAWORTHY_ANALYZER_OS_RPM_VFS_H

#include <sqlite3.h>

#include "analyzer/analyzer.h"

struct rpm_vfs {
    sqlite3_vfs vfs;
    const struct spool *spool;
    const struct spooled *main;
    const struct spooled *log; /* NULL: there is none, which reads as an empty file */
};

/*
 * Makes `files` SQLite's default until rpm_vfs_remove. It must stay where it is, and all connections must be closed
 * before it goes. returns  a code of SQLite
 */
int rpm_vfs_install(struct rpm_vfs *files, const struct spool *spool, const struct spooled *main,
                    const struct spooled *log);
void rpm_vfs_remove(struct rpm_vfs *files);

/* The name to open the database by. */
extern const char rpm_vfs_name[];

#endif
