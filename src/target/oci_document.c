#include "target/oci.h"

static void read_platform(struct json *json, struct platform *platform)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("os")))
            json_string(json, &platform->os);
        else if (slice_equal(key, S("architecture")))
            json_string(json, &platform->arch);
        else if (slice_equal(key, S("variant")))
            json_string(json, &platform->variant);
    }
}

static void read_annotations(struct json *json, struct oci_descriptor *descriptor)
{
    struct slice key, text, full = S("");

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("org.opencontainers.image.ref.name"))) {
            json_string(json, &descriptor->reference);
        } else if (slice_equal(key, S("io.containerd.image.name"))) {
            json_string(json, &full);
        } else if (slice_equal(key, S("vnd.docker.reference.type"))) {
            if (json_string_borrow(json, &text) && slice_equal(text, S("attestation-manifest")))
                descriptor->attestation = true;
        }
    }
    /* ctr, nerdctl and docker put the whole name here and only the tag there. */
    if (full.len)
        descriptor->reference = full;
}

static bool read_descriptor(struct json *json, struct oci_descriptor *descriptor)
{
    struct slice key;
    int64_t size;

    descriptor->size = UINT64_MAX;
    if (!json_object(json))
        return false;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("mediaType")))
            json_string(json, &descriptor->media_type);
        else if (slice_equal(key, S("digest")))
            json_string(json, &descriptor->digest);
        else if (slice_equal(key, S("size")))
            descriptor->size = json_integer(json, &size) && size >= 0 ? (uint64_t)size : UINT64_MAX;
        else if (slice_equal(key, S("platform")))
            read_platform(json, &descriptor->platform);
        else if (slice_equal(key, S("annotations")))
            read_annotations(json, descriptor);
    }
    /* BuildKit's provenance and SBOM manifests. */
    if (slice_equal(descriptor->platform.os, S("unknown")) && slice_equal(descriptor->platform.arch, S("unknown")))
        descriptor->attestation = true;
    return true;
}

static bool read_descriptors(struct json *json, struct oci_descriptors *list)
{
    if (!json_array(json))
        return false;
    while (json_item(json))
        read_descriptor(json, ARENA_PUSH(json->arena, list));
    return true;
}

bool oci_document_read(struct arena *arena, struct slice bytes, struct oci_document *document, struct error *error)
{
    struct reader reader = reader_over(bytes);
    struct json json;
    struct slice key;

    *document = (struct oci_document){0};
    json_init(&json, &reader, arena);
    if (!json_object(&json))
        return json_ok(&json, error) && fail(error, ERROR_LAYER_UNREADABLE, "not a JSON object");
    while (json_member(&json, &key)) {
        if (slice_equal(key, S("mediaType")))
            json_string(&json, &document->media_type);
        else if (slice_equal(key, S("manifests")))
            document->has_manifests = read_descriptors(&json, &document->manifests);
        else if (slice_equal(key, S("layers")))
            read_descriptors(&json, &document->layers);
        else if (slice_equal(key, S("config")))
            document->has_config = read_descriptor(&json, &document->config);
        else if (slice_equal(key, S("fsLayers")))
            document->schema1 = true;
    }
    return json_end(&json, error);
}
