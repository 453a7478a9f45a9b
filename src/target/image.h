/*
 * From an image's documents to `struct image`: what the configuration says of platform, history and diff IDs, and the
 * blobs of the layers. Shared by the kinds that have a configuration.
 */
#ifndef SEAWORTHY_TARGET_IMAGE_H
#define SEAWORTHY_TARGET_IMAGE_H

#include "base/json.h"
#include "target/kind.h"
#include "target/platform.h"

/* A layer as a manifest names it. */
struct layer_blob {
    struct blob blob;
    struct slice digest, media_type;
};

struct image_config {
    struct platform platform;
    struct slice created;
    struct slices diff_ids;
    struct {
        struct history {
            struct slice created_by; /* masked */
            bool empty;
        } * at;
        size_t count, room;
    } history;
};

/* More layers than any engine stacks (overlayfs takes 128, docker 127); the contract's limit. */
enum { IMAGE_LAYERS_MAX = 512 };

bool image_config_read(struct arena *arena, struct slice bytes, struct image_config *config, struct error *error);

/*
 * Fills platform, created and layers: an entry of the history without a layer becomes an empty one. A history that
 * does not fit is told and not used.
 */
void image_fill(struct opened *opened, struct image *image, const struct image_config *config,
                const struct layer_blob *blobs, size_t count);

/* Adds a problem of the image: layer is its place in image->layers, or -1. */
void image_problem(struct opened *opened, struct image *image, enum error_code code, int64_t layer, struct slice path,
                   struct slice detail);

/* Tells when the only image is of another platform than wanted: it is scanned all the same. */
void image_foreign(struct opened *opened, struct image *image, const struct platform *platform,
                   const struct platform *wanted);

/* What the user wants: --platform, or the host. all  every platform */
bool image_wanted(struct opened *opened, struct platform *wanted, bool *all, struct error *error);

/* Fails with the JSON error and the document's name before it. */
bool document_ok(struct json *json, struct slice name, struct error *error);

#endif
