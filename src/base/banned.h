/*
 * What no code of ours may call behind the wall: force-included (-include base/banned.h) for every room that the worker
 * links. stdio, qsort, the time zone and the environment make system calls that kill; the others run over or do not
 * tell of overflow. Use base/sort.h, slice_decimal, arena_format, reader, snprintf into a buffer of known size. (The
 * idea is git's banned.h.)
 */
#ifndef SEAWORTHY_BASE_BANNED_H
#define SEAWORTHY_BASE_BANNED_H

/* Whoever declares these names comes first: a name that is poisoned may not even be declared. */
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

/* Run over their target, or leave it without a NUL. */
#undef strdupa
#undef strndupa
#undef alloca
#pragma GCC poison strcpy strcat strncpy strncat stpcpy stpncpy sprintf vsprintf gets alloca strdupa strndupa
/* Take text whose end is a NUL, know locales, and do not tell of overflow. */
#pragma GCC poison atoi atol atoll atof strtol strtoul strtoll strtoull strtoimax strtoumax strtod strtof strtold
#pragma GCC poison strtok strtok_r sscanf scanf fscanf strcasecmp strncasecmp
/* Ask the system for its memory size. */
#pragma GCC poison qsort qsort_r
/* stdio: allocates behind our back and writes where nobody listens. */
#pragma GCC poison fopen fdopen freopen fclose fread fwrite fgets fputs fputc putchar puts vprintf fprintf vfprintf
#pragma GCC poison getline getdelim perror tmpfile
/* Read files of the system: the time zone, locales, the environment. */
#pragma GCC poison localtime localtime_r gmtime gmtime_r mktime timegm ctime ctime_r asctime asctime_r strftime strptime
#pragma GCC poison setlocale getenv setenv putenv unsetenv
/* No programs. */
#pragma GCC poison system popen execl execlp execv execvp execve fork vfork

/* The word is needed in __attribute__((format(printf, …))), so only the call is refused. */
#define printf(...) printf_is_banned_use_arena_format

#endif
