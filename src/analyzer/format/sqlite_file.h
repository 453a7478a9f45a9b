/*
 * A database of SQLite that lies in an image, for rows that read one: opened so that of SQLite's language nothing runs
 * that the file says (no views, no virtual tables, no triggers, no functions), that nothing but the file and its
 * write-ahead log is read (sqlite_vfs.c), and that a tree of pages without end ends.
 */
#ifndef SEAWORTHY_ANALYZER_FORMAT_SQLITE_FILE_H
#define SEAWORTHY_ANALYZER_FORMAT_SQLITE_FILE_H

#include "analyzer/format/sqlite_vfs.h"

struct sqlite_file {
    sqlite3 *database;
    struct sqlite_vfs files;
    int steps, steps_max;
};

/*
 * Opens `spooled`, with the log 'NAME-wal' if the spool has one; one database at a time. `file` must stay where it is
 * until sqlite_file_close, which is called whether this fails or not.
 *
 * value_max  bytes of the longest value that SQLite may hold
 */
bool sqlite_file_open(struct sqlite_file *file, const struct spool *spool, const struct spooled *spooled,
                      struct arena *arena, int value_max, struct error *error);
void sqlite_file_close(struct sqlite_file *file);

/* Whether there is such a table; an error when not. What follows may take the steps of a million rows. */
bool sqlite_file_table(struct sqlite_file *file, const char *name, struct error *error);

enum error_code sqlite_file_problem(int code);
/* Fails with one of SQLite's own sentences: its messages would quote the file. */
bool sqlite_file_fail(struct error *error, int code, const char *doing);

/* Whether the file is whole pages: SQLite reads what it lacks of the last one as zeros, so a cut would not be noticed.
 */
bool sqlite_file_whole(const struct spool *spool, const struct spooled *file);

#endif
