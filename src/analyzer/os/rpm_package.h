/*
 * From header blobs to facts, one header at a time: what the three database formats have in common. A reader asks for
 * room, reads a blob into it, and adds it; what a hostile database can make us take is bounded here.
 */
#ifndef SEAWORTHY_ANALYZER_OS_RPM_PACKAGE_H
#define SEAWORTHY_ANALYZER_OS_RPM_PACKAGE_H

#include "analyzer/os/owner.h"
#include "analyzer/os/rpm_header.h"

/*
 * rpm takes headers of 256 MiB (HEADER_DATA_MAX), and until 4.14 took 16 MiB. The largest seen in distributions is a
 * tenth of that (documentation of TeX), and a worker has 64 MiB in all.
 */
enum { RPM_HEADER_MAX = 16 * 1024 * 1024 };

struct rpm_rows {
    struct facts *facts;
    struct owner owner;
    uint8_t *buffer; /* of the header at hand; from malloc, since an arena gives nothing back */
    size_t room;
    uint32_t *folders; /* offset of each name in RPM_DIRNAMES of the header at hand */
    size_t folder_room;
    uint64_t left;     /* bytes of headers that the database can still hold */
    uint64_t problems; /* filed, and counted but not filed */
    bool blocking;     /* one of those that were not filed is blocking */
    bool full;         /* nothing more is taken: the reader stops */
    bool archive;      /* of a package file: what it holds is not installed, and owns nothing here */
};

/*
 * size  of the database: no two headers share a byte, so all of them together are not longer
 */
void rpm_rows_begin(struct rpm_rows *rows, struct facts *facts, uint64_t size);
/* Gives the memory back, and says how many problems were not filed. */
void rpm_rows_end(struct rpm_rows *rows);

/* A problem with the database or one record of it. The first few of a database are filed, the others counted. */
void rpm_rows_problem(struct rpm_rows *rows, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Room for the header of record `number`.
 *
 * returns  `len` bytes to be filled, valid until the next call; NULL when the record is passed over (a problem tells)
 */
uint8_t *rpm_rows_room(struct rpm_rows *rows, uint64_t number, uint64_t len);
/* Files the package whose header was read into the room. */
void rpm_rows_add(struct rpm_rows *rows, uint64_t number, struct slice blob);

/*
 * Cuts the name of a source package, "NAME-VERSION-RELEASE.src.rpm" (or .nosrc.rpm).
 * returns  false (and nothing set) when it is none
 */
bool rpm_source_split(struct slice file, struct slice *name, struct slice *version);

/* Copies text of a header. Old ones are Latin-1: what is no UTF-8 is taken for that. */
struct slice rpm_text(struct arena *arena, struct slice text);

#endif
