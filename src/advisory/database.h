/*
 * The advisory database as a scan sees it: a folder with index.json and segments/NAME-DIGEST.sqlite; each segment is
 * opened, immutable, only when a package needs it.
 */
#ifndef SEAWORTHY_ADVISORY_DATABASE_H
#define SEAWORTHY_ADVISORY_DATABASE_H

#include "advisory/advisory.h"

struct segment_source {
    struct slice name; /* "osv-debian" */
    struct slice date; /* of its data */
    struct slice licence;
    bool complete;
    bool fixed_only; /* tells only of fixed issues: absence is not safety */
};

struct segment_info {
    struct slice name; /* "debian-12", "cvss", "signals", "end-of-life" */
    struct slice digest;
    struct slice built; /* date of its newest record */
    struct segment_source *sources;
    size_t source_count;
    struct slice file;
    uint64_t size;
};

struct segment; /* an open one */

struct database {
    struct slice folder;
    struct slice built;
    struct segment_info *segments; /* sorted by name */
    size_t segment_count;
    struct segment **open; /* one a segment, NULL until used */
    struct arena *arena;
};

/* fails  ERROR_DATABASE_MISSING (folder or index absent), ERROR_DATABASE_UNREADABLE */
bool database_open(struct arena *arena, const char *folder, struct database *database, struct error *error);
void database_close(struct database *database);

const struct segment_info *database_find(const struct database *database, struct slice name);
/* Opens on first use. fails  database_unreadable with the file's name */
bool database_segment(struct database *database, struct slice name, struct segment **segment, struct error *error);

/* Hashes the whole file. fails  ERROR_INTEGRITY when digest or size are not what the index says; unreadable */
bool database_verify(const struct database *database, const struct segment_info *info, struct error *error);
/* The names of the packages of an open segment, in order; none in "cvss", "signals", "end-of-life". */
bool segment_each_name(struct segment *segment, bool (*visit)(void *context, struct slice package), void *context,
                       struct error *error);

/* Name of the segment that holds a distribution release ("debian-12"; rolling: "arch") or an ecosystem ("npm"). */
struct slice segment_name(struct arena *arena, struct slice distro_id, struct slice release, struct slice ecosystem);

/* Whether the segment holds statements about packages (a distribution, an ecosystem); others answer the calls below. */
bool segment_of_packages(const struct segment *segment);

/*
 * Every advisory that names `package`, in the stored order (by id). Names of ecosystems are found however they are
 * written (ecosystem.h); statements about CPEs are filed in the segment "cpe" under advisory_cpe_key. Its slices live
 * until the next call of segment_each on this segment, or as long as the segment where they are interned. visit returns
 * false to stop
 */
bool segment_each(struct segment *segment, struct slice package, bool (*visit)(void *context, const struct advisory *),
                  void *context, struct error *error);

/* What other sources say of a CVE, from the segments "cvss" and "signals"; absent parts are empty. */
struct cve_word {
    struct slice source; /* "ghsa", "cna", "cisa-adp", "redhat", "nvd", "osv" … */
    struct slice vector;
    enum severity severity; /* a word without a vector; else unknown */
};
struct cve_signals {
    struct cve_word *words;
    size_t word_count;
    double epss; /* < 0: none */
    double epss_percentile;
    struct slice epss_date;
    bool kev;
    struct slice kev_due, kev_added;
    bool kev_ransomware;
    struct slice published;
    bool rejected;
};
bool database_signals(struct database *database, struct slice cve, struct arena *arena, struct cve_signals *signals,
                      struct error *error);

/*
 * End-of-life days of a distribution release: "2028-06-30" or empty; false when nothing is known. Known without any
 * day: supported, and nobody says until when. Rows are filed under the product's name in the end-of-life data
 * ("alpine-linux").
 */
struct support {
    struct slice end_of_life;    /* of ordinary, free support */
    struct slice extended_until; /* of paid or long-term support; empty: none */
    bool ended;                  /* past its end of life, and nobody says since when: end_of_life is empty */
};
bool database_support(struct database *database, struct slice product, struct slice release, struct arena *arena,
                      struct support *support);

/*
 * CPEs of the products that a repository (content set) of Red Hat belongs to, from the images' build metadata.
 * cpes  on `arena`; none when the repository is not known
 */
bool database_repository(struct database *database, struct slice repository, struct arena *arena, struct slices *cpes,
                         struct error *error);

#endif
