/*
 * The layers of one image to facts: from the cache where the bytes are known, else by a worker each, several at once,
 * while the same bytes are hashed here. What could not be read is a problem of its layer; the others count.
 */
#ifndef SEAWORTHY_SCAN_LAYERS_H
#define SEAWORTHY_SCAN_LAYERS_H

#include "facts/facts.h"
#include "scan/cache.h"
#include "scan/held.h"
#include "scan/scan.h"

struct layers {
    struct arena *arena;
    const struct scan_options *options;
    const struct image *image;
    struct cache *cache;
    const char *worker; /* its path */

    const struct facts **facts; /* one a layer; NULL: none */
    struct digest *digests;     /* that we computed, or know from an unchanged file; kind DIGEST_NONE: claimed */
    struct {
        struct problem *at;
        size_t count, room;
    } problems;
    struct held held;   /* what they said */
    size_t done, total; /* for progress */
    struct error fatal; /* no worker can run here, or it is not ours; code ERROR_NONE: none */
};

/* Of all layers, encoded and decoded. */
#define LAYERS_FACTS_MAX (48ull << 20)

/* Fills facts, digests and problems. fails  only where no worker can run at all */
bool layers_read(struct layers *layers, struct error *error);

/*
 * Reads the layers once more for what the overlay found missing (paths behind links, hard links, sidecars in another
 * layer). late     facts of these files; NULL where nothing is missing
 */
bool layers_late(struct layers *layers, const struct missing_path *missing, size_t count, const struct facts **late,
                 struct error *error);

/* A pool of workers with the options of the scan. */
struct process_pool;
struct process_pool *layers_pool(const struct layers *layers, struct arena *arena);

/* "NAME=VALUE" of a worker's command line. */
const char *layers_argument(struct arena *arena, const char *name, uint64_t value);

/* A problem of layer `index`, or of the image (-1). */
void layers_problem(struct layers *layers, enum error_code code, int64_t index, struct slice path, const char *detail);

/* Runs one job over a descriptor, for the target: `index` and `unpack`. context  struct layers */
bool layers_run(void *context, const char *job, int input, uint64_t offset, uint64_t length, int scratch,
                struct arena *arena, struct slice *facts, struct error *error);

#endif
