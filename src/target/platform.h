/* Platforms as OCI writes them: "linux/arm/v7". */
#ifndef SEAWORTHY_TARGET_PLATFORM_H
#define SEAWORTHY_TARGET_PLATFORM_H

#include "base/arena.h"
#include "base/error.h"

struct platform {
    struct slice os, arch, variant; /* empty: not told */
};

/* "linux/arm/v7", "amd64" (linux is meant). fails  ERROR_USAGE */
bool platform_parse(struct slice text, struct platform *platform, struct error *error);
struct platform platform_host(struct arena *arena);
struct slice platform_text(struct arena *arena, const struct platform *platform);
/*
 * How well an image fits: 0 not at all, 2 exactly, 1 where only one of the two tells a variant, or an older one runs
 * on the wanted (an arm/v6 image on arm/v7).
 */
unsigned platform_fit(const struct platform *image, const struct platform *wanted);

#endif
