/* The command line of a worker: JOB, then NAME=VALUE (worker/protocol.h). It comes from the parent, and is not believed
 * either. */
#ifndef SEAWORTHY_WORKER_ARGUMENTS_H
#define SEAWORTHY_WORKER_ARGUMENTS_H

#include "base/arena.h"
#include "worker/job/job.h"

/* words  those behind JOB. fails  with the word that is unknown or is no number */
bool arguments_parse(struct arena *arena, char *const *words, struct job_arguments *arguments, struct error *error);

#endif
