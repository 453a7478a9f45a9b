/*
 * The ecosystems of programming languages and applications: which packages each speaks of, how it writes names, which
 * scheme orders its versions. One reviewed row each; a row's name is that of its segment and of `ecosystem` in
 * statements, and the package type (purl) where there is one.
 */
#ifndef SEAWORTHY_ADVISORY_ECOSYSTEM_H
#define SEAWORTHY_ADVISORY_ECOSYSTEM_H

#include "base/arena.h"

enum ecosystem_names {
    NAMES_EXACT,
    NAMES_NOCASE, /* ASCII */
    NAMES_PYPI,   /* PEP 503: runs of '-', '_', '.' are one '-'; without case */
    NAMES_SWIFT,  /* a repository's URL without scheme and ".git"; without case */
};

struct ecosystem {
    const char *name;        /* "golang" */
    const char *const *also; /* what OSV records and others call it, in any case: "Go"; NULL-terminated, or NULL */
    const char *scheme;      /* of its versions */
    enum ecosystem_names names;
    /* How packages carry versions otherwise than advisories: what of `version` counts. NULL: all as it is */
    struct slice (*version)(struct arena *arena, struct slice version);
    /*
     * Somebody publishes advisories that a row of the feeds reads: a database without them has a gap. Where nobody
     * does, the packages can only be counted.
     */
    bool published;
};

/* By any of its names; what follows a ':' ("Packagist:https://…") does not count. returns  NULL for an unknown one */
const struct ecosystem *ecosystem_find(struct slice name);

/* The version to compare with advisories. May be `version` itself. */
struct slice ecosystem_version(struct arena *arena, const struct ecosystem *ecosystem, struct slice version);

/* The name under which packages are filed. May be `package` itself. */
struct slice ecosystem_key(struct arena *arena, const struct ecosystem *ecosystem, struct slice package);

#endif
