/*
 * Files below a folder whose content nobody vouches for: links cannot lead out of it, nothing blocks, nothing is
 * executed, no device is opened (openat2(2), Linux 5.6).
 */
#ifndef SEAWORTHY_TARGET_BENEATH_H
#define SEAWORTHY_TARGET_BENEATH_H

#include "base/arena.h"

#include <sys/stat.h>

/* Links are followed, with `folder` as their root. returns  a descriptor, or -1 with errno */
int beneath_open(int folder, const char *path);
/* No link is followed, nor a mount point crossed. */
int beneath_open_plain(int folder, const char *path);
/* The same for a folder to be listed. */
int beneath_open_folder(int folder, const char *path);
/*
 * Where `path` leads when links are followed with `folder` as their root; nothing is opened.
 * real     relative to `folder`; on the arena
 * returns  false with errno when it leads nowhere, or may not be looked at
 */
bool beneath_real(struct arena *arena, int folder, const char *path, struct slice *real, struct stat *stat);

#endif
