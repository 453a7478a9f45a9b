/* Inside the room: what a row of rows.h is, and what has been opened when rows are asked whether it is theirs. */
#ifndef SEAWORTHY_TARGET_KIND_H
#define SEAWORTHY_TARGET_KIND_H

#include "target/store.h"
#include "target/target.h"

enum content {
    CONTENT_FOLDER,
    CONTENT_TAR,        /* its members are in `store` */
    CONTENT_COMPRESSED, /* a root filesystem archive: the worker that reads it unpacks it */
    CONTENT_JSON,
    CONTENT_OTHER,
};

struct opened {
    struct arena *arena;
    const struct target_options *options;
    struct images *images;
    struct slice name;  /* as the user called the target */
    struct slice tag;   /* behind '#'; empty: all */
    struct slice where; /* path, or "standard input": for messages */
    enum content content;
    int descriptor;
    uint64_t size;
    struct slice head; /* its first bytes */
    struct store store;
    struct {
        struct problem *at;
        size_t count, room;
    } problems; /* of the outer archive: they belong to each image in it */
};

struct target_kind {
    const char *name;           /* as the report says */
    const char *const *schemes; /* "oci" of "oci:PATH"; NULL-terminated; NULL: none */
    bool (*recognise)(const struct opened *opened);
    bool (*open)(struct opened *opened, struct error *error);
};

/* A new image with the name, kind and problems of the target. */
struct image *kind_image(struct opened *opened, const char *kind);
/* Where a reference in the archive ("app:1.2") is what the user asked for with FILE#TAG. */
bool kind_wanted(const struct opened *opened, struct slice reference);

#endif
