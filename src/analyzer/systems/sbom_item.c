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

struct sbom_needs {
    struct slice *at;
    size_t count, room;
};

/* References cannot be chosen for one hash: its seed is made of all that the document says. */
void sbom_init(struct sbom *sbom, struct facts *facts, enum package_scope scope, struct slice content)
{
    uint64_t seed[2] = {0};

    seed[0] = siphash64(seed, content);
    seed[1] = siphash64(seed, content);
    *sbom = (struct sbom){.facts = facts, .scope = scope};
    map_init(&sbom->needs, facts->arena, seed);
}

void sbom_need(struct sbom *sbom, struct slice ref, struct slice needed)
{
    if (ref.len == 0 || needed.len == 0)
        return;
    void **place = map_put(&sbom->needs, ref);
    if (*place == NULL)
        *place = arena_new(sbom->facts->arena, struct sbom_needs);
    struct sbom_needs *needs = *place;
    *ARENA_PUSH(sbom->facts->arena, needs) = needed;
}

void sbom_add(struct sbom *sbom, const struct sbom_item *item)
{
    struct facts *facts = sbom->facts;
    const struct sbom_needs *needs = map_get(&sbom->needs, item->ref);
    struct document_package package = {.arena = facts->arena, .full_version = item->version};
    struct slice version = item->version.len ? item->version : cpe_part(item->cpe, 3);

    package.package.scope = sbom->scope;
    package.package.id = item->ref;
    if (needs)
        package.package.depends_on = (struct slices){needs->at, needs->count};
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

/* {"ref", "dependsOn": […]}, in XML elements with a "ref" in one another. */
static void cyclonedx_needs(struct sbom *sbom, const struct tree *dependency)
{
    struct slice ref = tree_text(dependency, "@ref");

    TREE_EACH(needed, tree_get(dependency, "dependsOn"))
    sbom_need(sbom, tree_text(dependency, "ref"), tree_value(needed));
    if (ref.len > 0)
        TREE_EACH(needed, dependency)
    sbom_need(sbom, ref, tree_text(needed, "@ref"));
}

bool sbom_cyclonedx(struct sbom *sbom, const struct tree *root)
{
    struct arena *arena = sbom->facts->arena;
    bool json = slice_starts(tree_text(root, "bomFormat"), S("CycloneDX"));
    const struct tree *list = tree_get(root, "components");
    struct {
        const struct tree **at;
        size_t count, room;
    } open = {0};

    if (!json && !slice_starts(tree_text(root, "@xmlns"), S("http://cyclonedx.org/schema/bom/")) && !list)
        return false;
    /* Components may hold components; in XML a list's items are members named "component". */
    TREE_EACH(dependency, tree_get(root, "dependencies"))
    cyclonedx_needs(sbom, dependency);
    if (list)
        *ARENA_PUSH(arena, &open) = list;
    while (open.count > 0) {
        const struct tree *components = open.at[--open.count];
        TREE_EACH(component, components)
        {
            struct slice ref = tree_text(component, "bom-ref");
            struct sbom_item item = {.ref = ref.len > 0 ? ref : tree_text(component, "@bom-ref"),
                                     .name = tree_text(component, "name"),
                                     .version = tree_text(component, "version"),
                                     .purl = tree_text(component, "purl"),
                                     .cpe = tree_text(component, "cpe")};
            struct slice type = tree_text(component, "type");
            if (!slice_equal(type, S("operating-system")) && !slice_equal(type, S("file")))
                sbom_add(sbom, &item);
            if (tree_get(component, "components"))
                *ARENA_PUSH(arena, &open) = tree_get(component, "components");
        }
    }
    return true;
}

bool sbom_syft(struct sbom *sbom, const struct tree *root)
{
    if (!tree_get(root, "artifacts") || !tree_get(root, "schema"))
        return false;
    TREE_EACH(relation, tree_get(root, "artifactRelationships"))
    if (slice_equal(tree_text(relation, "type"), S("dependency-of")))
        sbom_need(sbom, tree_text(relation, "child"), tree_text(relation, "parent"));
    TREE_EACH(artifact, tree_get(root, "artifacts"))
    {
        const struct tree *cpe = tree_first(tree_get(artifact, "cpes"));
        struct sbom_item item = {.ref = tree_text(artifact, "id"),
                                 .name = tree_text(artifact, "name"),
                                 .version = tree_text(artifact, "version"),
                                 .purl = tree_text(artifact, "purl"),
                                 .cpe = cpe && cpe->kind == TREE_MAP ? tree_text(cpe, "cpe") : tree_value(cpe)};
        sbom_add(sbom, &item);
    }
    return true;
}
