/* For tests only: layers as a worker would describe them, each built, encoded and decoded again. */
#ifndef SEAWORTHY_INVENTORY_TESTING_H
#define SEAWORTHY_INVENTORY_TESTING_H

#include "base/testing.h"
#include "inventory/inventory.h"

struct bench {
    struct arena *arena;
    struct facts layer[4];
    const struct facts *facts[4];
    struct layer_info info[4];
    struct facts *open;
    size_t count;
};

static inline void layer_begin(struct bench *bench)
{
    bench->open = arena_new(bench->arena, struct facts);
    facts_init(bench->open, bench->arena, S("sha256:0"));
}

static inline void file(struct bench *bench, const char *path)
{
    facts_path(bench->open, path_hash(slice_text(path)));
}

static inline void database(struct bench *bench, const char *path, const char *analyzer, const char *type,
                            const char *packages)
{
    struct slice rest = slice_text(packages), one, name, version;

    file(bench, path);
    facts_source(bench->open, slice_text(path), analyzer, 1, 0644);
    while (slice_next(&rest, ' ', &one)) {
        slice_cut(one, '=', &name, &version);
        struct package package = {.type = slice_text(type), .name = name, .version = version, .epoch = EPOCH_ABSENT};
        facts_package(bench->open, &package);
    }
}

/* Digests of the current source, whose content is `content`. */
static inline void hashed(struct bench *bench, const char *content)
{
    struct slice bytes = slice_text(content);
    struct file_digests *digests = arena_new(bench->arena, struct file_digests);
    struct digest md5 = digest_over(DIGEST_MD5, bytes), sha1 = digest_over(DIGEST_SHA1, bytes);
    struct digest sha256 = digest_over(DIGEST_SHA256, bytes);

    digests->kinds = FILE_DIGESTS;
    memcpy(digests->md5, md5.bytes, 16);
    memcpy(digests->sha1, sha1.bytes, 16);
    memcpy(digests->sha256, sha256.bytes, 16);
    facts_digests(bench->open, digests);
}

/* A package manager's list names a file, with the digest of `content` (NULL: without one). */
static inline void owns(struct bench *bench, uint32_t package, const char *path, enum digest_kind kind,
                        const char *content)
{
    struct digest digest = digest_over(content ? kind : DIGEST_NONE, slice_text(content));

    facts_owned(bench->open, package, slice_text(path), digest.kind, digest.bytes);
}

static inline void os_release(struct bench *bench, const char *id, const char *version)
{
    file(bench, "etc/os-release");
    facts_source(bench->open, S("etc/os-release"), "os_release", 1, 0644);
    facts_value(bench->open, "ID", slice_text(id));
    facts_value(bench->open, "VERSION_ID", slice_text(version));
}

static inline void removed(struct bench *bench, const char *path)
{
    facts_removed(bench->open, slice_text(path));
}

static inline void opaque(struct bench *bench, const char *path)
{
    facts_opaque(bench->open, slice_text(path));
}

static inline void symlink_at(struct bench *bench, const char *path, const char *target)
{
    file(bench, path);
    facts_link(bench->open, slice_text(path), slice_text(target), false);
}

static inline void layer_end(struct bench *bench)
{
    struct error error;
    size_t n = bench->count++;

    if (!facts_decode(facts_encode(bench->open), bench->arena, &bench->layer[n], &error))
        fail_msg("%s", error.text);
    bench->facts[n] = &bench->layer[n];
    bench->info[n] = (struct layer_info){.index = (int64_t)n};
}

static inline struct inventory built(struct bench *bench, bool all_layers)
{
    struct inventory inventory;
    struct error error;
    struct inventory_input input = {
        .layers = bench->info, .facts = bench->facts, .layer_count = bench->count, .all_layers = all_layers};

    if (!inventory_build(bench->arena, &input, &inventory, &error))
        fail_msg("%s", error.text);
    return inventory;
}

static inline bool has_problem(const struct inventory *inventory, enum error_code code)
{
    for (size_t i = 0; i < inventory->problems.count; i++)
        if (inventory->problems.at[i].code == code)
            return true;
    return false;
}

#endif
