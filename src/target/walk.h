/*
 * A root filesystem in a folder, streamed to a worker as a tar archive: only what a gate of the analyzers wants, and
 * the links on the way there. First bytes are asked only of what may be a program (gate_may_be_program). The tree is
 * hostile: no link is followed, nothing but regular files is opened, nothing blocks. /proc, /sys, /dev and /run are not
 * entered; other file systems only where a gate's own path leads into them.
 */
#ifndef SEAWORTHY_TARGET_WALK_H
#define SEAWORTHY_TARGET_WALK_H

#include "base/gate.h"
#include "target/tar_write.h"

/* A gate of the analyzer table, as the build bakes it in. */
struct walk_gate {
    struct gate gate;
    bool database; /* what cannot be read there makes the scan incomplete */
};

struct walk_problems {
    struct problem *at;
    size_t count, room;
};

/* Who takes the archive. */
struct walk_sink {
    tar_put *put; /* when nobody wants more the walk ends */
    /*
     * Takes up to `len` bytes of a file from its position on without our reading them, and moves that. NULL: cannot.
     * returns  how many; 0 at the end of the file, and when it cannot: then the rest goes to `put`
     */
    size_t (*pass)(void *context, int descriptor, uint64_t len);
    void *context;
};

/*
 * gates   NULL: everything is streamed
 * arena   for the problems; used by nobody else meanwhile
 */
void walk_stream(struct arena *arena, int folder, const struct walk_gate *gates, size_t gate_count,
                 const struct walk_sink *sink, struct walk_problems *problems);

#endif
