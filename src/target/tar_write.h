/*
 * A tar archive written piece by piece: ustar headers, pax records before what does not fit into them (POSIX.1-2001).
 * For a root filesystem that is a folder: the worker reads one form of input.
 */
#ifndef SEAWORTHY_TARGET_TAR_WRITE_H
#define SEAWORTHY_TARGET_TAR_WRITE_H

#include "base/arena.h"
#include "base/error.h"

enum tar_type { TAR_FILE = '0', TAR_SYMLINK = '2', TAR_FOLDER = '5' };

/* Takes bytes of the archive. returns  false when nobody wants more */
typedef bool tar_put(void *context, struct slice bytes);

struct tar_writer {
    tar_put *put;
    void *context;
    bool failed; /* the reader went away, or the disk is full: nothing more is written */
    size_t used;
    uint64_t left; /* of the content of the last file */
    uint64_t padding;
    uint8_t buffer[64 * 1024];
};

void tar_write_init(struct tar_writer *writer, tar_put *put, void *context);
/* For TAR_FILE `size` bytes must follow by tar_write_content; what lacks of the entry before is filled with zeros. */
void tar_write_entry(struct tar_writer *writer, enum tar_type type, struct slice path, uint32_t mode, uint64_t size,
                     struct slice link);
/* More than the entry has is dropped. */
void tar_write_content(struct tar_writer *writer, struct slice bytes);
/*
 * For content that goes by another way: first what was written so far goes to `put`, then it is told how much of the
 * entry's content went by.
 */
bool tar_write_flush(struct tar_writer *writer);
void tar_write_passed(struct tar_writer *writer, uint64_t len);
/* The two blocks of zeros. returns  false when something could not be written */
bool tar_write_end(struct tar_writer *writer);

#endif
