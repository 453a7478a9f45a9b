/* Layers whose facts need no worker: those that the cache has for bytes that we hashed, now or when they were last
 * seen. */
#ifndef SEAWORTHY_SCAN_KNOWN_H
#define SEAWORTHY_SCAN_KNOWN_H

#include "scan/layers.h"
#include "target/walk.h"

#include <sys/stat.h>

/* One layer on its way. */
struct layer_job {
    struct layers *layers;
    size_t index;
    int input;           /* -1: none, or a folder */
    struct stat stat;    /* of the file when it was opened */
    bool wanted;         /* can be read, and is not another's equal */
    bool known;          /* the cache has its facts, under layers->digests[index] */
    uint64_t size;       /* of these */
    bool holds;          /* what was hashed now has the digest that the manifest tells */
    struct error error;  /* why there is nothing; code ERROR_NONE: there is */
    struct arena *arena; /* of a folder's walk, which has a thread of its own */
    struct walk_problems walk;
};

/*
 * Sets `known` where an identity record of an unchanged file leads to facts, or where the cache has facts for the
 * digest that is told and the bytes, hashed now, have it. Never by the digest that somebody claims.
 */
void known_find(struct layers *layers, struct layer_job *jobs, size_t count);
/* Keeps what a worker said of bytes that were hashed meanwhile. */
void known_keep(const struct layer_job *job, struct slice bytes);

#endif
