/*
 * Archives of `docker save` and of tools that write its form (podman, buildah, jib, nix): manifest.json names a
 * configuration and layers by member. Layers that are not compressed are claimed: read by seeking, not hashed
 * (contracts.md). The archives of docker 25 and later hold an OCI layout beside it, with the same blobs.
 * Source: moby image/tarexport, image-spec v1.2.
 */
#include "target/compressed.h"
#include "target/docker.h"
#include "target/oci.h"

struct docker {
    struct opened *opened;
    struct docker_images images;
    struct oci_manifests *manifests; /* of the layout beside it */
};

/*
 * Names that no root filesystem has at its top: "HEX.json", "HEX/layer.tar", "HEX.tar". Without a manifest they are an
 * archive that was cut off.
 */
static bool of_a_saved_image(struct slice path)
{
    uint8_t bytes[32];
    struct slice rest = slice_skip(path, 64);

    if (!hex_parse(slice_head(path, 64), bytes, sizeof bytes))
        return slice_equal(path, S("manifest.json")) || slice_equal(path, S("repositories"));
    return slice_starts(rest, S("/")) || slice_starts(rest, S(".json")) || slice_starts(rest, S(".tar"));
}

static bool docker_recognise(const struct opened *opened)
{
    return opened->content == CONTENT_TAR &&
           (store_has(&opened->store, S("manifest.json")) ||
            (!store_has(&opened->store, S("index.json")) && store_any(&opened->store, of_a_saved_image)));
}

static bool read_manifest(struct docker *docker, struct error *error)
{
    struct slice bytes;

    return store_read(&docker->opened->store, S("manifest.json"), &bytes, error) &&
           docker_manifest_read(docker->opened->arena, bytes, &docker->images, error);
}

/*
 * The digest that a member's name tells: "blobs/sha256/HEX" and "HEX.json" are checked; what else is named by digits (a
 * folder of the old form) is no digest of bytes.
 */
static bool digest_by_name(struct slice name, const char *suffix, struct digest *digest)
{
    if (slice_starts(name, S("blobs/sha256/")))
        name = slice_skip(name, strlen("blobs/sha256/"));
    else if (slice_ends(name, slice_text(suffix)))
        name.len -= strlen(suffix);
    if (!hex_parse(name, digest->bytes, digest_len(DIGEST_SHA256)))
        return false;
    digest->kind = DIGEST_SHA256;
    return true;
}

/* As podman and jib write them; the digest of such a layer is no diff ID, and it is hashed. */
static bool compressed(struct arena *arena, const struct blob *blob)
{
    return compressed_recognise(blob_head(arena, blob, COMPRESSED_HEAD));
}

static void find_layer(struct docker *docker, struct slice member, struct layer_blob *layer)
{
    struct opened *opened = docker->opened;
    struct error error;
    struct digest digest;

    if (!store_find(&opened->store, member, &layer->blob, &error)) {
        layer->blob = (struct blob){.kind = BLOB_MISSING, .descriptor = -1, .size = UINT64_MAX, .problem = error};
        return;
    }
    if (slice_starts(member, S("blobs/")) && digest_by_name(member, "", &digest)) {
        layer->digest = digest_text(&digest, opened->arena);
        layer->blob.digest = digest;
    }
}

/* What is not compressed is claimed, unless --verify wants it hashed: its bytes are then those of the diff ID. */
static void claim_layers(struct docker *docker, struct image *image)
{
    for (size_t i = 0; i < image->layer_count; i++) {
        struct image_layer *layer = &image->layers[i];
        struct digest digest;
        if (layer->empty || layer->blob.kind != BLOB_RANGE || compressed(docker->opened->arena, &layer->blob))
            continue;
        if (docker->opened->options->verify) {
            if (digest_parse(layer->diff_id, &digest))
                layer->blob.digest = digest;
            continue;
        }
        layer->claimed = true;
        layer->blob.digest.kind = DIGEST_NONE;
    }
}

static void check_config(struct docker *docker, struct image *image, struct slice name, struct slice bytes)
{
    struct digest wanted, actual = digest_over(DIGEST_SHA256, bytes);

    image->config_digest = digest_text(&actual, docker->opened->arena);
    if (digest_by_name(name, ".json", &wanted) && !digest_equal(&wanted, &actual))
        image_problem(docker->opened, image, ERROR_INTEGRITY, -1, name,
                      S("the configuration does not have the digest that it is named by"));
}

static bool take_image(struct docker *docker, const struct docker_image *entry, struct slice reference,
                       struct error *error)
{
    struct opened *opened = docker->opened;
    struct image_config config;
    struct platform wanted;
    struct slice bytes;
    bool all;

    if (entry->layers.count > IMAGE_LAYERS_MAX)
        return fail(error, ERROR_LIMIT, "manifest.json: %zu layers: an image may have %d", entry->layers.count,
                    IMAGE_LAYERS_MAX);
    if (!image_wanted(opened, &wanted, &all, error) || !store_read(&opened->store, entry->config, &bytes, error))
        return fail_within(error, "manifest.json: Config");
    if (!image_config_read(opened->arena, bytes, &config, error))
        return fail_within(error, "%.*s", SLICE_ARG(entry->config));
    struct layer_blob *blobs = arena_array(opened->arena, struct layer_blob, entry->layers.count);
    for (size_t i = 0; i < entry->layers.count; i++)
        find_layer(docker, entry->layers.at[i], &blobs[i]);
    struct image *image = kind_image(opened, "docker-archive");
    image->reference = reference;
    check_config(docker, image, entry->config, bytes);
    image->digest = oci_manifest_of(docker->manifests, image->config_digest, &entry->layers);
    image_fill(opened, image, &config, blobs, entry->layers.count);
    claim_layers(docker, image);
    image_foreign(opened, image, &config.platform, &wanted);
    return true;
}

static bool nothing_found(struct docker *docker, struct error *error)
{
    struct slice known = S("");
    size_t shown = 0;

    for (size_t i = 0; i < docker->images.count; i++)
        for (size_t j = 0; j < docker->images.at[i].tags.count && shown < 10; j++, shown++)
            known = arena_format(docker->opened->arena, "%.*s%s%.*s", SLICE_ARG(known), shown ? ", " : "",
                                 SLICE_ARG(slice_head(docker->images.at[i].tags.at[j], 200)));
    if (docker->opened->tag.len == 0)
        return fail(error, ERROR_UNREADABLE, "manifest.json: no image found in it");
    return fail(error, ERROR_UNREADABLE, "no image '%.*s': there %s%.*s", SLICE_ARG(docker->opened->tag),
                known.len ? "are " : "is no name in it", SLICE_ARG(known));
}

static bool docker_open(struct opened *opened, struct error *error)
{
    struct docker docker = {.opened = opened};
    size_t before = opened->images->count;

    if (!read_manifest(&docker, error))
        return false;
    docker.manifests = oci_manifests_read(opened);
    for (size_t i = 0; i < docker.images.count; i++) {
        const struct docker_image *entry = &docker.images.at[i];
        struct slice reference = entry->tags.count ? entry->tags.at[0] : S("");
        bool wanted = opened->tag.len == 0;
        for (size_t j = 0; j < entry->tags.count && !wanted; j++)
            if ((wanted = kind_wanted(opened, entry->tags.at[j])))
                reference = entry->tags.at[j];
        if (wanted && !take_image(&docker, entry, reference, error))
            return false;
    }
    return opened->images->count > before || nothing_found(&docker, error);
}

const struct target_kind target_docker_archive = {
    .name = "docker-archive",
    .schemes = (const char *const[]){"docker-archive", NULL},
    .recognise = docker_recognise,
    .open = docker_open,
};
