/*
 * The header blob of one rpm package, as every rpm database holds it: counts of index entries and data bytes, the
 * index, the data store (rpm docs/manual/format_header.md; lib/header.cc, hdrblobInit). Nothing is copied: all that
 * comes out is borrowed from the blob.
 */
#ifndef SEAWORTHY_ANALYZER_OS_RPM_HEADER_H
#define SEAWORTHY_ANALYZER_OS_RPM_HEADER_H

#include "base/error.h"
#include "base/slice.h"

/* The tags that we read, in the order of their numbers. */
enum rpm_field {
    RPM_NAME,
    RPM_VERSION,
    RPM_RELEASE,
    RPM_EPOCH,
    RPM_VENDOR,
    RPM_LICENSE,
    RPM_PACKAGER,
    RPM_ARCH,
    RPM_FILESTATES,
    RPM_FILEMODES,
    RPM_FILEDIGESTS,
    RPM_FILEFLAGS,
    RPM_SOURCERPM,
    RPM_DIRINDEXES,
    RPM_BASENAMES,
    RPM_DIRNAMES,
    RPM_FILEDIGESTALGO,
    RPM_MODULARITYLABEL,
    RPM_FIELDS
};

struct rpm_item {
    uint32_t type; /* 0: absent */
    uint32_t offset, count;
};

struct rpm_header {
    struct slice store;
    struct rpm_item items[RPM_FIELDS];
};

/*
 * Reads the index.
 *
 * fails  `malformed` when the counts do not fit the blob, or the index is longer than rpm allows
 */
bool rpm_header_parse(struct slice blob, struct rpm_header *header, struct error *error);

bool rpm_header_has(const struct rpm_header *header, enum rpm_field field);
const char *rpm_field_name(enum rpm_field field);

/* The (first) string of a field, without its NUL. returns  false when absent, of another type, or not ended */
bool rpm_header_string(const struct rpm_header *header, enum rpm_field field, struct slice *text);

/* Numbers of a field, 1, 2 or 4 bytes wide as its type says. */
struct rpm_numbers {
    struct slice bytes;
    uint32_t count;
    unsigned width;
};
/* returns  false when absent, of another type, or longer than the store */
bool rpm_header_numbers(const struct rpm_header *header, enum rpm_field field, struct rpm_numbers *numbers);
/* returns  number `index`, or 0 behind the last */
uint32_t rpm_number(const struct rpm_numbers *numbers, uint32_t index);

/* Strings of a field, one after the other. */
struct rpm_strings {
    struct slice left;
    uint32_t count; /* that were not given out yet */
};
/* returns  false when absent, of another type, or with more strings than bytes */
bool rpm_header_strings(const struct rpm_header *header, enum rpm_field field, struct rpm_strings *strings);
/* returns  false behind the last, and where one is not ended */
bool rpm_strings_next(struct rpm_strings *strings, struct slice *text);

#endif
