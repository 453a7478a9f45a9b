#include "target/walk.h"
#include "base/cleanup.h"
#include "base/path.h"
#include "base/sort.h"
#include "target/beneath.h"
#include "target/walk_gates.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

enum {
    WALK_DEPTH_MAX = 256,
    WALK_CHUNK = 128 * 1024,
    WALK_PASS_MIN = 64 * 1024, /* smaller files cost less together with their headers */
    LINK_HIGH = 2,             /* "bin", "usr/lib64" */
};
#define WALK_FILE_MAX (2ull << 30) /* a spooled file's limit in contracts.md */

/* A folder that is being listed. */
struct level {
    struct arena_mark mark; /* its names go when it is left */
    struct slice path;
    int descriptor;
    struct slice *names;
    size_t count, next;
    struct walk_way way;
};

struct walk {
    struct arena *arena, *names;
    int root;
    dev_t device;
    struct walk_gates *gates;
    struct walk_problems *problems;
    const struct walk_sink *sink;
    struct tar_writer writer;
    struct level levels[WALK_DEPTH_MAX];
    size_t depth;
    uint8_t chunk[WALK_CHUNK];
};

static void walk_problem(struct walk *walk, enum error_code code, struct slice path, bool database, const char *what)
{
    struct problem *problem = ARENA_PUSH(walk->arena, walk->problems);

    *problem = (struct problem){.code = code,
                                .layer = -1,
                                .path = arena_copy(walk->arena, path),
                                .detail = slice_text(what),
                                .database = database};
}

/* By errno. otherwise: what is told when it is not a matter of rights */
static void walk_unreadable(struct walk *walk, struct slice path, bool database, const char *otherwise)
{
    walk_problem(walk, ERROR_UNREADABLE, path, database,
                 errno == EACCES || errno == EPERM ? "permission denied: run as root to see all of this system"
                                                   : otherwise);
}

static int by_bytes(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* The names in a folder, sorted: the order of a file system must not show in a report. */
static bool list(struct walk *walk, struct level *level)
{
    struct {
        struct slice *at;
        size_t count, room;
    } names = {0};
    int copy = openat(level->descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = copy < 0 ? NULL : fdopendir(copy);
    struct dirent *entry;

    if (!folder) {
        if (copy >= 0)
            close(copy);
        return false;
    }
    while ((entry = readdir(folder))) {
        struct slice name = slice_text(entry->d_name);
        if (!slice_equal(name, S(".")) && !slice_equal(name, S("..")))
            *ARENA_PUSH(walk->names, &names) = arena_copy(walk->names, slice_of(name.at, name.len + 1));
    }
    closedir(folder);
    /* The NUL behind each stays for system calls; it is no part of the name. */
    for (size_t i = 0; i < names.count; i++)
        names.at[i].len--;
    sort_items(names.at, names.count, sizeof *names.at, by_bytes, NULL);
    level->names = names.at;
    level->count = names.count;
    return true;
}

static bool elsewhere(struct slice path)
{
    static const struct slice names[] = {S_INIT("proc"), S_INIT("sys"), S_INIT("dev"), S_INIT("run")};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (slice_equal(path, names[i]))
            return true;
    return false;
}

static void enter(struct walk *walk, struct slice path, int descriptor, struct arena_mark mark,
                  const struct walk_way *way)
{
    struct level *level = &walk->levels[walk->depth];

    *level = (struct level){.mark = mark, .path = path, .descriptor = descriptor, .way = *way};
    walk->depth++;
    if (!list(walk, level))
        walk_problem(walk, ERROR_UNREADABLE, path, way->database, "the folder cannot be listed");
}

static void leave(struct walk *walk)
{
    struct level *level = &walk->levels[--walk->depth];

    close(level->descriptor);
    arena_reset(walk->names, level->mark);
}

static bool walk_folder(struct walk *walk, const struct level *level, struct slice path, const struct stat *stat,
                        struct arena_mark mark)
{
    struct walk_way way = walk_gates_folder(walk->gates, path, &level->way);
    const char *name = arena_text(walk->names, path);

    if ((!way.leads && !way.anywhere) || elsewhere(path) || (!way.leads && stat->st_dev != walk->device))
        return false;
    if (walk->depth == WALK_DEPTH_MAX) {
        walk_problem(walk, ERROR_LIMIT, path, way.database, "folders lie in one another more than 256 deep");
        return false;
    }
    int descriptor = beneath_open_folder(walk->root, name);
    if (descriptor < 0) {
        if (errno != ENOENT)
            walk_unreadable(walk, path, way.database, "the folder cannot be opened");
        return false;
    }
    tar_write_entry(&walk->writer, TAR_FOLDER, path, stat->st_mode, 0, S(""));
    enter(walk, path, descriptor, mark, &way);
    return true;
}

/*
 * A link is told with the place where it leads in the end, so that no link on the way there need be walked; one that
 * leads nowhere is told as it stands.
 */
static void walk_link(struct walk *walk, const struct level *level, const char *name, struct slice path)
{
    char target[PATH_LEN_MAX + 1];
    struct stat stat;
    struct slice real;

    if (beneath_real(walk->names, walk->root, arena_text(walk->names, path), &real, &stat)) {
        struct slice absolute = arena_format(walk->names, "/%.*s", SLICE_ARG(real));
        tar_write_entry(&walk->writer, TAR_SYMLINK, path, 0777, 0, absolute);
        return;
    }
    ssize_t len = readlinkat(level->descriptor, name, target, sizeof target);
    if (len > 0 && (size_t)len <= PATH_LEN_MAX)
        tar_write_entry(&walk->writer, TAR_SYMLINK, path, 0777, 0, slice_of(target, (size_t)len));
}

/* returns  how many bytes went by without being read here */
static uint64_t pass_content(struct walk *walk, int descriptor, uint64_t size)
{
    uint64_t passed = 0;
    size_t count = 1;

    if (!walk->sink->pass || size < WALK_PASS_MIN || !tar_write_flush(&walk->writer))
        return 0;
    while (passed < size && count > 0) {
        count = walk->sink->pass(walk->sink->context, descriptor, size - passed);
        passed += count;
    }
    tar_write_passed(&walk->writer, passed);
    return passed;
}

/* Exactly as many bytes as the header says: what lacks is zeros, and told. */
static void copy_content(struct walk *walk, int descriptor, struct slice path, uint64_t size)
{
    uint64_t left = size - pass_content(walk, descriptor, size);

    while (left && !walk->writer.failed) {
        ssize_t got = read(descriptor, walk->chunk, left < WALK_CHUNK ? (size_t)left : WALK_CHUNK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            walk_problem(walk, ERROR_TRUNCATED, path, false,
                         got == 0 ? "the file shrank while it was read" : "the file could not be read to its end");
            return;
        }
        tar_write_content(&walk->writer, slice_of(walk->chunk, (size_t)got));
        left -= (uint64_t)got;
    }
}

/* asked  only when its first bytes are wanted too */
static void walk_file(struct walk *walk, struct slice path, bool database, bool asked)
{
    cleanup_close int descriptor = beneath_open_plain(walk->root, arena_text(walk->names, path));
    uint8_t head[GATE_MAGIC_MAX];
    struct stat stat;

    if (descriptor < 0 || fstat(descriptor, &stat) != 0) {
        if (errno != ENOENT)
            walk_unreadable(walk, path, database, "the file cannot be opened");
        return;
    }
    if (asked) {
        ssize_t got = pread(descriptor, head, sizeof head, 0);
        if (got <= 0 || !walk_gates_want_magic(walk->gates, slice_of(head, (size_t)got)))
            return;
    }
    if ((uint64_t)stat.st_size > WALK_FILE_MAX) {
        walk_problem(walk, ERROR_LIMIT, path, database, "the file has more than 2 GiB");
        return;
    }
    tar_write_entry(&walk->writer, TAR_FILE, path, stat.st_mode, (uint64_t)stat.st_size, S(""));
    copy_content(walk, descriptor, path, (uint64_t)stat.st_size);
}

/* Whether a path is on the way to a gate's own path. */
static bool leads(const struct walk *walk, const struct level *level, struct slice path)
{
    return walk_gates_folder(walk->gates, path, &level->way).leads;
}

/* Links high in the tree (bin, usr/lib64) are other names of folders, by which package managers list their files. */
static bool link_matters(const struct walk *walk, const struct level *level, struct slice path)
{
    return walk->depth <= LINK_HIGH || leads(walk, level, path);
}

/* returns  true when a folder was entered, which keeps the memory of its path */
static bool walk_entry(struct walk *walk, struct level *level, struct slice name, struct arena_mark mark)
{
    struct slice path = path_join(walk->names, level->path, name);
    const char *text = (const char *)name.at;
    bool database = false;
    struct stat stat;

    bool wanted = walk_gates_want(walk->gates, path, &database);
    if (path.len > PATH_LEN_MAX) {
        if (wanted || leads(walk, level, path))
            walk_problem(walk, ERROR_LIMIT, level->path, database, "a path in this folder is too long");
        return false;
    }
    if (fstatat(level->descriptor, text, &stat, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) != 0) {
        if (errno != ENOENT && (wanted || leads(walk, level, path)))
            walk_unreadable(walk, path, database, "the file cannot be looked at");
        return false;
    }
    if (S_ISDIR(stat.st_mode))
        return walk_folder(walk, level, path, &stat, mark);
    if (S_ISLNK(stat.st_mode) && (wanted || link_matters(walk, level, path)))
        walk_link(walk, level, text, path);
    else if (S_ISREG(stat.st_mode) && (wanted || walk_gates_ask(walk->gates, path, stat.st_mode)))
        walk_file(walk, path, database, !wanted);
    else if (!S_ISREG(stat.st_mode) && !S_ISLNK(stat.st_mode) && wanted && database)
        walk_problem(walk, ERROR_DATABASE_UNREADABLE, path, true, "neither a regular file nor a link");
    return false;
}

static void walk_tree(struct walk *walk)
{
    while (walk->depth && !walk->writer.failed) {
        struct level *level = &walk->levels[walk->depth - 1];
        if (level->next == level->count) {
            leave(walk);
            continue;
        }
        struct arena_mark mark = arena_mark(walk->names);
        if (!walk_entry(walk, level, level->names[level->next++], mark))
            arena_reset(walk->names, mark);
    }
    while (walk->depth)
        leave(walk);
}

/*
 * Files to which the gates' own paths lead through links, as names without content: the overlay finds them missing, and
 * the parent reads them by their real path (scan/late.c).
 */
static void walk_behind_links(struct walk *walk, const struct walk_gate *gates, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct stat stat;
        struct slice real;
        bool database;
        if (gates[i].gate.kind != GATE_PATH)
            continue;
        if (!beneath_real(walk->names, walk->root, gates[i].gate.text, &real, &stat)) {
            if (errno == EACCES)
                walk_unreadable(walk, slice_text(gates[i].gate.text), gates[i].database, "");
        } else if (S_ISREG(stat.st_mode) && !walk_gates_want(walk->gates, real, &database)) {
            tar_write_entry(&walk->writer, TAR_FILE, real, stat.st_mode, 0, S(""));
        }
    }
}

void walk_stream(struct arena *arena, int folder, const struct walk_gate *gates, size_t gate_count,
                 const struct walk_sink *sink, struct walk_problems *problems)
{
    struct walk *walk = arena_new(arena, struct walk);
    struct walk_way above = {0};
    struct stat stat;

    walk->arena = arena;
    walk->names = arena_create_simple();
    walk->root = folder;
    walk->gates = walk_gates_create(arena, gates, gate_count);
    walk->problems = problems;
    walk->sink = sink;
    tar_write_init(&walk->writer, sink->put, sink->context);
    int descriptor = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0 || fstat(descriptor, &stat) != 0) {
        walk_problem(walk, ERROR_UNREADABLE, S(""), true, "the folder cannot be opened");
    } else {
        struct walk_way way = walk_gates_folder(walk->gates, S(""), &above);
        walk->device = stat.st_dev;
        enter(walk, S(""), descriptor, arena_mark(walk->names), &way);
        walk_tree(walk);
        walk_behind_links(walk, gates, gate_count);
    }
    tar_write_end(&walk->writer);
    arena_destroy(walk->names);
}
