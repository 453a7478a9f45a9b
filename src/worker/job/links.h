/*
 * Which links of a layer become facts: those through which a later look-up may pass. A layer may hold a hundred
 * thousand symbolic links, of which a package database needs two.
 */
#ifndef SEAWORTHY_WORKER_JOB_LINKS_H
#define SEAWORTHY_WORKER_JOB_LINKS_H

#include "worker/job/collect.h"

struct links;

struct links *links_create(const struct job_context *job, struct facts *facts);
/*
 * Both strings are UTF-8 without NUL.
 *
 * wanted   some row reads files of that path
 * returns  false when there is no more room: links_end tells
 */
bool links_symbolic(struct links *links, struct slice path, struct slice target, bool wanted);
/* Drops those at and below a path: a later entry replaces it. */
void links_forget(struct links *links, struct slice path);
/*
 * After the last entry: files those on the way from the whole-path gates of the analyzer table to where they lead
 * within this layer, all that stand in the first two folders of the tree (lib64, var/run, opt/app), since a link of
 * another layer may lead through them, and those in the place of a file that a row would read.
 */
void links_end(struct links *links);

#endif
