/* A bill of materials while it is read, a package as any of them says it, and what becomes of it. */
#ifndef SEAWORTHY_ANALYZER_SYSTEMS_SBOM_ITEM_H
#define SEAWORTHY_ANALYZER_SYSTEMS_SBOM_ITEM_H

#include "analyzer/document/document.h"
#include "analyzer/format/tree.h"
#include "base/map.h"

struct sbom {
    struct facts *facts;
    enum package_scope scope;
    struct map needs; /* of each reference, what it depends on: struct sbom_needs */
};
void sbom_init(struct sbom *sbom, struct facts *facts, enum package_scope scope, struct slice content);

struct sbom_item {
    struct slice ref, name, version, purl, cpe; /* empty where it is not said */
};

/* That the package of one reference depends on that of another: before both are added. */
void sbom_need(struct sbom *sbom, struct slice ref, struct slice needed);

/*
 * Files it: by its purl; without one by its CPE, as a program (type generic); with neither it is no package that could
 * be told, and nothing is filed.
 */
void sbom_add(struct sbom *sbom, const struct sbom_item *item);

/* The forms. returns  false when the document is none of them */
bool sbom_spdx(struct sbom *sbom, const struct tree *root);
bool sbom_spdx_rdf(struct sbom *sbom, const struct tree *root);
bool sbom_cyclonedx(struct sbom *sbom, const struct tree *root);
bool sbom_syft(struct sbom *sbom, const struct tree *root);

/* SPDX as lines of `Tag: value`. returns  false when no line says its version */
bool sbom_spdx_tags(struct sbom *sbom, struct reader *reader);

#endif
