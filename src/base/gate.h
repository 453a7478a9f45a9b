/*
 * Which of many gates let a file through: one look-up a path, however many there are. The worker asks which analyzers
 * want an entry, the walk of a folder whether anybody wants a file at all.
 */
#ifndef SEAWORTHY_BASE_GATE_H
#define SEAWORTHY_BASE_GATE_H

#include "base/arena.h"

enum gate_kind {
    GATE_END = 0,
    GATE_PATH,     /* the whole path: "lib/apk/db/installed" */
    GATE_FOLDER,   /* any file directly in this folder: "var/lib/dpkg/status.d" */
    GATE_PARENT,   /* any file directly in a folder of this name, anywhere: "conda-meta" */
    GATE_BASENAME, /* "package.json" anywhere */
    GATE_SUFFIX,   /* ".jar" anywhere; starts with a dot or holds one */
    /*
     * A path with one star, which stands for any bytes, also for '/': "var/lib/dpkg/info/STAR.md5sums". What follows
     * the star holds a '/' or a '.', by which it is found.
     */
    GATE_GLOB,
    /*
     * A base name with one star, anywhere: "requirements*.txt", "libpython*.so", ".spdx.*.json". It begins with a
     * letter, or a dot and a letter; where letters alone stand before the star, what it stands for is empty or begins
     * with none: "python*" lets python3.11 through, not pythonw.
     */
    GATE_NAME,
    GATE_BELOW, /* any file below this folder, however deep; each costs every path a comparison */
    /* The first two to eight bytes of a file, whatever its name: "\177ELF". */
    GATE_MAGIC,
};

struct gate {
    enum gate_kind kind;
    const char *text;
};

enum { GATE_MAGIC_MAX = 8 };

struct gate_index;

/* room  gates that will be added */
struct gate_index *gate_index_create(struct arena *arena, size_t room);
/* The gate's text must live as long. tag: given back by the look-ups */
void gate_index_add(struct gate_index *index, const struct gate *gate, uint32_t tag);

/* Tags of the gates that let the path through, each as often as gates have it. returns  how many, at most `max` */
size_t gate_index_find(const struct gate_index *index, struct slice path, uint32_t *tags, size_t max);
/* Those of GATE_MAGIC. head  the first GATE_MAGIC_MAX bytes, or fewer */
size_t gate_index_find_magic(const struct gate_index *index, struct slice head, uint32_t *tags, size_t max);
bool gate_index_has_magic(const struct gate_index *index);

/*
 * For who must open each file to see its first bytes: whether a program or library is likely there. It may be run, lies
 * in a folder of programs, or is named like one (no dot at all, or ".so", ".dll", ".exe", ".ko", ".node").
 */
bool gate_may_be_program(struct slice path, uint32_t mode);

#endif
