#include "analyzer/lang/lang.h"

#include "analyzer/spool.h"

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

bool lang_beside(const struct spool *spool, const struct spooled *file, struct arena *arena, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        if (spool_find(spool, path_join(arena, path_folder(file->path), slice_text(names[i]))))
            return true;
    return false;
}

bool lang_spooled_tree(const struct spool *spool, const struct spooled *file, struct arena *arena,
                       enum tree_format format, const struct tree **root, struct error *error)
{
    struct spool_stream *stream = arena_new(arena, struct spool_stream);

    spool_stream_init(stream, spool, file, arena);
    struct reader reader = reader_from(&stream->source, arena);
    bool good = tree_read(format, &reader, arena, root, error);
    reader_close(&reader);
    return good;
}
