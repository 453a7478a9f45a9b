/*
 * Paths inside images: relative, '/' between parts, no leading or trailing '/', no "." and "..", at most PATH_LEN_MAX
 * bytes.
 */
#ifndef SEAWORTHY_BASE_PATH_H
#define SEAWORTHY_BASE_PATH_H

#include "base/arena.h"

enum { PATH_LEN_MAX = 4096 };

/*
 * Normalises a name as an archive wrote it: leading '/', "./", double '/' and trailing '/' go; ".." goes up and never
 * above the root ("../../etc/x" is "etc/x", as a chroot would see it).
 * out      at least `name.len` bytes; may be the bytes of `name` itself
 * returns  false when too long or with a NUL; the root itself is the empty path
 */
bool path_normalise(struct slice name, uint8_t *out, struct slice *path);

struct slice path_base(struct slice path);   /* last part */
struct slice path_folder(struct slice path); /* all before it, without the '/'; empty at the root */
/* "a/b" is within "a" and within "" but not within "a/b" nor "a/bc". */
bool path_within(struct slice path, struct slice folder);
/* folder + '/' + name */
struct slice path_join(struct arena *arena, struct slice folder, struct slice name);
/*
 * Where a symbolic link leads: `target` as written in the link that stands at `link`; absolute ones start at the root.
 * returns  a normalised path on the arena; false when too long
 */
bool path_link(struct arena *arena, struct slice link, struct slice target, struct slice *path);

/* The 128-bit hash under which facts file a path. */
struct path_hash {
    uint8_t bytes[16];
};
struct path_hash path_hash(struct slice path);

#endif
