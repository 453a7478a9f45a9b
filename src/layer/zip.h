/*
 * Zip archives read as a stream, member by member as their local headers come (APPNOTE.TXT 6.3.10, PKWARE): stored and
 * deflated members, sizes before or behind the data, zip64. The central directory is not read: what was deleted from
 * it, or stands in it alone, is not seen. For feeds; an archive that is read at random needs the directory.
 */
#ifndef SEAWORTHY_LAYER_ZIP_H
#define SEAWORTHY_LAYER_ZIP_H

#include "layer/entry.h"

struct zip;

/* true when these first bytes are those of a zip archive (also of an empty one) */
bool zip_recognise(struct slice head);

struct zip *zip_open(struct arena *arena, struct source *archive);

/*
 * The next member: path, kind and reader are set, size where it is known (else 0). What is left unread of the one
 * before is unpacked and checked. returns  false at the end (then zip_ok is true), and on damage: an archive that ends
 * before its central directory is `truncated`; encryption and other methods are `unsupported`
 */
bool zip_next(struct zip *zip, struct entry *entry);
/* Gives buffers back; no entry can be read any more. zip_ok still answers. */
void zip_close(struct zip *zip);
bool zip_ok(const struct zip *zip, struct error *error);

#endif
