/*
 * The command line: one file a command, a row each in rows.h; one table of options, from which parsing, help,
 * completion, the configuration file and the environment are made.
 */
#ifndef SEAWORTHY_CLI_CLI_H
#define SEAWORTHY_CLI_CLI_H

#include "base/arena.h"
#include "base/error.h"

enum { EXIT_PASS = 0, EXIT_FAIL = 1, EXIT_USAGE = 2, EXIT_INCOMPLETE = 3, EXIT_OURS = 4 };

struct cli; /* parsed options, operands, environment, the day */

struct command {
    const char *name;           /* "scan", "db build" */
    const char *usage;          /* "TARGET..." */
    const char *about;          /* one line */
    const char *details;        /* paragraphs and examples for --help */
    const char *const *options; /* names of the rows it takes, NULL-terminated */
    unsigned operands_min, operands_max;
    int (*run)(struct cli *cli);
};

/* main without its process: everything that it reads comes in here. returns  the exit status */
int cli_main(int argc, char **argv, char **environment, const char *today);

#endif
