/*
 * Analyzers turn an entry into facts: one file a row, listed in rows.h; nothing else in the program knows their names.
 * Dispatch of an entry costs one look-up, however many rows there are (dispatch.h).
 */
#ifndef SEAWORTHY_ANALYZER_ANALYZER_H
#define SEAWORTHY_ANALYZER_ANALYZER_H

#include "base/gate.h"
#include "facts/facts.h"
#include "layer/entry.h"

/*
 * Files in the scratch file, for rows that must read at random (rpm databases, jars, programs). A row without sidecar
 * gates is called as soon as its file has come, alone; others after the last entry, for each of their files that is
 * `primary` there, when all are at hand.
 */
struct spool; /* analyzer/spool.h */
struct spooled {
    struct slice path;
    uint64_t offset, size; /* in the scratch file */
    uint32_t mode;
};
/*
 * Reads up to `len` bytes at `at` of the file. returns  bytes read: fewer at its end, 0 behind it
 */
size_t spool_read(const struct spool *spool, const struct spooled *file, uint64_t at, void *buffer, size_t len);
/* Another file of the same job by its path (a write-ahead log beside its database), or NULL. */
const struct spooled *spool_find(const struct spool *spool, struct slice path);

struct analyzer {
    const char *name;
    uint32_t revision;                /* part of the cache key: raise it when equal bytes give other facts */
    const struct gate *gates;         /* ends with GATE_END */
    const struct gate *sidecar_gates; /* spooled rows: files wanted only beside a primary one ("rpmdb.sqlite-wal") */
    uint64_t size_max;                /* larger files are a `limit` problem; 0: no limit of its own */
    /*
     * Reads the content from entry->reader and files what it finds; facts_source was called. A bad record is a problem
     * (facts_problem) and the next one counts.
     * returns  false when the file as a whole could not be read: the caller files `error` as a problem at this path
     */
    bool (*read)(struct entry *entry, struct facts *facts, struct error *error);
    /* For rows that need the file at random; `read` is NULL then. */
    bool (*read_spooled)(const struct spool *spool, const struct spooled *file, struct facts *facts,
                         struct error *error);
    /*
     * A package database: when it cannot be read, the problem is database_unreadable. The inventory also follows links
     * for its GATE_PATHs, and judges missing databases.
     */
    bool database;
    /*
     * A manifest or lock file of a source tree: its packages are SCOPE_DECLARED. Below node_modules, site-packages,
     * caches and test fixtures such files are passed over, and counted.
     */
    bool declared;
    /*
     * What it reads may have been put there by the distribution's package manager: the file's digests go into the facts
     * when it yields a package, so that the inventory can tell (ownership). One that is larger than a chunk goes
     * through the scratch file, since it is hashed after the row has read it: a row that reads much and finds little
     * costs no hashing.
     */
    bool ownable;
    /*
     * It knows programs by their names. Systems link these to other programs everywhere (ssh to rsh, vi to vim): such a
     * link does not make it read a file of another name, as it does where a lock file or a manifest is looked for.
     */
    bool programs;
};

/* returns  row number `index`, or NULL behind the last */
const struct analyzer *analyzer_at(size_t index);

#endif
