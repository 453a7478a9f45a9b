/*
 * What C lacks, and nothing of containers. Read in this order:
 *
 *   slice.h    a borrowed run of bytes: how input travels
 *   arena.h    memory that goes all at once
 *   error.h    what went wrong: codes, texts that grow outward, problems of a report; checked sums
 *   source.h   bytes chunk by chunk, decoders on decoders
 *   reader.h   consuming a slice or a source without running over: numbers, lines
 *   json.h     JSON value by value, without a tree
 *   map.h, sort.h, path.h, digest.h, cleanup.h
 *   text.h     for people: UTF-8, what may be printed, widths, credentials masked
 *
 *   banned.h   what may not be called behind the wall; force-included by the rooms that the worker links
 *   testing.h  for tests: cmocka, inputs of exact size, sources whose chunks die early
 *
 * There is nothing to include here: each user names what it needs.
 */
#ifndef SEAWORTHY_BASE_BASE_H
#define SEAWORTHY_BASE_BASE_H
#endif
