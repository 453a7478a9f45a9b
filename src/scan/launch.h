/* Starting one worker: its descriptors, its empty environment, its place; and the names of the signals that end it. */
#ifndef SEAWORTHY_SCAN_LAUNCH_H
#define SEAWORTHY_SCAN_LAUNCH_H

#include "base/error.h"

#include <sys/types.h>

struct launch_descriptors {
    int input; /* -1: /dev/null */
    int output, scratch;
};

/* words  the command line, the worker's path first; ends with NULL */
bool launch_worker(const char *worker, const char *const *words, const struct launch_descriptors *descriptors,
                   pid_t *pid, struct error *error);

/* What a worker that a signal ended is as a problem. */
void launch_signal_error(int signal, struct error *error);

#endif
