#include "base/cleanup.h"
#include "target/beneath.h"
#include "target/compressed.h"
#include "target/kind.h"
#include "target/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#define ROW(name) extern const struct target_kind target_##name;
#include "target/rows.h"
#undef ROW

static const struct target_kind *const kinds[] = {
#define ROW(name) &target_##name,
#include "target/rows.h"
#undef ROW
};
enum { KIND_COUNT = sizeof kinds / sizeof kinds[0], HEAD = 512 };

/* Schemes that this version does not read, with what does the work meanwhile. */
static const struct {
    const char *scheme, *advice;
} later[] = {
    {"registry", "save it with 'docker pull' and 'docker save', or 'skopeo copy docker://IMAGE oci-archive:image.tar'"},
    {"docker", "save it with 'docker save IMAGE -o image.tar'"},
    {"podman", "save it with 'podman save IMAGE -o image.tar'"},
    {"containerd", "save it with 'ctr images export image.tar IMAGE'"},
    {"containers-storage", "save it with 'podman save IMAGE -o image.tar'"},
    {"container", "save it with 'docker export CONTAINER -o rootfs.tar'"},
    {"purl", "scan an SBOM that holds it"},
};

struct image *kind_image(struct opened *opened, const char *kind)
{
    struct image *image = ARENA_PUSH(opened->arena, opened->images);

    *image = (struct image){.name = opened->name, .kind = slice_text(kind)};
    for (size_t i = 0; i < opened->problems.count; i++)
        *ARENA_PUSH(opened->arena, &image->problems) = opened->problems.at[i];
    return image;
}

/* "docker.io/library/app:1" is "app:1" to a user. */
static struct slice familiar(struct slice reference)
{
    static const struct slice prefixes[] = {S_INIT("docker.io/"), S_INIT("index.docker.io/"), S_INIT("library/")};

    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (slice_starts(reference, prefixes[i]))
            reference = slice_skip(reference, prefixes[i].len);
    return reference;
}

bool kind_wanted(const struct opened *opened, struct slice reference)
{
    struct slice wanted = familiar(opened->tag), has = familiar(reference);

    if (opened->tag.len == 0 || slice_equal(wanted, has))
        return true;
    /* "1.2" of "registry:5000/app:1.2", and "app" of "app:1.2". */
    size_t colon = slice_find_last(has, ':'), slash = slice_find_last(has, '/');
    if (colon == has.len || (slash != has.len && slash > colon))
        return false;
    return slice_equal(wanted, slice_skip(has, colon + 1)) || slice_equal(wanted, slice_head(has, colon));
}

static const struct target_kind *kind_by_scheme(struct slice scheme)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        for (size_t j = 0; kinds[i]->schemes && kinds[i]->schemes[j]; j++)
            if (slice_equal(scheme, slice_text(kinds[i]->schemes[j])))
                return kinds[i];
    return NULL;
}

/* Takes "SCHEME:" off. fails  where it is one that this version does not know how to read */
static bool take_scheme(struct slice *text, struct slice *scheme, struct error *error)
{
    struct slice head, rest;

    *scheme = S("");
    if (!slice_cut(*text, ':', &head, &rest))
        return true;
    for (size_t i = 0; i < sizeof later / sizeof later[0]; i++)
        if (slice_equal(head, slice_text(later[i].scheme)))
            return fail(error, ERROR_UNSUPPORTED, "cannot be read yet: %.*s: %s, and scan the file", SLICE_ARG(*text),
                        later[i].advice);
    if (kind_by_scheme(head)) {
        *scheme = head;
        *text = rest;
    }
    return true;
}

static void keep(struct opened *opened, int descriptor)
{
    *ARENA_PUSH(opened->arena, &opened->images->descriptors) = descriptor;
    opened->descriptor = descriptor;
}

/* From a pipe: kept in a file, since the members of a saved image must be read at random. */
static bool open_stdin(struct opened *opened, struct error *error)
{
    struct stat stat;

    opened->where = S("standard input");
    if (fstat(STDIN_FILENO, &stat) != 0)
        return fail(error, ERROR_UNREADABLE, "cannot be read: %m");
    if (isatty(STDIN_FILENO))
        return fail(error, ERROR_USAGE, "a terminal is no image: pipe one in, as in 'docker save IMAGE | seaworthy -'");
    if (S_ISREG(stat.st_mode)) {
        int descriptor = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
        if (descriptor < 0)
            return fail(error, ERROR_UNREADABLE, "cannot be read: %m");
        keep(opened, descriptor);
        return true;
    }
    int descriptor = spool_create(opened->options->tmp, error);
    if (descriptor < 0)
        return false;
    keep(opened, descriptor);
    return spool_copy(STDIN_FILENO, descriptor, error);
}

static bool not_there(struct slice path, struct error *error)
{
    bool reference = path.len && path.at[0] != '/' && path.at[0] != '.';

    if (reference)
        return fail(
            error, ERROR_UNREADABLE,
            "no such file: %.*s: an image of a registry or daemon is saved first: 'docker save %.*s -o image.tar', "
            "then 'seaworthy image.tar'",
            SLICE_ARG(path), SLICE_ARG(path));
    return fail(error, ERROR_UNREADABLE, "no such file: %.*s", SLICE_ARG(path));
}

/* FILE#TAG: a file whose own name holds '#' comes first. */
static bool open_path(struct opened *opened, struct slice text, struct error *error)
{
    struct slice path = text;
    int descriptor = open(arena_text(opened->arena, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    size_t hash = slice_find_last(text, '#');

    if (descriptor < 0 && errno == ENOENT && hash < text.len) {
        path = slice_head(text, hash);
        opened->tag = slice_skip(text, hash + 1);
        descriptor = open(arena_text(opened->arena, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    }
    opened->where = path;
    if (descriptor < 0 && errno == ENOENT)
        return not_there(path, error);
    if (descriptor < 0)
        return fail(error, ERROR_UNREADABLE, "cannot be opened: %.*s: %m", SLICE_ARG(path));
    keep(opened, descriptor);
    return true;
}

/* POSIX.1-1988 header: the sum of its bytes, the sum's own field counted as blanks. An empty archive is zeros. */
static bool tar_header(struct slice head)
{
    uint64_t wanted = 0;
    uint32_t sum = 0;

    if (head.len < HEAD)
        return false;
    for (size_t i = 0; i < HEAD; i++)
        sum += i >= 148 && i < 156 ? ' ' : head.at[i];
    if (sum == 8 * ' ')
        return true;
    for (size_t i = 148; i < 156 && (head.at[i] == ' ' || (head.at[i] >= '0' && head.at[i] <= '7')); i++)
        wanted = head.at[i] == ' ' ? wanted : wanted * 8 + (head.at[i] - '0');
    return wanted == sum;
}

static bool run_job(struct opened *opened, const char *job, int scratch, struct facts *facts, struct error *error)
{
    const struct target_options *options = opened->options;
    struct slice bytes;

    if (!options->run(options->context, job, opened->descriptor, 0, opened->size, scratch, opened->arena, &bytes,
                      error))
        return false;
    return facts_decode(bytes, opened->arena, facts, error);
}

/* Damage of the outer archive: what was found before it is used, and the image is told of it. */
static void take_problems(struct opened *opened, const struct facts *facts)
{
    for (size_t i = 0; i < facts->problems.count; i++)
        *ARENA_PUSH(opened->arena, &opened->problems) = facts->problems.at[i];
}

/* An archive of nothing is no image; where it could not be read at all, the reason is told. */
static bool holds_entries(const struct facts *facts, struct error *error)
{
    if (facts->entries > 0)
        return true;
    if (facts->problems.count == 0)
        return fail(error, ERROR_UNREADABLE, "not an image: the archive is empty");
    const struct problem *problem = &facts->problems.at[0];
    return fail(error, problem->code, "not an image: %.*s", SLICE_ARG(problem->detail));
}

static bool open_tar(struct opened *opened, struct error *error)
{
    struct facts facts;

    if (!run_job(opened, "index", -1, &facts, error) || !holds_entries(&facts, error))
        return false;
    opened->content = CONTENT_TAR;
    store_archive(&opened->store, opened->arena, opened->descriptor, &facts);
    take_problems(opened, &facts);
    return true;
}

/*
 * A compressed archive is unpacked into a file when an image may be in it, whose members must be read at random; a root
 * filesystem, of which the worker tells no members, is read as it streams.
 */
static bool open_compressed(struct opened *opened, struct error *error)
{
    struct facts facts;
    struct stat stat;

    if (!run_job(opened, "index", -1, &facts, error) || !holds_entries(&facts, error))
        return false;
    opened->content = CONTENT_COMPRESSED;
    if (facts.members.count == 0)
        return true;
    int spool = spool_create(opened->options->tmp, error);
    if (spool < 0)
        return false;
    *ARENA_PUSH(opened->arena, &opened->images->descriptors) = spool;
    if (!run_job(opened, "unpack", spool, &facts, error))
        return false;
    take_problems(opened, &facts);
    opened->descriptor = spool;
    if (fstat(spool, &stat) != 0)
        return fail(error, ERROR_INTERNAL, "the unpacked archive cannot be read: %m");
    opened->size = (uint64_t)stat.st_size;
    return open_tar(opened, error);
}

static bool look_inside(struct opened *opened, struct error *error)
{
    struct stat stat;

    if (fstat(opened->descriptor, &stat) != 0)
        return fail(error, ERROR_UNREADABLE, "cannot be read: %m");
    if (S_ISDIR(stat.st_mode)) {
        opened->content = CONTENT_FOLDER;
        store_folder(&opened->store, opened->arena, opened->descriptor);
        return true;
    }
    if (!S_ISREG(stat.st_mode))
        return fail(error, ERROR_UNREADABLE, "neither a regular file nor a folder: pipe it into 'seaworthy -'");
    opened->size = (uint64_t)stat.st_size;
    struct blob whole = {.kind = BLOB_RANGE, .descriptor = opened->descriptor, .length = opened->size};
    opened->head = blob_head(opened->arena, &whole, HEAD);
    struct slice text = opened->head;
    if (slice_starts(text, S("\xef\xbb\xbf")))
        text = slice_skip(text, 3);
    text = slice_trim(text);
    opened->content = text.len && text.at[0] == '{' ? CONTENT_JSON : CONTENT_OTHER;
    if (compressed_recognise(opened->head))
        return open_compressed(opened, error);
    return tar_header(opened->head) ? open_tar(opened, error) : true;
}

static bool not_an_image(const struct opened *opened, struct error *error)
{
    if (opened->size == 0 && opened->content == CONTENT_OTHER)
        return fail(error, ERROR_UNREADABLE, "not an image: the file is empty");
    return fail(
        error, ERROR_UNREADABLE,
        "not an image: known are docker-save and OCI archives, OCI layouts, root filesystems (folder or tar, also "
        "compressed), and JSON inventories");
}

static bool open_kind(struct opened *opened, struct slice scheme, struct error *error)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        bool called = scheme.len == 0;
        for (size_t j = 0; !called && kinds[i]->schemes && kinds[i]->schemes[j]; j++)
            called = slice_equal(scheme, slice_text(kinds[i]->schemes[j]));
        if (called && kinds[i]->recognise(opened))
            return kinds[i]->open(opened, error);
    }
    if (scheme.len)
        return fail(error, ERROR_UNREADABLE, "it is no '%.*s': leave the scheme out and the content decides",
                    SLICE_ARG(scheme));
    return not_an_image(opened, error);
}

/* What lacks in an archive lacks mostly since the archive is cut off: that is told too. */
static bool damaged(struct opened *opened, struct error *error)
{
    if (opened->problems.count) {
        struct slice text = arena_copy(opened->arena, slice_text(error->text));
        struct slice why = opened->problems.at[0].detail;
        fail(error, error->code, "%.*s: %.*s", SLICE_ARG(text), SLICE_ARG(why));
    }
    return fail_within(error, "%.*s", SLICE_ARG(opened->where));
}

static bool open_opened(struct opened *opened, struct slice text, struct error *error)
{
    struct slice scheme;

    if (!take_scheme(&text, &scheme, error))
        return false;
    bool standard_input = slice_equal(text, S("-"));
    if (standard_input ? !open_stdin(opened, error) : !open_path(opened, text, error))
        return standard_input ? fail_within(error, "standard input") : false;
    if (look_inside(opened, error) && open_kind(opened, scheme, error))
        return true;
    return damaged(opened, error);
}

bool target_open(struct arena *arena, struct slice text, const struct target_options *options, struct images *images,
                 struct error *error)
{
    struct opened opened = {
        .arena = arena, .options = options, .images = images, .name = text, .descriptor = -1, .tag = S("")};

    *images = (struct images){0};
    return open_opened(&opened, text, error);
}

int target_reopen(const struct blob *blob, struct error *error)
{
    char path[64];
    int descriptor;

    if (blob->path) {
        descriptor = beneath_open(blob->descriptor, blob->path);
        if (descriptor < 0)
            fail(error, ERROR_UNREADABLE, "'%s' cannot be opened: %m", blob->path);
        return descriptor;
    }
    /* Not dup: a position of its own is the worker's progress. */
    snprintf(path, sizeof path, "/proc/self/fd/%d", blob->descriptor);
    descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        fail(error, ERROR_UNREADABLE, "cannot be opened again: %m: is /proc mounted?");
    return descriptor;
}

void target_close(struct images *images)
{
    for (size_t i = 0; i < images->descriptors.count; i++)
        close(images->descriptors.at[i]);
    images->descriptors.count = 0;
}
