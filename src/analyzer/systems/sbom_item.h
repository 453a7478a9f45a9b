/* A package as any bill of materials says it, and what becomes of it. */
#ifndef SEAWORTHY_ANALYZER_SYSTEMS_SBOM_ITEM_H
#define SEAWORTHY_ANALYZER_SYSTEMS_SBOM_ITEM_H

#include "analyzer/document/document.h"
#include "analyzer/format/tree.h"

struct sbom_item {
    struct slice name, version, purl, cpe; /* empty where it is not said */
};

/*
 * Files it: by its purl; without one by its CPE, as a program (type generic); with neither it is no package that could
 * be told, and nothing is filed.
 */
void sbom_add(struct facts *facts, const struct sbom_item *item, enum package_scope scope);

/* The forms. returns  false when the document is none of them */
bool sbom_spdx(struct facts *facts, const struct tree *root, enum package_scope scope);
bool sbom_spdx_rdf(struct facts *facts, const struct tree *root, enum package_scope scope);
bool sbom_cyclonedx(struct facts *facts, const struct tree *root, enum package_scope scope);
bool sbom_syft(struct facts *facts, const struct tree *root, enum package_scope scope);

/* SPDX as lines of `Tag: value`. returns  false when no line says its version */
bool sbom_spdx_tags(struct facts *facts, struct reader *reader, enum package_scope scope);

#endif
