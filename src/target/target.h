/*
 * Where images are: one file a kind, a row each in rows.h. A target is opened to images; an image knows its config, its
 * ordered layers and how each blob's bytes can be reached.
 */
#ifndef SEAWORTHY_TARGET_TARGET_H
#define SEAWORTHY_TARGET_TARGET_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/error.h"

/* How a worker gets the bytes of a layer. */
enum blob_kind {
    BLOB_RANGE,   /* `length` bytes from `offset` of an open file, or of `path` within an open folder */
    BLOB_FOLDER,  /* a root filesystem directory: the parent walks it and streams a tar (target/walk.h) */
    BLOB_MISSING, /* not there: `problem` says why */
};
struct blob {
    enum blob_kind kind;
    int descriptor;   /* open for reading, owned by `struct images`; opened anew for each worker by target_reopen */
    const char *path; /* within the folder `descriptor`; NULL: the descriptor is the file */
    uint64_t offset, length;
    struct digest digest; /* expected; kind DIGEST_NONE: nothing to check (claimed) */
    uint64_t size;        /* expected by its descriptor; UINT64_MAX: not told */
    struct error problem;
};

struct image_layer {
    struct blob blob;
    struct slice digest, diff_id, media_type, created_by; /* created_by is masked */
    bool claimed; /* docker rule: an uncompressed layer of a docker-save archive */
    bool empty;   /* an instruction of the history without a layer: no blob */
};

struct image {
    struct slice name; /* as the user called the target: "app.tar" */
    struct slice kind; /* row name: "docker-archive", "oci-archive", "oci", "rootfs", "rootfs-archive", "document" */
    struct slice reference; /* "app:1.2"; empty: none */
    struct slice platform, digest, config_digest, created;
    struct image_layer *layers;
    size_t layer_count;
    struct {
        struct problem *at;
        size_t count, room;
    } problems;     /* foreign_platform, integrity of the config … */
    bool directory; /* a root filesystem: layers are not shown */
    bool document;  /* an inventory or SBOM: the job `document` */
};

struct target_options {
    struct slice platform; /* "linux/amd64", "all", or empty: the host's */
    const char *tmp;       /* folder for an unpacked outer archive; NULL: /var/tmp, then /tmp */
    uint64_t memory;
    bool verify;
    /* Runs a worker job over a descriptor and gives its facts: target cannot parse hostile archives itself. */
    bool (*run)(void *context, const char *job, int input, uint64_t offset, uint64_t length, int scratch,
                struct arena *arena, struct slice *facts, struct error *error);
    void *context;
};

struct images {
    struct image *at;
    size_t count, room;
    struct {
        int *at;
        size_t count, room;
    } descriptors; /* that blobs refer to; closed by target_close, after a failure of target_open too */
};

/* fails  with what happened and what to do: "no such file", "not an image", a registry reference … */
bool target_open(struct arena *arena, struct slice text, const struct target_options *options, struct images *images,
                 struct error *error);
/* A descriptor of its own for a worker (its position is the worker's progress), or -1. */
int target_reopen(const struct blob *blob, struct error *error);
void target_close(struct images *images);

#endif
