/*
 * Documents of an image, which the parent reads itself: OCI index, manifest and configuration, docker's manifest.json,
 * platforms, and the configuration file of the program. The first byte chooses.
 */
#include "target/docker.h"
#include "target/oci.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void __attribute__((noreturn)) exhausted(void *context, size_t wanted)
{
    (void)context;
    (void)wanted;
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MEMORY = 64 * 1024 * 1024 };

    if (size == 0)
        return 0;
    struct arena *arena = arena_create(MEMORY, exhausted, NULL);
    struct slice document = slice_of(data + 1, size - 1);
    struct oci_document oci;
    struct image_config config;
    struct docker_images docker;
    struct platform platform;
    struct error error;
    switch (data[0] % 4) {
    case 0: oci_document_read(arena, document, &oci, &error); break;
    case 1: image_config_read(arena, document, &config, &error); break;
    case 2: docker_manifest_read(arena, document, &docker, &error); break;
    case 3:
        if (platform_parse(document, &platform, &error) && platform_fit(&platform, &platform) != 2)
            abort();
        break;
    }
    arena_destroy(arena);
    return 0;
}
