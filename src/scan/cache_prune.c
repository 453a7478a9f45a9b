/* Housekeeping of the cache: only names that the cache itself gives are touched, whatever folder the user named. */
#include "base/cleanup.h"
#include "scan/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <time.h>

enum { ASIDE_SECONDS = 3600 }; /* a file written aside is renamed within seconds, or its writer died */

struct sweep {
    struct cache_totals *totals;
    uint64_t seconds; /* UINT64_MAX: only count */
    time_t now;
    bool identities;
};

static bool hexadecimal(const char *name, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!((name[i] >= '0' && name[i] <= '9') || (name[i] >= 'a' && name[i] <= 'f')))
            return false;
    return true;
}

static void sweep_file(struct sweep *sweep, int folder, const char *name)
{
    enum { NAME_LEN = 62 };
    struct stat stat;
    size_t len = strlen(name);
    bool aside = len > NAME_LEN + 4 && strcmp(name + len - 4, ".tmp") == 0;

    if (!hexadecimal(name, len < NAME_LEN ? len : NAME_LEN) || (len != NAME_LEN && !aside) ||
        fstatat(folder, name, &stat, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(stat.st_mode))
        return;
    uint64_t age = stat.st_mtim.tv_sec < sweep->now ? (uint64_t)(sweep->now - stat.st_mtim.tv_sec) : 0;
    bool old =
        sweep->seconds != UINT64_MAX && (aside ? age >= ASIDE_SECONDS || !sweep->seconds : age >= sweep->seconds);
    if (old && unlinkat(folder, name, 0) == 0) {
        sweep->totals->dropped++;
        sweep->totals->dropped_bytes += (uint64_t)stat.st_size;
    } else if (sweep->identities) {
        sweep->totals->identities++;
    } else {
        sweep->totals->layers++;
        sweep->totals->layer_bytes += (uint64_t)stat.st_size;
    }
}

/* Calls `visit` for each name in a folder below another. */
static void each_name(int parent, const char *path, void (*visit)(struct sweep *, int, const char *),
                      struct sweep *sweep)
{
    int descriptor = openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);
    struct dirent *entry;

    if (!folder) {
        if (descriptor >= 0)
            close(descriptor);
        return;
    }
    while ((entry = readdir(folder)))
        visit(sweep, descriptor, entry->d_name);
    closedir(folder);
}

static void sweep_folder(struct sweep *sweep, int parent, const char *name)
{
    if (strlen(name) != 2 || !hexadecimal(name, 2))
        return;
    each_name(parent, name, sweep_file, sweep);
    if (sweep->seconds != UINT64_MAX)
        unlinkat(parent, name, AT_REMOVEDIR); /* empty ones go */
}

static bool sweep_all(const char *path, uint64_t seconds, struct cache_totals *totals, struct error *error)
{
    struct sweep sweep = {.totals = totals, .seconds = seconds, .now = time(NULL)};
    cleanup_close int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    *totals = (struct cache_totals){0};
    if (folder < 0 && errno == ENOENT)
        return true;
    if (folder < 0)
        return fail(error, ERROR_INTERNAL, "the cache cannot be read: %s: %m", path);
    each_name(folder, "facts", sweep_folder, &sweep);
    sweep.identities = true;
    each_name(folder, "identity", sweep_folder, &sweep);
    return true;
}

bool cache_status(const char *path, struct cache_totals *totals, struct error *error)
{
    return sweep_all(path, UINT64_MAX, totals, error);
}

bool cache_prune(const char *path, uint64_t seconds, struct cache_totals *totals, struct error *error)
{
    return sweep_all(path, seconds, totals, error);
}
