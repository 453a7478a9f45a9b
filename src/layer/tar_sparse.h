/*
 * Sparse files: which parts of a file an archive holds; the rest are holes that read as zeros. Four forms: old GNU
 * (in the header and blocks behind it), pax 0.0 (one record a number), 0.1 (one record for all), 1.0 (text before the
 * content). GNU tar manual, "Storing Sparse Files"; Go's archive/tar for what is refused.
 */
#ifndef SEAWORTHY_LAYER_TAR_SPARSE_H
#define SEAWORTHY_LAYER_TAR_SPARSE_H

#include "base/reader.h"

/* The map is held in memory: 1 MiB at most. GNU tar writes one part for each run of 512-byte blocks with data. */
enum { TAR_SPARSE_PARTS_MAX = 64 * 1024 };

struct tar_part {
    uint64_t at, len;
};

struct tar_sparse {
    struct arena *arena;
    struct tar_part *at;
    size_t count, room;
    bool half;           /* the last part has no length yet */
    const char *problem; /* what is wrong with the map, or NULL */
    bool too_many;       /* and that is TAR_SPARSE_PARTS_MAX */
    uint64_t size;       /* of the file with its holes */
    /* reading */
    uint64_t position; /* in the file */
    size_t part;       /* the one at or behind it */
};

/* Forgets the parts and keeps the memory. */
void tar_sparse_clear(struct tar_sparse *sparse);
/* The next number of a map: an offset, then a length, and so on. */
void tar_sparse_number(struct tar_sparse *sparse, uint64_t value);
/* The same for one text of numbers with commas between them (pax 0.1), piece by piece: `n` bytes of `in`. */
void tar_sparse_list(struct tar_sparse *sparse, struct reader *in, uint64_t n);

/*
 * Old GNU: the parts in the header block, then the blocks behind it, which are consumed.
 * returns  false when the archive ended
 */
bool tar_sparse_old(struct tar_sparse *sparse, const uint8_t block[512], struct reader *archive);
/*
 * pax 1.0: the map before the content.
 * stored  bytes that the archive holds for this entry; what was consumed is taken off, up to a multiple of 512
 * returns  false when the archive ended
 */
bool tar_sparse_text(struct tar_sparse *sparse, struct reader *archive, uint64_t *stored);

/* Looks the whole map over before the content is read: in order, within the size, no more than is stored. */
void tar_sparse_check(struct tar_sparse *sparse, uint64_t stored);

/*
 * Where reading stands: a hole or data, and how many bytes of it.
 * returns  bytes, 0 at the end of the file
 */
uint64_t tar_sparse_run(struct tar_sparse *sparse, bool *hole);
/* `n` bytes of that run were given out. */
void tar_sparse_advance(struct tar_sparse *sparse, uint64_t n);

#endif
