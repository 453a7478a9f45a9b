/* One 512-byte header block of a tar archive: numbers, checksum, names. Knows nothing of what follows the block. */
#ifndef SEAWORTHY_LAYER_TAR_HEADER_H
#define SEAWORTHY_LAYER_TAR_HEADER_H

#include "base/slice.h"

enum { TAR_BLOCK = 512, TAR_HEADER_NAME_MAX = 256 /* prefix, '/', name */ };

/* What a type flag means. */
enum tar_role {
    TAR_ROLE_FILE, /* also every unknown flag: POSIX wants it read as a file, GNU tar and Python do so */
    TAR_ROLE_FOLDER,
    TAR_ROLE_DUMPDIR, /* GNU incremental: a folder whose content lists it */
    TAR_ROLE_SYMLINK,
    TAR_ROLE_HARDLINK,
    TAR_ROLE_OTHER,
    TAR_ROLE_SPARSE,     /* a file in the old GNU sparse form */
    TAR_ROLE_PAX,        /* extends the next header */
    TAR_ROLE_PAX_GLOBAL, /* would extend all that follow */
    TAR_ROLE_LONG_NAME,  /* GNU: names of the next header */
    TAR_ROLE_LONG_LINK,
    TAR_ROLE_LABEL, /* GNU volume label */
};

enum tar_format { TAR_V7, TAR_USTAR, TAR_STAR, TAR_GNU };

/* Slices are borrowed from the block. */
struct tar_header {
    enum tar_role role;
    enum tar_format format;
    struct slice name, prefix, link; /* up to their first NUL */
    uint64_t size;
    uint32_t mode;
    bool mode_bad; /* was no number: mode is 0 */
};

/*
 * A number field: octal digits between blanks and NULs (none: 0), or base-256 when the first bit is set.
 * returns  false when it is something else, negative or above INT64_MAX
 */
bool tar_number(struct slice field, uint64_t *value);

bool tar_block_zero(const uint8_t block[TAR_BLOCK]);
/* The sum of the bytes with the checksum field as blanks; some old writers summed signed bytes. */
bool tar_block_checksum(const uint8_t block[TAR_BLOCK]);

/* returns  NULL, or what is wrong with the block */
const char *tar_header_parse(const uint8_t block[TAR_BLOCK], struct tar_header *header);

/* Fields of a block. */
static inline struct slice tar_field(const uint8_t block[TAR_BLOCK], size_t at, size_t len)
{
    return slice_of(block + at, len);
}

#endif
