/* CVE identifiers as numbers: small in segments, and in order. */
#ifndef SEAWORTHY_ADVISORY_CVE_H
#define SEAWORTHY_ADVISORY_CVE_H

#include "base/arena.h"

enum {
    CVE_YEAR_FIRST = 1990,
    CVE_YEAR_LAST = 2199,
    CVE_NUMBER_BITS = 24, /* the largest number given out is 1999047 so far */
    CVE_TEXT_MAX = 20,
};

/* "CVE-…": any spelling; also of those that have no number. */
static inline bool cve_is(struct slice id)
{
    return slice_starts(id, S("CVE-"));
}
/*
 * "CVE-2024-0727" as (year - CVE_YEAR_FIRST) << CVE_NUMBER_BITS | number.
 * returns  false unless it is written exactly as cve_write would
 */
bool cve_code(struct slice id, uint32_t *code);
/* out  CVE_TEXT_MAX bytes. returns  how many were written */
size_t cve_write(uint32_t code, uint8_t *out);

#endif
