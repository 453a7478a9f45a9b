#include "scan/places.h"

#include <unistd.h>

const char *places_program(struct arena *arena)
{
    char path[4096];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path);

    if (len <= 0 || (size_t)len == sizeof path)
        return ".";
    struct slice program = slice_of(path, (size_t)len);
    return arena_text(arena, slice_head(program, slice_find_last(program, '/')));
}

static const char *below(struct arena *arena, const char *base, const char *home, const char *otherwise,
                         const char *rest)
{
    /* The XDG base directory specification passes over relative values. */
    if (base && base[0] == '/')
        return arena_text(arena, arena_format(arena, "%s/%s", base, rest));
    return home ? arena_text(arena, arena_format(arena, "%s/%s/%s", home, otherwise, rest)) : NULL;
}

static bool holds_index(struct arena *arena, const char *folder)
{
    return access(arena_text(arena, arena_format(arena, "%s/index.json", folder)), F_OK) == 0;
}

const char *places_database(struct arena *arena, const char *data_home, const char *home, const char *program)
{
    const char *const places[] = {
        below(arena, data_home, home, ".local/share", "seaworthy/db"),
        arena_text(arena, arena_format(arena, "%s/../share/seaworthy/db", program)),
        arena_text(arena, arena_format(arena, "%s/data/db", program)), /* data/meson.build */
    };

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (places[i] && holds_index(arena, places[i]))
            return places[i];
    return places[0] ? places[0] : places[1];
}

const char *places_cache(struct arena *arena, const char *cache_home, const char *home)
{
    return below(arena, cache_home, home, ".cache", "seaworthy");
}
