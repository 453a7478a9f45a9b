#include "target/oci.h"
#include "target/media.h"

enum {
    OCI_DEPTH_MAX = 8,       /* an index in an index: two are in use */
    OCI_DOCUMENTS_MAX = 512, /* manifests and indexes of one layout */
};

/* A manifest found below index.json. Those of one group are one image for several platforms. */
struct candidate {
    struct oci_descriptor descriptor;
    struct slice reference;
    size_t group;
};

struct oci {
    struct opened *opened;
    const char *kind;
    struct {
        struct candidate *at;
        size_t count, room;
    } candidates;
    struct {
        struct slice *at;
        size_t count, room;
    } references; /* that the layout has, for errors */
    struct {
        struct problem *at;
        size_t count, room;
    } problems;
    size_t documents, groups;
    bool any_name;         /* whatever image the user wants */
    struct slice artifact; /* media type of the last configuration that was no image's */
};

static struct slice blob_name(struct oci *oci, const struct digest *digest)
{
    const char *algorithm = digest->kind == DIGEST_SHA512 ? "sha512" : "sha256";
    struct slice hex = hex_text(slice_of(digest->bytes, digest_len(digest->kind)), oci->opened->arena);

    return arena_format(oci->opened->arena, "blobs/%s/%.*s", algorithm, SLICE_ARG(hex));
}

static bool digest_of(const struct oci_descriptor *descriptor, struct digest *digest, struct error *error)
{
    if (digest_parse(descriptor->digest, digest))
        return true;
    return fail(error, ERROR_INTEGRITY, "'%.*s' is no digest", SLICE_ARG(slice_head(descriptor->digest, 200)));
}

static void oci_problem(struct oci *oci, enum error_code code, struct slice path, struct slice detail)
{
    struct problem *problem = ARENA_PUSH(oci->opened->arena, &oci->problems);

    *problem = (struct problem){.code = code, .layer = -1, .path = path, .detail = detail};
}

/* A document by its descriptor. One whose digest does not hold is told, and read all the same: nothing is lost. */
static bool read_document(struct oci *oci, const struct oci_descriptor *descriptor, const char *what,
                          struct slice *bytes, struct error *error)
{
    struct arena *arena = oci->opened->arena;
    struct digest digest;

    if (++oci->documents > OCI_DOCUMENTS_MAX)
        return fail(error, ERROR_LIMIT, "more than %d manifests and indexes", OCI_DOCUMENTS_MAX);
    if (!digest_of(descriptor, &digest, error))
        return fail_within(error, "%s", what);
    struct slice name = blob_name(oci, &digest);
    if (!store_read(&oci->opened->store, name, bytes, error))
        return fail_within(error, "%s", what);
    struct digest actual = digest_over(digest.kind, *bytes);
    if (!digest_equal(&digest, &actual))
        oci_problem(oci, ERROR_INTEGRITY, name, arena_format(arena, "the %s does not have its digest", what));
    else if (descriptor->size != UINT64_MAX && descriptor->size != bytes->len)
        oci_problem(oci, ERROR_INTEGRITY, name,
                    arena_format(arena, "the %s has %zu bytes, not %llu", what, bytes->len,
                                 (unsigned long long)descriptor->size));
    return true;
}

static void add_candidate(struct oci *oci, const struct oci_descriptor *descriptor, struct slice reference,
                          size_t group)
{
    struct candidate *candidate = ARENA_PUSH(oci->opened->arena, &oci->candidates);

    *candidate = (struct candidate){.descriptor = *descriptor, .reference = reference, .group = group};
}

static bool is_index(struct oci *oci, const struct oci_descriptor *descriptor)
{
    struct oci_document document;
    struct slice bytes;
    struct digest digest;
    struct error error;

    enum media_kind kind = media_kind(descriptor->media_type);
    if (kind != MEDIA_UNKNOWN || descriptor->media_type.len)
        return kind == MEDIA_INDEX;
    /* The field is required, and left out by old tools: the document tells. */
    return digest_of(descriptor, &digest, &error) &&
           store_read(&oci->opened->store, blob_name(oci, &digest), &bytes, &error) &&
           oci_document_read(oci->opened->arena, bytes, &document, &error) && document.has_manifests;
}

/* Indexes still to be read: a list instead of recursion, each with its depth. */
struct pending {
    struct oci_descriptor descriptor;
    struct slice reference;
    size_t group;
    unsigned depth;
};
struct pending_list {
    struct pending *at;
    size_t count, room;
};

static bool group_has(const struct oci *oci, size_t group, const struct platform *platform)
{
    for (size_t i = 0; i < oci->candidates.count; i++)
        if (oci->candidates.at[i].group == group &&
            platform_fit(&oci->candidates.at[i].descriptor.platform, platform) == 2)
            return true;
    return false;
}

/*
 * The entries of index.json: each index is an image of its own; manifests of one name for different platforms are one
 * image. Two for the same platform are two images: none may be lost.
 */
static size_t group_of(struct oci *oci, const struct oci_descriptor *descriptor)
{
    for (size_t i = 0; i < oci->candidates.count && descriptor->platform.os.len; i++) {
        const struct candidate *other = &oci->candidates.at[i];
        if (other->descriptor.platform.os.len && slice_equal(other->reference, descriptor->reference) &&
            !group_has(oci, other->group, &descriptor->platform))
            return other->group;
    }
    return oci->groups++;
}

static void take_top(struct oci *oci, const struct oci_document *top, struct pending_list *pending)
{
    struct arena *arena = oci->opened->arena;

    for (size_t i = 0; i < top->manifests.count; i++) {
        const struct oci_descriptor *descriptor = &top->manifests.at[i];
        if (descriptor->attestation)
            continue;
        if (descriptor->reference.len)
            *ARENA_PUSH(arena, &oci->references) = descriptor->reference;
        if (!oci->any_name && !kind_wanted(oci->opened, descriptor->reference))
            continue;
        if (is_index(oci, descriptor))
            *ARENA_PUSH(arena, pending) = (struct pending){*descriptor, descriptor->reference, oci->groups++, 1};
        else
            add_candidate(oci, descriptor, descriptor->reference, group_of(oci, descriptor));
    }
}

static bool take_index(struct oci *oci, const struct pending *index, struct pending_list *pending, struct error *error)
{
    struct oci_document document;
    struct slice bytes;

    if (index->depth > OCI_DEPTH_MAX)
        return fail(error, ERROR_LIMIT, "index.json: indexes lie in one another more than %d deep", OCI_DEPTH_MAX);
    if (!read_document(oci, &index->descriptor, "index", &bytes, error))
        return false;
    if (!oci_document_read(oci->opened->arena, bytes, &document, error))
        return fail_within(error, "index %.*s", SLICE_ARG(index->descriptor.digest));
    for (size_t i = 0; i < document.manifests.count; i++) {
        const struct oci_descriptor *descriptor = &document.manifests.at[i];
        if (descriptor->attestation)
            continue;
        if (is_index(oci, descriptor))
            *ARENA_PUSH(oci->opened->arena, pending) =
                (struct pending){*descriptor, index->reference, index->group, index->depth + 1};
        else
            add_candidate(oci, descriptor, index->reference, index->group);
    }
    return true;
}

static bool find_candidates(struct oci *oci, struct error *error)
{
    struct oci_document top;
    struct pending_list pending = {0};
    struct slice bytes;

    if (!store_read(&oci->opened->store, S("index.json"), &bytes, error))
        return false;
    if (!oci_document_read(oci->opened->arena, bytes, &top, error))
        return fail_within(error, "index.json");
    take_top(oci, &top, &pending);
    for (size_t i = 0; i < pending.count; i++) {
        struct pending index = pending.at[i]; /* the list may move */
        if (!take_index(oci, &index, &pending, error))
            return false;
    }
    return true;
}

static bool layer_blob(struct oci *oci, const struct oci_descriptor *descriptor, struct layer_blob *layer)
{
    struct blob *blob = &layer->blob;
    struct digest digest;
    enum media_kind kind = media_kind(descriptor->media_type);

    *layer = (struct layer_blob){.digest = descriptor->digest, .media_type = descriptor->media_type};
    *blob = (struct blob){.kind = BLOB_MISSING, .descriptor = -1, .size = UINT64_MAX};
    if (!digest_of(descriptor, &digest, &blob->problem))
        return false;
    if (kind == MEDIA_ENCRYPTED)
        return fail(&blob->problem, ERROR_UNSUPPORTED, "the layer is encrypted (%.*s)",
                    SLICE_ARG(descriptor->media_type));
    if (kind != MEDIA_LAYER && kind != MEDIA_FOREIGN)
        return fail(&blob->problem, ERROR_UNSUPPORTED, "a layer of an unknown media type: '%.*s'",
                    SLICE_ARG(slice_head(descriptor->media_type, 200)));
    struct slice name = blob_name(oci, &digest);
    if (kind == MEDIA_FOREIGN && !store_has(&oci->opened->store, name))
        return fail(&blob->problem, ERROR_UNSUPPORTED, "a foreign layer, which is not in the image (%.*s)",
                    SLICE_ARG(descriptor->media_type));
    struct error error;
    struct blob found;
    if (!store_find(&oci->opened->store, name, &found, &error))
        return fail(&blob->problem, error.code, "%s", error.text);
    *blob = found;
    blob->digest = digest;
    blob->size = descriptor->size;
    return true;
}

/* fails  when the manifest or the configuration cannot be read: there is no image then */
static bool take_image(struct oci *oci, const struct candidate *candidate, const struct platform *wanted,
                       struct error *error)
{
    struct opened *opened = oci->opened;
    struct oci_document manifest;
    struct image_config config;
    struct slice bytes;

    if (media_kind(candidate->descriptor.media_type) == MEDIA_SCHEMA1)
        return fail(error, ERROR_UNSUPPORTED,
                    "a manifest of Docker's schema 1: save the image again with a newer docker");
    if (!read_document(oci, &candidate->descriptor, "manifest", &bytes, error))
        return false;
    if (!oci_document_read(opened->arena, bytes, &manifest, error))
        return fail_within(error, "manifest %.*s", SLICE_ARG(candidate->descriptor.digest));
    if (manifest.schema1)
        return fail(error, ERROR_UNSUPPORTED,
                    "a manifest of Docker's schema 1: save the image again with a newer docker");
    if (!manifest.has_config)
        return fail(error, ERROR_LAYER_UNREADABLE, "manifest %.*s: it names no configuration",
                    SLICE_ARG(candidate->descriptor.digest));
    if (manifest.config.media_type.len && media_kind(manifest.config.media_type) != MEDIA_CONFIG) {
        oci->artifact = manifest.config.media_type; /* a chart, a signature …: no image, and not meant as one */
        return true;
    }
    if (manifest.layers.count > IMAGE_LAYERS_MAX)
        return fail(error, ERROR_LIMIT, "manifest %.*s: %zu layers: an image may have %d",
                    SLICE_ARG(candidate->descriptor.digest), manifest.layers.count, IMAGE_LAYERS_MAX);
    if (!read_document(oci, &manifest.config, "configuration", &bytes, error))
        return false;
    if (!image_config_read(opened->arena, bytes, &config, error))
        return fail_within(error, "configuration %.*s", SLICE_ARG(manifest.config.digest));

    struct layer_blob *blobs = arena_array(opened->arena, struct layer_blob, manifest.layers.count);
    for (size_t i = 0; i < manifest.layers.count; i++)
        layer_blob(oci, &manifest.layers.at[i], &blobs[i]);
    struct image *image = kind_image(opened, oci->kind);
    image->reference = candidate->reference;
    image->digest = candidate->descriptor.digest;
    image->config_digest = manifest.config.digest;
    image_fill(opened, image, &config, blobs, manifest.layers.count);
    for (size_t i = 0; i < oci->problems.count; i++)
        *ARENA_PUSH(opened->arena, &image->problems) = oci->problems.at[i];
    if (wanted)
        image_foreign(opened, image, &config.platform, wanted);
    return true;
}

static bool no_platform(struct oci *oci, size_t group, const struct platform *wanted, struct error *error)
{
    struct arena *arena = oci->opened->arena;
    struct slice want = platform_text(arena, wanted), known = S("");

    for (size_t i = 0; i < oci->candidates.count; i++)
        if (oci->candidates.at[i].group == group) {
            struct slice has = platform_text(arena, &oci->candidates.at[i].descriptor.platform);
            known = arena_format(arena, "%.*s%s%.*s", SLICE_ARG(known), known.len ? ", " : "", SLICE_ARG(has));
        }
    return fail(error, ERROR_UNSUPPORTED, "no image for %.*s: there are %.*s: choose with --platform, or 'all'",
                SLICE_ARG(want), SLICE_ARG(known));
}

static bool take_group(struct oci *oci, size_t group, const struct platform *wanted, bool all, struct error *error)
{
    const struct candidate *best = NULL, *only = NULL;
    unsigned best_fit = 0;
    size_t count = 0;

    for (size_t i = 0; i < oci->candidates.count; i++) {
        const struct candidate *candidate = &oci->candidates.at[i];
        if (candidate->group != group)
            continue;
        if (all && !take_image(oci, candidate, NULL, error))
            return false;
        unsigned fit = platform_fit(&candidate->descriptor.platform, wanted);
        if (fit > best_fit) {
            best = candidate;
            best_fit = fit;
        }
        only = candidate;
        count++;
    }
    if (all || count == 0)
        return true;
    if (count == 1)
        return take_image(oci, only, wanted, error);
    return best ? take_image(oci, best, wanted, error) : no_platform(oci, group, wanted, error);
}

static bool nothing_found(struct oci *oci, struct error *error)
{
    struct opened *opened = oci->opened;
    struct slice known = S("");

    if (opened->tag.len) {
        for (size_t i = 0; i < oci->references.count && i < 10; i++)
            known = arena_format(opened->arena, "%.*s%s%.*s", SLICE_ARG(known), i ? ", " : "",
                                 SLICE_ARG(oci->references.at[i]));
        return fail(error, ERROR_UNREADABLE, "no image '%.*s': there %s%.*s", SLICE_ARG(opened->tag),
                    known.len ? "are " : "is no name in it", SLICE_ARG(known));
    }
    if (oci->artifact.len)
        return fail(error, ERROR_UNSUPPORTED, "not an image but an artifact of type '%.*s'", SLICE_ARG(oci->artifact));
    return fail(error, ERROR_UNREADABLE, "index.json: no image found in it");
}

bool oci_open(struct opened *opened, const char *kind, struct error *error)
{
    struct oci oci = {.opened = opened, .kind = kind};
    struct platform wanted;
    size_t before = opened->images->count;
    bool all;

    if (!image_wanted(opened, &wanted, &all, error) || !find_candidates(&oci, error))
        return false;
    for (size_t group = 0; group < oci.groups; group++)
        if (!take_group(&oci, group, &wanted, all, error))
            return false;
    return opened->images->count > before || nothing_found(&oci, error);
}

struct oci_manifests {
    struct oci_manifest {
        struct slice digest;
        struct oci_document document;
    } * at;
    size_t count, room;
};

struct oci_manifests *oci_manifests_read(struct opened *opened)
{
    struct oci_manifests *manifests = arena_new(opened->arena, struct oci_manifests);
    struct oci oci = {.opened = opened, .any_name = true};
    struct oci_document document;
    struct slice bytes;
    struct error error;

    if (!store_has(&opened->store, S("index.json")) || !find_candidates(&oci, &error))
        return manifests;
    for (size_t i = 0; i < oci.candidates.count; i++) {
        const struct oci_descriptor *descriptor = &oci.candidates.at[i].descriptor;
        size_t problems = oci.problems.count;
        if (!read_document(&oci, descriptor, "manifest", &bytes, &error) || oci.problems.count > problems ||
            !oci_document_read(opened->arena, bytes, &document, &error) || !document.has_config)
            continue;
        *ARENA_PUSH(opened->arena, manifests) = (struct oci_manifest){descriptor->digest, document};
    }
    return manifests;
}

/* "blobs/sha256/HEX" and "sha256:HEX" */
static bool is_blob(struct slice member, struct slice digest)
{
    size_t colon = slice_find_byte(digest, ':');

    if (colon == digest.len || !slice_starts(member, S("blobs/")))
        return false;
    member = slice_skip(member, strlen("blobs/"));
    return slice_starts(member, slice_head(digest, colon)) && member.len == digest.len && member.at[colon] == '/' &&
           slice_equal(slice_skip(member, colon + 1), slice_skip(digest, colon + 1));
}

static bool has_layers(const struct oci_document *document, const struct slices *layers)
{
    if (document->layers.count != layers->count)
        return false;
    for (size_t i = 0; i < layers->count; i++)
        if (!is_blob(layers->at[i], document->layers.at[i].digest))
            return false;
    return true;
}

struct slice oci_manifest_of(const struct oci_manifests *manifests, struct slice config_digest,
                             const struct slices *layers)
{
    for (size_t i = 0; i < manifests->count; i++) {
        const struct oci_manifest *manifest = &manifests->at[i];
        if (slice_equal(manifest->document.config.digest, config_digest) && has_layers(&manifest->document, layers))
            return manifest->digest;
    }
    return S("");
}
