/*
 * Feeds that are YAML, read as JSON: each document becomes one JSON text, so that one reader serves both. Scalars are
 * strings whatever they look like ("1.10" is a version, no number), but plain '~', 'null' and nothing at all are null.
 * Anchors, aliases and tags are not for records of advisories.
 */
#ifndef SEAWORTHY_ADVISORY_FEED_YAML_H
#define SEAWORTHY_ADVISORY_FEED_YAML_H

#include "advisory/bytes.h"
#include "base/error.h"

enum { YAML_FILE_MAX = 1024 * 1024, YAML_DEPTH_MAX = 64 }; /* the largest known record has 60 KiB */

/*
 * The first document of `reader`.
 * json   on `arena`
 * fails  malformed, limit, or what the reader says
 */
bool yaml_as_json(struct reader *reader, struct arena *arena, struct slice *json, struct error *error);

#endif
