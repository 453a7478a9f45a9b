/*
 * What is said of CVEs, in blocks of CVES_IN_BLOCK consecutive codes, so that a kernel's thousands cost some hundred
 * rows: u8       CVEs in the block, less one u8 …     the low bits of each code, ascending u16 …    length of each
 * entry, low byte first entries An entry of the segment "cvss": flags, published (when flagged), number of words, then
 * each: id of its source, id of its vector or 0 and the severity. Of "signals": flags, score and percentile, added and
 * due (when flagged).
 */
#ifndef SEAWORTHY_ADVISORY_CVES_H
#define SEAWORTHY_ADVISORY_CVES_H

#include "advisory/bytes.h"

enum {
    CVES_BLOCK_BITS = 7,
    CVES_IN_BLOCK = 1 << CVES_BLOCK_BITS,
    CVES_ENTRY_MAX = 0xffff,

    CVES_PUBLISHED = 1,
    CVES_REJECTED = 2,

    CVES_EPSS = 1,
    CVES_KEV = 2,
    CVES_RANSOMWARE = 4,
};

static inline uint32_t cves_block(uint32_t code)
{
    return code >> CVES_BLOCK_BITS;
}
static inline uint8_t cves_low(uint32_t code)
{
    return code & (CVES_IN_BLOCK - 1);
}

/* entries  1 to CVES_IN_BLOCK, by ascending `low`, each at most CVES_ENTRY_MAX long */
struct cves_entry {
    uint8_t low;
    struct slice bytes;
};
void cves_put(struct bytes *bytes, const struct cves_entry *entries, size_t count);
/*
 * Finds one entry in a block that nobody vouches for.
 * returns  false when it is damaged; an entry that is not there is empty, with a NULL pointer
 */
bool cves_find(struct slice block, uint8_t low, struct slice *entry);

#endif
