/*
 * Looks for many patterns in one pass over a file, whatever its size: each by the rarest byte of its anchor, within a
 * window that moves over the stream; only candidates are matched.
 */
#ifndef SEAWORTHY_ANALYZER_BINARY_SEARCH_H
#define SEAWORTHY_ANALYZER_BINARY_SEARCH_H

#include "analyzer/binary/pattern.h"
#include "base/reader.h"

struct search {
    struct arena *arena;
    struct search_entry *at;
    size_t count, room;
    size_t open;   /* not found yet */
    uint64_t work; /* bytes of candidates, times items; they end the search at `most` */
    uint64_t most;
    size_t margin; /* bytes that a match may reach out of the window */
};

struct search search_create(struct arena *arena);
/* returns  its number */
size_t search_add(struct search *search, struct slice pattern);
/*
 * To the end of the reader, or until all were found.
 * fails  as the reader does; ERROR_LIMIT for a file that is made of candidates
 */
bool search_run(struct search *search, struct reader *reader, struct error *error);
/* version  of the first match in the file */
bool search_found(const struct search *search, size_t number, struct slice *version);

#endif
