/* Red Hat's products as its feeds name them: CPE URIs such as "cpe:/a:redhat:rhel_eus:9.2::appstream". */
#ifndef SEAWORTHY_ADVISORY_FEED_REDHAT_H
#define SEAWORTHY_ADVISORY_FEED_REDHAT_H

#include "base/arena.h"

struct redhat_product {
    struct slice release; /* major release of RHEL that it is for; empty: not said */
    struct slice channel; /* "eus", "aus", "tus", "e4s", "els": a longer paid support; empty: none */
    struct slice minor;   /* of such a stream, where it is for one minor release: "2" */
    bool base;            /* RHEL itself, a part or a stream of it; not a product on top of it */
    struct slice tail;    /* what stands behind the vendor: "rhel_eus:9.2::appstream"; empty when it is not Red Hat's */
};

/* tail  of the CPE, behind "cpe:/a:redhat:" */
struct redhat_product redhat_product(struct slice tail);
/* cpe   whole; one that is not Red Hat's has neither release nor tail */
struct redhat_product redhat_product_of_cpe(struct slice cpe);

/*
 * The CPEs under which a repository of the product may be known. Whether it is an application or part of the operating
 * system ("/a:", "/o:") is not told by OSV, and Red Hat's own tables differ from release to release: both.
 */
struct slices redhat_cpes(struct arena *arena, struct slice tail);

#endif
