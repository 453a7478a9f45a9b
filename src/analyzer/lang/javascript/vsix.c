/*
 * .vsix: a zip archive with an extension of VS Code ("extension/package.json") and the packages of npm that it brings
 * ("extension/node_modules/…"). Archives inside it are not looked into.
 * Source: microsoft/vscode-vsce, src/package.ts.
 */
#include "analyzer/lang/javascript/npm_manifest.h"
#include "analyzer/spool.h"
#include "base/text.h"
#include "layer/zip_directory.h"

enum { MANIFEST_MAX = 8 * 1024 * 1024 };
#define VSIX_UNPACKED_MAX (1ull << 30) /* bytes that are inflated for one file: a bomb ends there */

/* The archive's bytes: a file in the scratch file. */
struct vsix {
    struct zip_bytes bytes;
    const struct spool *spool;
    const struct spooled *file;
    struct facts *facts;
    struct zip_unpacker unpacker;
    uint64_t unpacked;
    uint64_t left; /* packed bytes of members that may still be read: no two share theirs */
};

static size_t vsix_bytes_read(const struct zip_bytes *bytes, uint64_t at, void *buffer, size_t len)
{
    const struct vsix *vsix = (const struct vsix *)bytes;
    return spool_read(vsix->spool, vsix->file, at, buffer, len);
}

static void tell(struct vsix *vsix, struct slice member, const struct error *error)
{
    struct slice place = text_printable_copy(vsix->facts->arena, member);
    facts_problem(vsix->facts, error->code, "%.*s: %s", SLICE_ARG(place), error->text);
}

static enum npm_manifest_kind kind_of(struct slice member)
{
    if (slice_equal(member, S("extension/package.json")))
        return MANIFEST_VSCODE;
    return npm_manifest_at(member) == MANIFEST_NPM ? MANIFEST_NPM : MANIFEST_NONE;
}

static bool read_manifest(struct vsix *vsix, const struct zip_member *member, enum npm_manifest_kind kind,
                          struct error *error)
{
    struct slice name = arena_copy(vsix->facts->arena, member->name);
    struct package package;
    struct source *source;

    if (member->size > MANIFEST_MAX || member->packed > MANIFEST_MAX)
        return fail(error, ERROR_LIMIT, "a manifest of more than %d MiB", MANIFEST_MAX / 1024 / 1024);
    if (member->packed > vsix->left || vsix->unpacked > VSIX_UNPACKED_MAX)
        return fail(error, ERROR_LIMIT, "more than one archive may hold");
    vsix->left -= member->packed;
    if (!zip_member_open(&vsix->unpacker, &vsix->bytes, member, &source, error))
        return false;
    struct reader reader = reader_from(source, vsix->facts->arena);
    bool good = npm_manifest_read(&reader, kind, vsix->facts->arena, &package, error);
    reader_close(&reader);
    vsix->unpacked += vsix->unpacker.made;
    if (!good)
        return false;
    package.embedded_in = name;
    if (package.name.len)
        facts_package(vsix->facts, &package);
    return true;
}

static bool vsix_read(const struct spool *spool, const struct spooled *file, struct facts *facts, struct error *error)
{
    struct vsix *vsix = arena_new(facts->arena, struct vsix);
    struct zip_directory *directory = arena_new(facts->arena, struct zip_directory);
    struct zip_member member;
    struct error bad;

    *vsix = (struct vsix){.bytes = {.read = vsix_bytes_read, .size = file->size},
                          .spool = spool,
                          .file = file,
                          .facts = facts,
                          .left = file->size};
    if (!zip_unpacker_init(&vsix->unpacker, facts->arena, error) ||
        !zip_directory_open(directory, &vsix->bytes, facts->arena, error))
        return false;
    while (zip_directory_next(directory, &member)) {
        enum npm_manifest_kind kind = kind_of(member.name);
        struct arena_mark mark = arena_mark(facts->arena);
        if (kind != MANIFEST_NONE && !read_manifest(vsix, &member, kind, &bad))
            tell(vsix, member.name, &bad);
        arena_reset(facts->arena, mark);
    }
    bool good = zip_directory_ok(directory, error);
    zip_directory_close(directory);
    return good;
}

const struct analyzer analyzer_vsix = {
    .name = "vsix",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".vsix"}, {0}},
    .read_spooled = vsix_read,
};
