/*
 * For tests: archives written by hand, block by block, odd ones too. Memory grows with malloc; give `bytes.at` to free
 * through tar_builder_free.
 */
#ifndef SEAWORTHY_LAYER_TESTING_TAR_BUILDER_H
#define SEAWORTHY_LAYER_TESTING_TAR_BUILDER_H

#include "base/slice.h"

struct tar_builder {
    uint8_t *at;
    size_t len, room;
};

/* A header block; what is not set is empty. The checksum is made to hold. */
struct tar_built {
    const char *name, *link, *prefix;
    const char *magic;  /* 8 bytes; NULL: ustar's */
    const char *size;   /* the size field as it stands, 12 bytes; NULL: octal of `stored` */
    const char *mode;   /* likewise, up to 7 bytes; NULL: 0000644 */
    const char *sparse; /* the old GNU fields from byte 386 on: NUL-terminated 11-digit numbers, see tar_builder_old */
    uint64_t stored;
    char type;         /* NUL: '0'; use TAR_TYPE_OLD for a real NUL */
    bool signed_sum;   /* checksum of signed bytes */
    bool bad_checksum; /* one that does not hold */
};
enum { TAR_TYPE_OLD = 1 };

void tar_builder_bytes(struct tar_builder *builder, struct slice bytes);
/* Zeros up to a whole block. */
void tar_builder_pad(struct tar_builder *builder);
void tar_builder_zeros(struct tar_builder *builder, size_t n);
void tar_builder_header(struct tar_builder *builder, struct tar_built built);
/* Header, content and padding; `stored` is the content's length. */
void tar_builder_entry(struct tar_builder *builder, struct tar_built built, struct slice content);
void tar_builder_file(struct tar_builder *builder, const char *name, const char *content);
/* A pax header (type 'x' or 'g') with this text as its records. */
void tar_builder_pax(struct tar_builder *builder, char type, struct slice records);
/* "LENGTH KEY=VALUE\n" into `out` (at least value.len + 64 bytes). returns  the record */
struct slice tar_builder_record(uint8_t *out, const char *key, struct slice value);
/* The two zero blocks. */
void tar_builder_end(struct tar_builder *builder);
struct slice tar_builder_slice(const struct tar_builder *builder);
void tar_builder_free(struct tar_builder *builder);

#endif
