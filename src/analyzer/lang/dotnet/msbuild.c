/*
 * Package items of MSBuild projects (Microsoft Learn, "PackageReference in project files", "Central Package
 * Management"): <PackageReference>, <PackageVersion>, <GlobalPackageReference> with Include or Update, and Version as
 * an attribute or element. $(NAME) is put in from the file's own PropertyGroups; what is not known there drops the
 * item. An item without a version has it from elsewhere, where it is listed.
 */
#include "analyzer/lang/dotnet/nuget.h"
#include "base/map.h"

enum {
    STEPS_MAX = 16, /* properties within properties */
    RESOLVED_MAX = 1024,
};

/* Names of properties know no case. */
static struct slice lower(struct arena *arena, struct slice text)
{
    uint8_t *out = arena_array(arena, uint8_t, text.len + 1);

    for (size_t i = 0; i < text.len; i++)
        out[i] = text.at[i] >= 'A' && text.at[i] <= 'Z' ? (uint8_t)(text.at[i] + 32) : text.at[i];
    return slice_of(out, text.len);
}

/* returns  trimmed; empty when a property is not known */
static struct slice resolve(const struct map *properties, struct arena *arena, struct slice text)
{
    for (unsigned steps = 0; steps < STEPS_MAX && text.len <= RESOLVED_MAX; steps++) {
        size_t start = slice_find(text, S("$("));
        if (start == SIZE_MAX)
            return slice_trim(text);
        struct slice rest = slice_skip(text, start + 2);
        size_t len = slice_find_byte(rest, ')');
        const struct tree *found = map_get(properties, lower(arena, slice_head(rest, len)));
        if (len == rest.len || !found || found->text.len > RESOLVED_MAX)
            break;
        text = arena_join(arena, (struct slice[]){slice_head(text, start), found->text, slice_skip(rest, len + 1)}, 3);
    }
    return (struct slice){0};
}

static struct slice attribute(const struct tree *item, const char *as_attribute, const char *as_element)
{
    struct slice text = tree_text(item, as_attribute);
    return text.len ? text : tree_value(tree_get(item, as_element));
}

static bool is_item(struct slice name)
{
    return slice_equal(name, S("PackageReference")) || slice_equal(name, S("PackageVersion")) ||
           slice_equal(name, S("GlobalPackageReference"));
}

static void take_item(const struct map *properties, struct facts *facts, const struct tree *item)
{
    struct arena_mark mark = arena_mark(facts->arena);
    struct slice name = tree_text(item, "@Include"), version = attribute(item, "@Version", "Version");
    struct slice override = attribute(item, "@VersionOverride", "VersionOverride");

    if (name.len == 0)
        name = tree_text(item, "@Update");
    name = resolve(properties, facts->arena, name);
    version = resolve(properties, facts->arena, override.len ? override : version);
    if (name.len && version.len) {
        struct package package = lang_package("nuget", name, nuget_fixed(version), SCOPE_DECLARED);
        package.relationship = RELATION_DIRECT;
        facts_package(facts, &package);
    }
    arena_reset(facts->arena, mark);
}

bool msbuild_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;
    struct map properties;

    if (!tree_read(TREE_XML, &entry->reader, facts->arena, &root, error))
        return false;
    if (!slice_equal(root->key, S("Project")))
        return fail(error, ERROR_MALFORMED, "its root is no 'Project'");
    map_init(&properties, facts->arena, NULL);
    TREE_EACH(group, root)
    if (slice_equal(group->key, S("PropertyGroup")))
        TREE_EACH(property, group)
    *map_put(&properties, lower(facts->arena, property->key)) = (void *)(uintptr_t)property;
    TREE_EACH(group, root)
    if (slice_equal(group->key, S("ItemGroup")))
        TREE_EACH(item, group)
    if (is_item(item->key))
        take_item(&properties, facts, item);
    return true;
}
