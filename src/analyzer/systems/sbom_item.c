#include "analyzer/systems/sbom_item.h"

/* Part number `index` of "cpe:2.3:a:vendor:product:version:…" or "cpe:/a:vendor:product:version", from 0. */
static struct slice cpe_part(struct slice cpe, unsigned index)
{
    struct slice part = {0};

    if (slice_starts(cpe, S("cpe:2.3:")))
        cpe = slice_skip(cpe, 8);
    else if (slice_starts(cpe, S("cpe:/")))
        cpe = slice_skip(cpe, 5);
    else
        return part;
    for (unsigned i = 0; i <= index; i++)
        if (!slice_next(&cpe, ':', &part))
            return (struct slice){0};
    return slice_equal(part, S("*")) || slice_equal(part, S("-")) ? (struct slice){0} : part;
}

void sbom_add(struct facts *facts, const struct sbom_item *item, enum package_scope scope)
{
    struct document_package package = {.arena = facts->arena, .full_version = item->version};
    struct slice version = item->version.len ? item->version : cpe_part(item->cpe, 3);

    package.package.scope = scope;
    package.package.epoch = EPOCH_ABSENT;
    package.package.name = item->name.len ? item->name : cpe_part(item->cpe, 2);
    if (item->cpe.len > 0) {
        package.package.cpes.at = arena_new(facts->arena, struct slice);
        package.package.cpes.at[0] = item->cpe;
        package.package.cpes.count = 1;
    }
    package.package.purl = item->purl;
    if (item->purl.len == 0) {
        if (item->cpe.len == 0 || package.package.name.len == 0)
            return;
        package.has_fields = true;
        package.package.type = S("generic");
        package.package.version = version;
    }
    document_finish(&package, facts);
}

bool sbom_cyclonedx(struct facts *facts, const struct tree *root, enum package_scope scope)
{
    bool json = slice_starts(tree_text(root, "bomFormat"), S("CycloneDX"));
    const struct tree *list = tree_get(root, "components");
    struct {
        const struct tree **at;
        size_t count, room;
    } open = {0};

    if (!json && !slice_starts(tree_text(root, "@xmlns"), S("http://cyclonedx.org/schema/bom/")) && !list)
        return false;
    /* Components may hold components; in XML a list's items are members named "component". */
    if (list)
        *ARENA_PUSH(facts->arena, &open) = list;
    while (open.count > 0) {
        const struct tree *components = open.at[--open.count];
        TREE_EACH(component, components)
        {
            struct sbom_item item = {.name = tree_text(component, "name"),
                                     .version = tree_text(component, "version"),
                                     .purl = tree_text(component, "purl"),
                                     .cpe = tree_text(component, "cpe")};
            struct slice type = tree_text(component, "type");
            if (!slice_equal(type, S("operating-system")) && !slice_equal(type, S("file")))
                sbom_add(facts, &item, scope);
            if (tree_get(component, "components"))
                *ARENA_PUSH(facts->arena, &open) = tree_get(component, "components");
        }
    }
    return true;
}

bool sbom_syft(struct facts *facts, const struct tree *root, enum package_scope scope)
{
    if (!tree_get(root, "artifacts") || !tree_get(root, "schema"))
        return false;
    TREE_EACH(artifact, tree_get(root, "artifacts"))
    {
        const struct tree *cpe = tree_first(tree_get(artifact, "cpes"));
        struct sbom_item item = {.name = tree_text(artifact, "name"),
                                 .version = tree_text(artifact, "version"),
                                 .purl = tree_text(artifact, "purl"),
                                 .cpe = cpe && cpe->kind == TREE_MAP ? tree_text(cpe, "cpe") : tree_value(cpe)};
        sbom_add(facts, &item, scope);
    }
    return true;
}
