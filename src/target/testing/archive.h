/*
 * For tests: archives of images in unlinked files, and the job `index` done in the test itself (over ustar headers that
 * target/tar_write.h made, so over nothing hostile).
 */
#ifndef SEAWORTHY_TARGET_TESTING_ARCHIVE_H
#define SEAWORTHY_TARGET_TESTING_ARCHIVE_H

#include "base/testing.h"
#include "facts/facts.h"
#include "target/tar_write.h"
#include "target/target.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct archive {
    struct arena *arena;
    struct tar_writer writer;
    int descriptor;
    char path[64]; /* by which target_open finds it */
};

static inline bool archive_put(void *descriptor, struct slice bytes)
{
    return write(*(int *)descriptor, bytes.at, bytes.len) == (ssize_t)bytes.len;
}

static inline void archive_open(struct archive *archive)
{
    archive->arena = arena_create_simple();
    archive->descriptor = memfd_create("archive", MFD_CLOEXEC);
    assert_true(archive->descriptor >= 0);
    tar_write_init(&archive->writer, archive_put, &archive->descriptor);
    snprintf(archive->path, sizeof archive->path, "/proc/self/fd/%d", archive->descriptor);
}

static inline void archive_close(struct archive *archive)
{
    close(archive->descriptor);
    arena_destroy(archive->arena);
}

static inline void archive_add(struct archive *archive, struct slice path, struct slice content)
{
    tar_write_entry(&archive->writer, TAR_FILE, path, 0644, content.len, S(""));
    tar_write_content(&archive->writer, content);
}

/* returns  "sha256:HEX" of a blob that was added under it */
static inline struct slice archive_blob(struct archive *archive, struct slice content)
{
    struct digest digest = digest_over(DIGEST_SHA256, content);
    struct slice text = digest_text(&digest, archive->arena);
    archive_add(archive, arena_format(archive->arena, "blobs/sha256/%.*s", SLICE_ARG(slice_skip(text, 7))), content);
    return text;
}

/* A descriptor with digest and size of `content`, which is added. more  further members: ",\"platform\":{…}" */
static inline struct slice archive_descriptor(struct archive *archive, const char *media_type, struct slice content,
                                              const char *more)
{
    struct slice digest = archive_blob(archive, content);
    return arena_format(archive->arena, "{\"mediaType\":\"%s\",\"digest\":\"%.*s\",\"size\":%zu%s}", media_type,
                        SLICE_ARG(digest), content.len, more);
}

#define TYPE_INDEX    "application/vnd.oci.image.index.v1+json"
#define TYPE_MANIFEST "application/vnd.oci.image.manifest.v1+json"
#define TYPE_CONFIG   "application/vnd.oci.image.config.v1+json"
#define TYPE_LAYER    "application/vnd.oci.image.layer.v1.tar"

static inline struct slice archive_config(struct archive *archive, const char *arch, const char *more)
{
    return arena_format(archive->arena, "{\"os\":\"linux\",\"architecture\":\"%s\"%s}", arch, more);
}

/* The bytes of a manifest with one plain layer and a configuration for `arch`; both are added. */
static inline struct slice archive_manifest(struct archive *archive, const char *arch)
{
    struct slice layer = arena_format(archive->arena, "layer of %s", arch);
    struct digest digest = digest_over(DIGEST_SHA256, layer);
    struct slice diff_id = digest_text(&digest, archive->arena);
    struct slice more = arena_format(archive->arena, ",\"rootfs\":{\"diff_ids\":[\"%.*s\"]}", SLICE_ARG(diff_id));
    struct slice config =
        archive_descriptor(archive, TYPE_CONFIG, archive_config(archive, arch, arena_text(archive->arena, more)), "");
    struct slice blob = archive_descriptor(archive, TYPE_LAYER, layer, "");
    return arena_format(archive->arena, "{\"schemaVersion\":2,\"config\":%.*s,\"layers\":[%.*s]}", SLICE_ARG(config),
                        SLICE_ARG(blob));
}

static inline void archive_index(struct archive *archive, struct slice descriptors)
{
    archive_add(archive, S("index.json"),
                arena_format(archive->arena, "{\"schemaVersion\":2,\"manifests\":[%.*s]}", SLICE_ARG(descriptors)));
    archive_add(archive, S("oci-layout"), S("{\"imageLayoutVersion\":\"1.0.0\"}"));
}

/* The job `index`; any other is a mistake of the test. */
static inline bool archive_run(void *context, const char *job, int input, uint64_t offset, uint64_t length, int scratch,
                               struct arena *arena, struct slice *bytes, struct error *error)
{
    struct facts facts;
    uint8_t header[512];

    (void)context;
    (void)scratch;
    (void)error;
    assert_string_equal(job, "index");
    facts_init(&facts, arena, S("sha256:0"));
    for (uint64_t at = offset; at + 512 <= offset + length;) {
        uint64_t size = 0;
        assert_int_equal(pread(input, header, 512, (off_t)at), 512);
        if (header[0] == 0)
            break;
        for (size_t i = 124; i < 135; i++)
            size = size * 8 + (uint64_t)(header[i] - '0');
        struct slice path = arena_copy(arena, slice_of(header, strnlen((char *)header, 100)));
        struct fact_member member = {.path = path, .offset = at + 512, .size = size, .mode = 0644};
        if (header[156] == TAR_SYMLINK) {
            struct slice target = arena_copy(arena, slice_of(header + 157, strnlen((char *)header + 157, 100)));
            assert_true(path_link(arena, path, target, &member.link));
        }
        facts_member(&facts, &member);
        facts.entries++;
        at += 512 + (size + 511) / 512 * 512;
    }
    *bytes = facts_encode(&facts);
    return true;
}

/* Ends the archive and opens it as a target. text  "" or "#TAG" */
static inline bool archive_target(struct archive *archive, const char *tag, const char *platform, bool verify,
                                  struct images *images, struct error *error)
{
    struct target_options options = {.platform = slice_text(platform), .verify = verify, .run = archive_run};
    assert_true(tar_write_end(&archive->writer));
    return target_open(archive->arena, arena_format(archive->arena, "%s%s", archive->path, tag), &options, images,
                       error);
}

#endif
