#include "analyzer/lang/lang.h"

struct package lang_package(const char *type, struct slice name, struct slice version, enum package_scope scope)
{
    return (struct package){
        .type = slice_text(type), .name = name, .epoch = EPOCH_ABSENT, .version = version, .scope = scope};
}

void lang_group(struct arena *arena, struct package *package, const char *group)
{
    struct slice *at = arena_array(arena, struct slice, package->groups.count + 1);

    for (size_t i = 0; i < package->groups.count; i++)
        at[i] = package->groups.at[i];
    at[package->groups.count] = slice_text(group);
    package->groups = (struct slices){at, package->groups.count + 1};
}

bool lang_map(struct entry *entry, enum tree_format format, const struct tree **root, struct error *error)
{
    if (!tree_read(format, &entry->reader, entry->arena, root, error))
        return false;
    if ((*root)->kind == TREE_MAP)
        return true;
    return fail(error, ERROR_MALFORMED, "its root is no map of names to values");
}
