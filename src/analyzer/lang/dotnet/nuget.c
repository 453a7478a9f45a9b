#include "analyzer/lang/dotnet/nuget.h"

bool nuget_split(struct slice key, struct slice *name, struct slice *version)
{
    return slice_cut(key, '/', name, version) && name->len > 0 && version->len > 0;
}

struct slices nuget_keys(struct arena *arena, const struct tree *map)
{
    struct slices keys = {0};
    size_t count = 0;

    TREE_EACH(member, map)
    count++;
    keys.at = arena_array(arena, struct slice, count);
    TREE_EACH(member, map)
    if (member->key.len > 0)
        keys.at[keys.count++] = member->key;
    return keys;
}

struct slice nuget_fixed(struct slice version)
{
    version = slice_trim(version);
    if (version.len > 2 && version.at[0] == '[' && version.at[version.len - 1] == ']' &&
        slice_find_byte(version, ',') == version.len)
        return slice_trim(slice_of(version.at + 1, version.len - 2));
    if (version.len == 0 || version.at[0] == '[' || version.at[0] == '(' || slice_find_byte(version, '*') < version.len)
        return (struct slice){0};
    return version;
}
