#include "base/path.h"

#include "base/map.h"

bool path_normalise(struct slice name, uint8_t *out, struct slice *path)
{
    struct slice part, rest = name;
    size_t len = 0;

    if (slice_find_byte(name, '\0') < name.len)
        return false;
    while (slice_next(&rest, '/', &part)) {
        if (part.len == 0 || slice_equal(part, S(".")))
            continue;
        if (slice_equal(part, S(".."))) {
            size_t up = slice_find_last(slice_of(out, len), '/');
            len = up < len ? up : 0;
            continue;
        }
        if (len)
            out[len++] = '/';
        memmove(out + len, part.at, part.len);
        len += part.len;
    }
    if (len > PATH_LEN_MAX)
        return false;
    *path = slice_of(out, len);
    return true;
}

struct slice path_base(struct slice path)
{
    size_t at = slice_find_last(path, '/');
    return at < path.len ? slice_skip(path, at + 1) : path;
}

struct slice path_folder(struct slice path)
{
    size_t at = slice_find_last(path, '/');
    return slice_head(path, at < path.len ? at : 0);
}

bool path_within(struct slice path, struct slice folder)
{
    if (folder.len == 0)
        return path.len > 0;
    return path.len > folder.len && path.at[folder.len] == '/' && slice_starts(path, folder);
}

struct slice path_join(struct arena *arena, struct slice folder, struct slice name)
{
    if (folder.len == 0)
        return arena_copy(arena, name);
    return arena_join(arena, (struct slice[]){folder, S("/"), name}, 3);
}

bool path_link(struct arena *arena, struct slice link, struct slice target, struct slice *path)
{
    struct slice folder = slice_starts(target, S("/")) ? S("") : path_folder(link);
    size_t len;

    if (__builtin_add_overflow(folder.len, target.len, &len) || len > 2 * (size_t)PATH_LEN_MAX)
        return false;
    struct slice whole = path_join(arena, folder, target);
    uint8_t *out = arena_array(arena, uint8_t, whole.len);
    return path_normalise(whole, out, path);
}

struct path_hash path_hash(struct slice path)
{
    /* Part of the facts codec: never to be changed. */
    static const uint64_t key[2] = {0x736561776f727468, 0x7920706174687331};
    struct path_hash hash;

    siphash128(key, path, hash.bytes);
    return hash;
}
