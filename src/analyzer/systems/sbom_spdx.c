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
static void add(struct facts *facts, struct sbom_item *item, enum package_scope scope)
{
    if (item->purl.len == 0)
        item->name = (struct slice){0};
    sbom_add(facts, item, scope);
}

bool sbom_spdx(struct facts *facts, const struct tree *root, enum package_scope scope)
{
    if (!slice_starts(tree_text(root, "spdxVersion"), S("SPDX-2")))
        return false;
    TREE_EACH(package, tree_get(root, "packages"))
    {
        struct sbom_item item = {.name = tree_text(package, "name"), .version = tree_text(package, "versionInfo")};
        TREE_EACH(reference, tree_get(package, "externalRefs"))
        take_reference(&item, tree_text(reference, "referenceType"), tree_text(reference, "referenceLocator"));
        add(facts, &item, scope);
    }
    return true;
}

static void rdf_package(struct facts *facts, const struct tree *package, enum package_scope scope)
{
    struct sbom_item item = {.name = tree_text(package, "name"), .version = tree_text(package, "versionInfo")};

    TREE_EACH(member, package)
    {
        const struct tree *reference = tree_get(member, "ExternalRef");
        if (slice_equal(member->key, S("externalRef")) && reference)
            take_reference(&item, tree_text(tree_get(reference, "referenceType"), "@rdf:resource"),
                           tree_text(reference, "referenceLocator"));
    }
    add(facts, &item, scope);
}

/* Packages stand anywhere; the depth of a tree is bounded. */
static void rdf_walk(struct facts *facts, const struct tree *node, enum package_scope scope)
{
    TREE_EACH(child, node)
    {
        if (slice_equal(child->key, S("Package")))
            rdf_package(facts, child, scope);
        rdf_walk(facts, child, scope);
    }
}

bool sbom_spdx_rdf(struct facts *facts, const struct tree *root, enum package_scope scope)
{
    if (!tree_get(root, "SpdxDocument") && !tree_get(root, "Package"))
        return false;
    rdf_walk(facts, root, scope);
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

bool sbom_spdx_tags(struct facts *facts, struct reader *reader, enum package_scope scope)
{
    enum { TAG_LINE_MAX = 64 * 1024 };
    struct arena_mark mark = arena_mark(facts->arena);
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
            add(facts, &item, scope);
            arena_reset(facts->arena, mark);
            item = (struct sbom_item){.name = arena_copy(facts->arena, value)};
        } else if (slice_equal(tag, S("PackageVersion"))) {
            item.version = arena_copy(facts->arena, value);
        } else if (slice_equal(tag, S("ExternalRef"))) {
            tag_reference(facts->arena, &item, value);
        }
    }
    add(facts, &item, scope);
    return is_spdx;
}
