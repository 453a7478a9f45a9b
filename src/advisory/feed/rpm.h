/*
 * What the feeds of rpm distributions share: names of package files, module streams, and the errata's rule that every
 * build of a package which an erratum ships holds the fix.
 */
#ifndef SEAWORTHY_ADVISORY_FEED_RPM_H
#define SEAWORTHY_ADVISORY_FEED_RPM_H

#include "advisory/feed/emit.h"

/* Without an epoch of 0: "0:1.2-3" and "1.2-3" are the same version. */
struct slice rpm_evr(struct slice evr);
/* "EPOCH:VERSION-RELEASE"; an epoch that is empty or "0" is left out. */
struct slice rpm_evr_join(struct arena *arena, struct slice epoch, struct slice version, struct slice release);

/* Packages of debug symbols and their sources hold no code that runs; the vendors' own OVAL leaves them out. */
bool rpm_is_debug(struct slice name);

/* "name-2:1.2-3.x86_64.rpm" and "name-1.2-3" (arch then empty). returns  false when it is neither */
struct rpm_file {
    struct slice name, evr, arch;
};
bool rpm_file_split(struct arena *arena, struct slice text, struct rpm_file *file);
/* The same without architecture and ending: "name-2:1.2-3" */
bool rpm_nevr_split(struct arena *arena, struct slice text, struct rpm_file *file);

/* Release tags ".module+el8…" (Red Hat, Rocky, Oracle) and ".module_el8…" (Alma, CentOS): built for a module stream. */
bool rpm_is_modular(struct slice evr);
/* Streams that an erratum's title names: "virt:rhel and virt-devel:rhel security update". */
struct slices rpm_title_modules(struct arena *arena, struct slice title);

/* What a module build is filed under when nobody says its stream: it fits any stream, but no build outside a module. */
#define RPM_ANY_MODULE S("*")

/* One build that an erratum ships. */
struct rpm_fix {
    struct slice release, channel, minor;
    struct slice name, evr;
    struct slice scope; /* architecture or repository for which it is; empty: all */
};
struct rpm_fixes {
    struct rpm_fix *at;
    size_t count, room;
};

enum rpm_scope { RPM_SCOPE_ARCH, RPM_SCOPE_REPO };
/*
 * Gives a statement for each package and bound, where `erratum` says all the rest (id, aliases, source, distribution,
 * severity …). For one package, scope and flavour (Oracle's ksplice and FIPS) the lowest of several builds is the
 * bound; scopes with the same bound are put together. Module builds get a statement for each of `modules`, or, without
 * any, one under RPM_ANY_MODULE with a floor: the first version of what is probably the stream. Debug packages are left
 * out. `fixes` is sorted in place.
 */
void rpm_fixes_emit(struct arena *arena, struct rpm_fixes *fixes, enum rpm_scope scope, struct slices modules,
                    const struct advisory *erratum, struct feed_emit *emit);

#endif
