/* A root filesystem as a folder: one layer, walked by the parent (target/walk.h). */
#include "target/image.h"

static bool rootfs_recognise(const struct opened *opened)
{
    return opened->content == CONTENT_FOLDER;
}

static bool rootfs_open(struct opened *opened, struct error *error)
{
    (void)error;
    struct image *image = kind_image(opened, "rootfs");

    image->directory = true;
    image->layers = arena_array(opened->arena, struct image_layer, 1);
    image->layer_count = 1;
    image->layers[0].blob = (struct blob){.kind = BLOB_FOLDER, .descriptor = opened->descriptor, .size = UINT64_MAX};
    return true;
}

const struct target_kind target_rootfs = {
    .name = "rootfs",
    .schemes = (const char *const[]){"rootfs", "dir", NULL},
    .recognise = rootfs_recognise,
    .open = rootfs_open,
};
