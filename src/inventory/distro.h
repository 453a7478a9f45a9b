/*
 * Distributions: from what an image says of itself to the key of its advisories. One reviewed row a distribution;
 * ID_LIKE never selects another distribution's advisories, only a row here may (CentOS to RHEL), with its reason.
 */
#ifndef SEAWORTHY_INVENTORY_DISTRO_H
#define SEAWORTHY_INVENTORY_DISTRO_H

#include "inventory/inventory.h"

struct distro {
    const char *id;       /* ID of os-release */
    const char *advisory; /* id under which advisories are filed; mostly the same */
    const char *reason;   /* why they differ; NULL when they do not */
    const char *scheme;   /* version scheme of its packages: "deb", "rpm", "apk", "alpm" */
    const char *package_type;
    const char *purl_namespace;
    /* release key from version id and codename: DISTRO_MAJOR "8.10" -> "8", DISTRO_MINOR "3.18.4" -> "3.18", … */
    enum distro_release { DISTRO_WHOLE, DISTRO_MAJOR, DISTRO_MINOR, DISTRO_ROLLING } release;
    const char *eol_product; /* name in the end-of-life data ("debian", "alpine-linux" …); NULL: none */
    const char *channel;     /* of advisories that it is subscribed to by what it is; NULL: none */
};

/* returns  the row of an os-release ID (or of an advisory id), or NULL */
const struct distro *distro_find(struct slice id);
/* Fills id, release, codename, mapping of `os` from said_id, version_id, codename. Development releases by codename. */
void distro_resolve(struct arena *arena, struct os *os);

#endif
