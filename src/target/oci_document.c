#include "base/json_fields.h"
#include "target/oci.h"

static void take_platform(struct json *json, void *platform)
{
    static const struct json_field fields[] = {
        JSON_FIELD("os", struct platform, os),
        JSON_FIELD("architecture", struct platform, arch),
        JSON_FIELD("variant", struct platform, variant),
    };

    JSON_FIELDS(json, fields, platform);
}

struct annotations {
    struct slice tag, name, reference_type;
};

static void take_annotations(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_FIELD("org.opencontainers.image.ref.name", struct annotations, tag),
        JSON_FIELD("io.containerd.image.name", struct annotations, name),
        JSON_FIELD("vnd.docker.reference.type", struct annotations, reference_type),
    };
    struct oci_descriptor *descriptor = object;
    struct annotations annotations = {.tag = {0}};

    JSON_FIELDS(json, fields, &annotations);
    /* ctr, nerdctl and docker put the whole name here and only the tag there. */
    descriptor->reference = annotations.name.len ? annotations.name : annotations.tag;
    if (slice_equal(annotations.reference_type, S("attestation-manifest")))
        descriptor->attestation = true;
}

static void take_size(struct json *json, void *field)
{
    uint64_t *size = field;
    int64_t value;

    *size = json_integer(json, &value) && value >= 0 ? (uint64_t)value : UINT64_MAX;
}

static bool read_descriptor(struct json *json, struct oci_descriptor *descriptor)
{
    static const struct json_field fields[] = {
        JSON_FIELD("mediaType", struct oci_descriptor, media_type),
        JSON_FIELD("digest", struct oci_descriptor, digest),
        JSON_TAKE_INTO("size", struct oci_descriptor, size, take_size),
        JSON_TAKE_INTO("platform", struct oci_descriptor, platform, take_platform),
        JSON_TAKE("annotations", take_annotations),
    };

    descriptor->size = UINT64_MAX;
    if (!JSON_FIELDS(json, fields, descriptor))
        return false;
    /* BuildKit's provenance and SBOM manifests. */
    if (slice_equal(descriptor->platform.os, S("unknown")) && slice_equal(descriptor->platform.arch, S("unknown")))
        descriptor->attestation = true;
    return true;
}

static void take_manifests(struct json *json, void *object)
{
    struct oci_document *document = object;

    document->has_manifests = json_array(json);
    while (document->has_manifests && json_item(json))
        read_descriptor(json, ARENA_PUSH(json->arena, &document->manifests));
}

static void take_layer(struct json *json, void *object)
{
    struct oci_document *document = object;

    read_descriptor(json, ARENA_PUSH(json->arena, &document->layers));
}

static void take_config(struct json *json, void *object)
{
    struct oci_document *document = object;

    document->has_config = read_descriptor(json, &document->config);
}

static void take_schema1(struct json *json, void *object)
{
    struct oci_document *document = object;

    json_skip(json);
    document->schema1 = true;
}

bool oci_document_read(struct arena *arena, struct slice bytes, struct oci_document *document, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_FIELD("mediaType", struct oci_document, media_type),
        JSON_TAKE("manifests", take_manifests),
        JSON_EACH("layers", take_layer),
        JSON_TAKE("config", take_config),
        JSON_TAKE("fsLayers", take_schema1),
    };
    struct reader reader = reader_over(bytes);
    struct json json;

    *document = (struct oci_document){0};
    json_init(&json, &reader, arena);
    if (!JSON_FIELDS(&json, fields, document))
        return json_ok(&json, error) && fail(error, ERROR_LAYER_UNREADABLE, "not a JSON object");
    return json_end(&json, error);
}
