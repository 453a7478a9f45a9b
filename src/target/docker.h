/* manifest.json of docker-save archives. Source: moby image/tarexport/tarexport.go, manifestItem. */
#ifndef SEAWORTHY_TARGET_DOCKER_H
#define SEAWORTHY_TARGET_DOCKER_H

#include "target/image.h"

/* One entry: names of members of the archive, as they stand there. */
struct docker_image {
    struct slice config;
    struct slices tags, layers;
};

struct docker_images {
    struct docker_image *at;
    size_t count, room;
};

/* fails  with "manifest.json: " and what is wrong with which entry */
bool docker_manifest_read(struct arena *arena, struct slice bytes, struct docker_images *images, struct error *error);

#endif
