/* An inventory of ours or an SBOM: one layer of facts, read by the worker's job `document`. */
#include "target/image.h"

static bool document_recognise(const struct opened *opened)
{
    return opened->content == CONTENT_JSON;
}

static bool document_open(struct opened *opened, struct error *error)
{
    (void)error;
    struct image *image = kind_image(opened, "document");

    image->document = true;
    image->layers = arena_array(opened->arena, struct image_layer, 1);
    image->layer_count = 1;
    image->layers[0].blob =
        (struct blob){.kind = BLOB_RANGE, .descriptor = opened->descriptor, .length = opened->size, .size = UINT64_MAX};
    return true;
}

const struct target_kind target_document = {
    .name = "document",
    .schemes = (const char *const[]){"sbom", NULL},
    .recognise = document_recognise,
    .open = document_open,
};
