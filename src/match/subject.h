/* A package as advisories look at it: what is derived from it once, before any record is read. */
#ifndef SEAWORTHY_MATCH_SUBJECT_H
#define SEAWORTHY_MATCH_SUBJECT_H

#include "advisory/ecosystem.h"
#include "base/map.h"
#include "inventory/inventory.h"

struct subject {
    const struct inventory_package *entry;
    const struct os *os;
    struct slice version;              /* complete: epoch:version-release */
    struct slice source_name;          /* own name where it has none */
    struct slice source_version;       /* complete */
    struct slice module;               /* "name:stream" of its label, or empty */
    struct slices repos;               /* CPEs of the products that its repositories belong to; empty: not known */
    const struct ecosystem *ecosystem; /* of its type; NULL: none of those that we know */
    struct slice key;                  /* name as its ecosystem files it */
    /*
     * Of a package whose files the distribution's package manager put there: all names of flaws that the distribution
     * speaks of for the package that owns them. NULL for others.
     */
    const struct map *owner_names;
    bool on_linux; /* what is looked at runs on Linux */
    bool declared; /* and such packages are not gated */
    bool third_party;
    uint64_t minor; /* of the operating system: 4 of "9.4", 0 where it tells none */
};
void subject_init(struct arena *arena, const struct inventory_package *entry, const struct os *os,
                  struct subject *subject);

/* The distribution's package manager put the files of this package there: its advisories come first. */
bool subject_owned(const struct inventory_package *entry);
/* Packages of this type are installed by a distribution's package manager, not by that of a language. */
bool subject_of_system(struct slice type);

#endif
