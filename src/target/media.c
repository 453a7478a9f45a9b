#include "target/media.h"

/* Exact types. Parameters (";charset=…") are dropped before. */
static const struct {
    const char *type;
    enum media_kind kind;
} types[] = {
    {"application/vnd.oci.image.index.v1+json", MEDIA_INDEX},
    {"application/vnd.docker.distribution.manifest.list.v2+json", MEDIA_INDEX},
    {"application/vnd.oci.image.manifest.v1+json", MEDIA_MANIFEST},
    {"application/vnd.docker.distribution.manifest.v2+json", MEDIA_MANIFEST},
    {"application/vnd.docker.distribution.manifest.v1+json", MEDIA_SCHEMA1},
    {"application/vnd.docker.distribution.manifest.v1+prettyjws", MEDIA_SCHEMA1},
    {"application/vnd.oci.image.config.v1+json", MEDIA_CONFIG},
    {"application/vnd.docker.container.image.v1+json", MEDIA_CONFIG},
    {"application/vnd.oci.image.layer.v1.tar", MEDIA_LAYER},
    {"application/vnd.oci.image.layer.v1.tar+gzip", MEDIA_LAYER},
    {"application/vnd.oci.image.layer.v1.tar+zstd", MEDIA_LAYER},
    {"application/vnd.docker.image.rootfs.diff.tar", MEDIA_LAYER},
    {"application/vnd.docker.image.rootfs.diff.tar.gzip", MEDIA_LAYER},
    {"application/vnd.docker.image.rootfs.diff.tar.zstd", MEDIA_LAYER},
    {"application/vnd.oci.image.layer.nondistributable.v1.tar", MEDIA_FOREIGN},
    {"application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", MEDIA_FOREIGN},
    {"application/vnd.oci.image.layer.nondistributable.v1.tar+zstd", MEDIA_FOREIGN},
    {"application/vnd.docker.image.rootfs.foreign.diff.tar", MEDIA_FOREIGN},
    {"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", MEDIA_FOREIGN},
};

enum media_kind media_kind(struct slice type)
{
    struct slice name, parameters;

    slice_cut(type, ';', &name, &parameters);
    name = slice_trim(name);
    if (slice_ends(name, S("+encrypted"))) /* ocicrypt: LAYER+encrypted */
        return MEDIA_ENCRYPTED;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (slice_equal(name, slice_text(types[i].type)))
            return types[i].kind;
    return MEDIA_UNKNOWN;
}
