/*
 * Who built a package: the distribution, or a third party whose builds its advisories say nothing of (EPEL, Remi,
 * Docker, PGDG, one's own). Judged by vendor, maintainer, packager and version, by reviewed rows.
 */
#ifndef SEAWORTHY_INVENTORY_ORIGIN_H
#define SEAWORTHY_INVENTORY_ORIGIN_H

#include "inventory/inventory.h"

/*
 * vendors_told  true when some package of this database names a vendor: then one that names none and lacks the
 *               distribution's release tag was built elsewhere
 * reason        one sentence for the trace
 */
enum package_origin origin_judge(struct arena *arena, const struct package *package, const struct os *os,
                                 bool vendors_told, struct slice *reason);

#endif
