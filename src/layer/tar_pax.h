/*
 * Extended headers of pax archives (POSIX.1-2001, "LENGTH KEY=VALUE\n" each): the few records that matter here are kept
 * in buffers of fixed size, all others are passed over by their length.
 */
#ifndef SEAWORTHY_LAYER_TAR_PAX_H
#define SEAWORTHY_LAYER_TAR_PAX_H

#include "base/path.h"
#include "layer/tar_sparse.h"

enum tar_name_state { TAR_NAME_ABSENT, TAR_NAME_SET, TAR_NAME_TOO_LONG };

/* A name from an extended header, up to its first NUL. */
struct tar_name {
    enum tar_name_state state;
    bool nul; /* it had one */
    size_t len;
    uint8_t bytes[PATH_LEN_MAX];
};

/* What a sparse file's records say of its form. */
enum tar_pax_sparse {
    TAR_PAX_PLAIN = 0,
    TAR_PAX_MAP_RECORDS = 1, /* 0.0 and 0.1: the map came with the records */
    TAR_PAX_MAP_TEXT = 2,    /* 1.0: the map is before the content */
};

struct tar_pax {
    struct tar_name path, link, sparse_name;
    bool has_size;
    uint64_t size;
    bool has_sparse_size;
    uint64_t sparse_size;
    bool has_map;
    struct slice major, minor; /* "0" or "1" of ours, or empty; others are not known */
    struct tar_sparse *sparse; /* maps of 0.0 and 0.1 go there */
    const char *problem;       /* the first bad record, or NULL; what follows it was passed over */
};

/* Forgets all records. */
void tar_pax_clear(struct tar_pax *pax);
/*
 * Reads one extended header of `n` bytes.
 * returns  false when the archive ended
 */
bool tar_pax_read(struct tar_pax *pax, struct reader *archive, uint64_t n);
enum tar_pax_sparse tar_pax_form(const struct tar_pax *pax);

/*
 * Reads a name of `n` bytes; what is longer than a path may be is passed over.
 * returns  false when the archive ended
 */
bool tar_name_read(struct tar_name *name, struct reader *archive, uint64_t n);
struct slice tar_name_slice(const struct tar_name *name);

#endif
