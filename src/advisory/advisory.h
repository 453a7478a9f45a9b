/*
 * One statement of an upstream about one package: the normalised form that feeds are turned into, that the files of
 * own/ state directly, that segments store and that the matcher judges. Nothing is flattened: who said what stays.
 */
#ifndef SEAWORTHY_ADVISORY_ADVISORY_H
#define SEAWORTHY_ADVISORY_ADVISORY_H

#include "base/arena.h"
#include "base/error.h"

enum advisory_status {
    STATUS_AFFECTED, /* open, no fix known */
    STATUS_FIXED,    /* affected below the fix */
    STATUS_NOT_AFFECTED,
    STATUS_WILL_NOT_FIX,
    STATUS_DEFERRED,
    STATUS_END_OF_LIFE,
    STATUS_UNDER_INVESTIGATION,
};

/* As records of one's own write them: "fixed", "will_not_fix" … */
const char *status_name(enum advisory_status status);
/* returns  false for an unknown word */
bool status_of(struct slice word, enum advisory_status *status);

enum package_kind { KIND_BINARY, KIND_SOURCE, KIND_SOURCE_OR_BINARY, KIND_CPE };

enum severity {
    SEVERITY_UNKNOWN, /* said nothing */
    SEVERITY_NEGLIGIBLE,
    SEVERITY_LOW,
    SEVERITY_MEDIUM,
    SEVERITY_HIGH,
    SEVERITY_CRITICAL,
};
/* Words of every upstream: "moderate", "important", "unimportant" …; a word that says nothing is SEVERITY_UNKNOWN. */
enum severity severity_of(struct slice word);
const char *severity_name(enum severity severity);

struct advisory {
    struct slice id;          /* CVE where there is one, else the upstream's */
    struct slices aliases;    /* other ids of the same flaw */
    struct slices vendor_ids; /* DSA-…, RHSA-… */
    struct slice source;      /* feed that said so: "osv-debian" */
    /* exactly one of distro_id, ecosystem, cpe says what the record speaks of */
    struct slice distro_id, release; /* release empty: any */
    struct slice ecosystem;
    struct slice cpe;
    struct slice package;
    enum package_kind kind;
    struct slice scheme;  /* version scheme */
    struct slices ranges; /* OR of clauses, each ">=1.0,<1.2"; an empty clause holds always */
    bool has_ranges;      /* false: ranges say nothing (fixed_version decides); true with none: hits nothing */
    struct slices not_affected_ranges;
    bool has_not_affected;
    struct slices versions; /* enumerated affected versions */
    struct slice fixed_version;
    struct slices fixed_versions;
    enum advisory_status status;
    struct slice severity; /* the source's own word; empty: none */
    struct slice urgency;
    struct slice cvss; /* the source's own vector; empty: none */
    struct slices arches;
    struct slice module;  /* "name:stream" */
    struct slice channel; /* "esm-apps", "eus" …; empty: the ordinary one */
    struct slices repos;  /* CPEs of products or repositories */
    struct slice minor;
    struct slice published; /* "2024-02-11" or empty */
    struct slice available; /* day of the fix, or empty */
    bool withdrawn;
    struct slice informational; /* "unmaintained" …: no vulnerability; "malicious": the package itself is the attack */
    struct slices symbols;      /* what of the package is flawed: "net/http Server.Serve …", "crate::function" */
    struct slices systems;      /* operating systems that the flaw needs, as Go and Rust call them; none: any */
};

/* Name under which a package's advisories are filed in its ecosystem (ecosystem.h). May be `package` itself. */
struct slice advisory_key(struct arena *arena, struct slice ecosystem, struct slice package);
/*
 * Name under which statements about a CPE are filed: "a:vendor:product" of "cpe:2.3:a:vendor:product:…" or
 * "cpe:/a:vendor:product…", without case and escapes. Empty when it is none, or names no product.
 */
struct slice advisory_cpe_key(struct arena *arena, struct slice cpe);
/* The next component of a CPE, up to a ':' that is not escaped; `rest` goes behind it. */
struct slice advisory_cpe_part(struct slice *rest);

#endif
