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

/*
 * The manifest beside which an archive of docker 25 and later has its manifest.json: one whose bytes have the digest
 * that leads to it, with this configuration and these layers, names of members.
 * returns  its digest; empty when there is none
 */
struct oci_manifests;
struct slice oci_manifest_of(const struct oci_manifests *manifests, struct slice config_digest,
                             const struct slices *layers);
/* Those of a store that has an index.json, or of one that has not. */
struct oci_manifests *oci_manifests_read(struct opened *opened);

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
