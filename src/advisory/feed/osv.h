/*
 * The Open Source Vulnerability format (https://ossf.github.io/osv-schema/), which many upstreams write: one JSON
 * document a record. What they say beyond it (urgency, binaries, severity words) is read where several of them do.
 */
#ifndef SEAWORTHY_ADVISORY_FEED_OSV_H
#define SEAWORTHY_ADVISORY_FEED_OSV_H

#include "advisory/feed/feed.h"

enum osv_event_kind { OSV_INTRODUCED, OSV_FIXED, OSV_LAST_AFFECTED, OSV_LIMIT };
struct osv_event {
    enum osv_event_kind kind;
    struct slice version;
};
struct osv_range {
    struct slice type; /* "ECOSYSTEM", "SEMVER", "GIT" */
    struct {
        struct osv_event *at;
        size_t count, room;
    } events; /* as written */
};
struct osv_binary {
    struct slice name, version;
};
struct osv_affected {
    struct slice ecosystem; /* "Debian:12" */
    struct slice name;
    struct slice urgency;  /* ecosystem_specific.urgency (Debian) */
    struct slice severity; /* ecosystem_specific.severity or database_specific.severity: a word */
    struct {
        struct osv_range *at;
        size_t count, room;
    } ranges, custom_ranges;    /* custom: ecosystem_specific.custom_ranges (Go), in versions as people know them */
    struct slices versions;     /* only when asked for */
    struct slice cvss;          /* of severity[], as in the record */
    struct slice informational; /* database_specific.informational (RustSec): "unmaintained" */
    struct slice last_known;    /* database_specific.last_known_affected_version_range (GitHub): "<= 1.1" */
    /*
     * ecosystem_specific.imports (Go): what of the package is flawed, a text each: "PATH SYMBOL SYMBOL …"; of RustSec's
     * affects.functions the path alone.
     */
    struct {
        struct slice *at;
        size_t count, room;
    } symbols;
    struct slices systems; /* operating systems that the flaw needs: "windows"; none: any */
    bool any_system;       /* an import without such a list was seen */
    struct {
        struct osv_binary *at;
        size_t count, room;
    } binaries; /* ecosystem_specific.binaries (SUSE): [{"name": "version", …}, …] */
};
struct osv_record {
    const struct osv_options *options; /* as asked for */
    struct slice id, modified, published, withdrawn, summary;
    struct slices aliases, related, upstream;
    struct {
        struct slice *at;
        size_t count, room;
    } announcements;       /* "SECURITY-2636": Jenkins' numbers in the addresses of references, each once */
    struct slice severity; /* database_specific.severity: a word */
    struct slice review;   /* database_specific.review_status (Go) */
    struct slices cpes;    /* database_specific.cpes (Bitnami) */
    struct slice cvss;     /* the highest version of the vectors in severity[] */
    struct {
        struct osv_affected *at;
        size_t count, room;
    } affected;
};

struct osv_options {
    bool versions; /* keep affected[].versions: they can be huge, and most feeds are judged by ranges */
    /* Ecosystems that count: "Debian" takes "Debian" and "Debian:12"; NULL: all. Others are not given out. */
    const char *ecosystem;
};

/*
 * Reads a file that is one document; everything is on the arena of its JSON.
 * returns  false when it is no OSV record (no id), or no JSON
 */
bool osv_file(struct feed_file *file, const struct osv_options *options, struct osv_record *record,
              struct error *error);

/* One event object of a range, into a struct osv_range. */
void osv_take_event(struct json *json, void *range);

/* What stands behind the ':' of an ecosystem: "12" of "Debian:12"; empty when there is none. */
struct slice osv_release(struct slice ecosystem);
/* All CVEs among aliases, related and upstream, each once. */
struct slices osv_cves(struct arena *arena, const struct osv_record *record);

/*
 * Puts the ranges of `affected` that are not GIT into `advisory`: status fixed with fixed_version alone for the plain
 * case (introduced 0, one fix), else ranges, with fixed_version the last fix; affected when there is no fix. returns
 * false when there is no range to judge by; `advisory` is then left alone
 */
bool osv_bound(struct arena *arena, const struct osv_affected *affected, struct advisory *advisory);

#endif
