/*
 * OSV records about ecosystems of languages and applications (ecosystem.h): what all their feeds share. A record is
 * told apart by its id ("GHSA-…", "GO-…"), not by the feed that brought it: OSV's buckets hold them side by side.
 */
#ifndef SEAWORTHY_ADVISORY_FEED_OSV_LANGUAGE_H
#define SEAWORTHY_ADVISORY_FEED_OSV_LANGUAGE_H

#include "advisory/ecosystem.h"
#include "advisory/feed/osv.h"

/* The `read` of feeds that are nothing but such records, a JSON or YAML file each; other files are passed over. */
bool osv_language_read(struct feed_file *file, struct feed_emit *emit, struct error *error);

/* The same for a record that was read otherwise. `record` is worked on in place. */
void osv_language_emit(struct arena *arena, struct osv_record *record, struct feed_emit *emit);

/*
 * Puts ranges and versions into `advisory`, whose scheme is set: events in the order of their versions, each range
 * between two of them a clause; enumerated versions that no clause holds beside them.
 * returns  false when there is nothing to judge by; `advisory` is then left alone
 */
bool osv_language_bound(struct arena *arena, struct osv_affected *affected, struct advisory *advisory);

/*
 * Names: the flaw's CVE where there is one, else GitHub's id where there is one, so that two databases name a flaw
 * alike; the record's own id goes to vendor_ids, and to the aliases unless several CVEs share it. advisory->id is set.
 */
void osv_language_names(struct arena *arena, struct slices aliases, struct advisory *advisory);

#endif
