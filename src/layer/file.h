/*
 * A source over a descriptor: a pipe, or a range of a file. The position of the file's descriptor shows the parent our
 * progress: read(2) moves it; where pread(2) reads, lseek(2) moves it each MiB.
 */
#ifndef SEAWORTHY_LAYER_FILE_H
#define SEAWORTHY_LAYER_FILE_H

#include "base/arena.h"
#include "base/source.h"

enum {
    FILE_STREAM,     /* read to the end, SOURCE_CHUNK at a time; skip reads and drops */
    FILE_RANGE,      /* offset and length; sequential */
    FILE_RANGE_SEEK, /* the same, `skip` seeks, windows of 64 KiB: for walking headers of an uncompressed archive */
};

/*
 * length   of the range; a file that ends before it is `truncated` ("the file shrank …"). Ignored for a stream
 */
struct source *file_source(struct arena *arena, int descriptor, int how, uint64_t offset, uint64_t length);

#endif
