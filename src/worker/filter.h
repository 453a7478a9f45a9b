/* The filter as a program, apart from its loading, so that a test can run it against every call there is. */
#ifndef SEAWORTHY_WORKER_FILTER_H
#define SEAWORTHY_WORKER_FILTER_H

#include "worker/walls.h"

#include <linux/filter.h>

enum { SECCOMP_PROGRAM_MAX = 256 };

/* returns  how many instructions were written */
size_t seccomp_program(enum seccomp_stage stage, struct sock_filter program[SECCOMP_PROGRAM_MAX]);

#endif
