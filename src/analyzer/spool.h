/*
 * The scratch file as rows see it (spool_read, spool_find in analyzer.h): the worker fills one over its descriptor,
 * tests and fuzzers one over memory.
 */
#ifndef SEAWORTHY_ANALYZER_SPOOL_H
#define SEAWORTHY_ANALYZER_SPOOL_H

#include "analyzer/analyzer.h"
#include "base/reader.h"

/*
 * Where a row puts bytes of its own, behind the others: members of an archive that must be read at random themselves.
 * Gone when the row returns; what it does not need any more it gives back by setting `used` to what it was.
 */
struct spool_room {
    /* fails  `limit` when the scratch file is full */
    bool (*put)(struct spool_room *room, struct slice bytes, struct error *error);
    uint64_t used;             /* where the next bytes go */
    const struct spool *spool; /* through which they are read */
};

struct spool {
    const struct spooled *files; /* in the order of the archive: of two with one path the later counts */
    size_t count;
    const uint32_t *by_path; /* their places, sorted by path, then place; NULL: they are few */
    int descriptor;          /* read with pread(2); -1: `memory` instead */
    struct slice memory;     /* the content of the scratch file */
    struct spool_room *room;
};

/* Places for `by_path`, on the arena. */
const uint32_t *spool_sort(const struct spooled *files, size_t count, struct arena *arena);

/* Up to `max` files that lie directly in `folder` and whose names end so. returns  how many */
size_t spool_beside(const struct spool *spool, struct slice folder, struct slice end, const struct spooled **files,
                    size_t max);

/*
 * All of a file, on the arena.
 * fails  ERROR_LIMIT when it is larger than `max`, ERROR_TRUNCATED when the scratch file has less
 */
bool spool_content(const struct spool *spool, const struct spooled *file, struct arena *arena, size_t max,
                   struct slice *content, struct error *error);

/*
 * Puts all that a source gives into the room.
 * max    more bytes are an ERROR_LIMIT
 * file   offset and size are set
 */
bool spool_put(const struct spool *spool, struct source *source, uint64_t max, struct spooled *file,
               struct error *error);

/* A source over a file, for what is read as a stream. */
struct spool_stream {
    struct source source; /* first */
    const struct spool *spool;
    const struct spooled *file;
    uint64_t at;
    uint8_t *buffer;
};
void spool_stream_init(struct spool_stream *stream, const struct spool *spool, const struct spooled *file,
                       struct arena *arena);
/* A reader over a file; what lies in memory is read where it is. The stream must live as long. */
struct reader spool_reader(struct spool_stream *stream, const struct spool *spool, const struct spooled *file,
                           struct arena *arena);

#endif
