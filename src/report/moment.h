/* Moments and days as reports write them: what an image says of its creation may be anything. */
#ifndef SEAWORTHY_REPORT_MOMENT_H
#define SEAWORTHY_REPORT_MOMENT_H

#include "base/arena.h"

/*
 * An RFC 3339 time as "2026-01-02T03:04:05Z": in UTC, whole seconds.
 * returns  empty when it is none, or lies outside the years 1 to 9999
 */
struct slice moment_utc(struct arena *arena, struct slice time);
/* The day of a text that begins with one ("2026-01-02"), else empty. */
struct slice moment_day(struct slice text);

#endif
