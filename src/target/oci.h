/*
 * OCI image layouts: index.json to manifests to images, by digest, each document checked against its own. Shared by
 * the layout in a folder and the one in an archive. Source: OCI image-spec image-layout.md, image-index.md,
 * manifest.md.
 */
#ifndef SEAWORTHY_TARGET_OCI_H
#define SEAWORTHY_TARGET_OCI_H

#include "target/image.h"

/* Images of index.json that --platform and the tag choose, added to opened->images. */
bool oci_open(struct opened *opened, const char *kind, struct error *error);

/* A descriptor, and what is read of a manifest or index: for tests and the fuzzer. */
struct oci_descriptor {
    struct slice media_type, digest, reference; /* reference: annotation org.opencontainers.image.ref.name */
    uint64_t size;                              /* UINT64_MAX: not told */
    struct platform platform;
    bool attestation;
};
struct oci_descriptors {
    struct oci_descriptor *at;
    size_t count, room;
};
struct oci_document {
    struct slice media_type;
    bool has_manifests, has_config, schema1;
    struct oci_descriptors manifests, layers;
    struct oci_descriptor config;
};
bool oci_document_read(struct arena *arena, struct slice bytes, struct oci_document *document, struct error *error);

#endif
