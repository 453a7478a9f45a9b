/* Media types of layers: which can be read. Source: OCI image-spec media-types.md and layer.md; Docker's image manifest
 * v2. */
#ifndef SEAWORTHY_TARGET_MEDIA_H
#define SEAWORTHY_TARGET_MEDIA_H

#include "base/error.h"
#include "base/slice.h"

enum media_kind {
    MEDIA_UNKNOWN,
    MEDIA_INDEX,
    MEDIA_MANIFEST,
    MEDIA_CONFIG,
    MEDIA_LAYER,
    MEDIA_FOREIGN, /* a layer whose bytes may not be distributed: mostly elsewhere */
    MEDIA_ENCRYPTED,
    MEDIA_SCHEMA1,
};

enum media_kind media_kind(struct slice type);

#endif
