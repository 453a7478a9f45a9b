/* A root filesystem in a tar archive, compressed or not (`docker export`, mmdebstrap, Alpine's minirootfs): one layer.
 */
#include "target/image.h"

static bool rootfs_archive_recognise(const struct opened *opened)
{
    return opened->content == CONTENT_TAR || opened->content == CONTENT_COMPRESSED;
}

static bool rootfs_archive_open(struct opened *opened, struct error *error)
{
    (void)error;
    opened->problems.count = 0; /* damage is told by the worker that reads it as a layer */
    struct image *image = kind_image(opened, "rootfs-archive");

    image->layers = arena_array(opened->arena, struct image_layer, 1);
    image->layer_count = 1;
    image->layers[0].blob =
        (struct blob){.kind = BLOB_RANGE, .descriptor = opened->descriptor, .length = opened->size, .size = UINT64_MAX};
    return true;
}

const struct target_kind target_rootfs_archive = {
    .name = "rootfs-archive",
    .schemes = (const char *const[]){"rootfs", "rootfs-archive", NULL},
    .recognise = rootfs_archive_recognise,
    .open = rootfs_archive_open,
};
