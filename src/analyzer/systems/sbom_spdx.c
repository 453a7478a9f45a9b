/* SPDX 2 as JSON, YAML, RDF and tags. Source: spdx.github.io/spdx-spec/v2.3, "Package information", annexes. */
#include "analyzer/systems/sbom_item.h"

/* A reference by its type: "purl", or "cpe23Type", "cpe22Type". */
static void take_reference(struct sbom_item *item, struct slice type, struct slice locator)
{
    if (slice_ends(type, S("purl")) && item->purl.len == 0)
        item->purl = locator;
    else if (slice_find(type, S("cpe2")) != SIZE_MAX && item->cpe.len == 0)
        item->cpe = locator;
}

/* With a CPE alone it is named as that names it, not as people do. */
static void add(struct sbom *sbom, struct sbom_item *item)
{
    if (item->purl.len == 0)
        item->name = (struct slice){0};
    sbom_add(sbom, item);
}

/* "A DEPENDS_ON B", or "B DEPENDENCY_OF A". */
static void take_relation(struct sbom *sbom, struct slice element, struct slice type, struct slice related)
{
    if (slice_equal(type, S("DEPENDS_ON")))
        sbom_need(sbom, element, related);
    else if (slice_equal(type, S("DEPENDENCY_OF")))
        sbom_need(sbom, related, element);
}

bool sbom_spdx(struct sbom *sbom, const struct tree *root)
{
    if (!slice_starts(tree_text(root, "spdxVersion"), S("SPDX-2")))
        return false;
    TREE_EACH(relation, tree_get(root, "relationships"))
    take_relation(sbom, tree_text(relation, "spdxElementId"), tree_text(relation, "relationshipType"),
                  tree_text(relation, "relatedSpdxElement"));
    TREE_EACH(package, tree_get(root, "packages"))
    {
        struct sbom_item item = {.ref = tree_text(package, "SPDXID"),
                                 .name = tree_text(package, "name"),
                                 .version = tree_text(package, "versionInfo")};
        TREE_EACH(reference, tree_get(package, "externalRefs"))
        take_reference(&item, tree_text(reference, "referenceType"), tree_text(reference, "referenceLocator"));
        add(sbom, &item);
    }
    return true;
}

static void rdf_package(struct sbom *sbom, const struct tree *package)
{
    struct sbom_item item = {.name = tree_text(package, "name"), .version = tree_text(package, "versionInfo")};

    TREE_EACH(member, package)
    {
        const struct tree *reference = tree_get(member, "ExternalRef");
        if (slice_equal(member->key, S("externalRef")) && reference)
            take_reference(&item, tree_text(tree_get(reference, "referenceType"), "@rdf:resource"),
                           tree_text(reference, "referenceLocator"));
    }
    add(sbom, &item);
}

/* Packages stand anywhere; the depth of a tree is bounded. */
static void rdf_walk(struct sbom *sbom, const struct tree *node)
{
    TREE_EACH(child, node)
    {
        if (slice_equal(child->key, S("Package")))
            rdf_package(sbom, child);
        rdf_walk(sbom, child);
    }
}

bool sbom_spdx_rdf(struct sbom *sbom, const struct tree *root)
{
    if (!tree_get(root, "SpdxDocument") && !tree_get(root, "Package"))
        return false;
    rdf_walk(sbom, root);
    return true;
}

/* "PACKAGE-MANAGER purl pkg:…" */
static void tag_reference(struct arena *arena, struct sbom_item *item, struct slice value)
{
    struct slice category, type, locator;

    slice_cut(value, ' ', &category, &type);
    slice_cut(slice_trim(type), ' ', &type, &locator);
    take_reference(item, type, arena_copy(arena, slice_trim(locator)));
}

bool sbom_spdx_tags(struct sbom *sbom, struct reader *reader)
{
    enum { TAG_LINE_MAX = 64 * 1024 };
    struct arena *arena = sbom->facts->arena;
    struct arena_mark mark = arena_mark(arena);
    struct sbom_item item = {0};
    struct slice line, tag, value;
    bool is_spdx = false;

    while (reader_line(reader, TAG_LINE_MAX, &line) != LINE_END) {
        slice_cut(line, ':', &tag, &value);
        tag = slice_trim(tag);
        value = slice_trim(value);
        if (slice_equal(tag, S("SPDXVersion")))
            is_spdx = slice_starts(value, S("SPDX-2"));
        if (slice_equal(tag, S("PackageName"))) {
            add(sbom, &item);
            arena_reset(arena, mark);
            item = (struct sbom_item){.name = arena_copy(arena, value)};
        } else if (slice_equal(tag, S("PackageVersion"))) {
            item.version = arena_copy(arena, value);
        } else if (slice_equal(tag, S("ExternalRef"))) {
            tag_reference(arena, &item, value);
        }
    }
    add(sbom, &item);
    return is_spdx;
}
