/*
 * What a command sees: its options as resolved from command line, environment and configuration file (in this order of
 * strength), its operands, the environment and the day. Nothing else reads the process.
 */
#ifndef SEAWORTHY_CLI_CONTEXT_H
#define SEAWORTHY_CLI_CONTEXT_H

#include "cli/cli.h"
#include "cli/options.h"

#include <stdio.h>
#include <time.h>

struct cli {
    struct arena *arena;
    const struct command *command;
    struct option_value values[OPTIONS_MAX]; /* by option_index */
    struct slice *operands;
    size_t operand_count;
    char **environment;
    struct slice today;
    FILE *out, *err;
    struct slice config_file; /* in use; empty: none */
    struct timespec started;
    bool progress_shown; /* a line without its end stands on the terminal */
};

/* returns  the row number `index` of rows.h, or NULL behind the last */
const struct command *command_at(size_t index);
/* "scan", "db build". returns  NULL: none of that name */
const struct command *command_find(struct slice name);
/* true when commands of two words begin with it: "db", "cache" */
bool command_group(struct slice word);
bool command_takes(const struct command *command, struct slice option);
/* Names of the options that every command takes, NULL-terminated. */
const char *const *command_everywhere(void);

/* Options by their name in the table; a name that is no row is a mistake of ours and ends the program. */
bool cli_given(const struct cli *cli, const char *name); /* anybody said something */
bool cli_flag(const struct cli *cli, const char *name);
struct slice cli_text(const struct cli *cli, const char *name); /* or its default; empty: neither */
uint64_t cli_number(const struct cli *cli, const char *name);   /* or its default; 0: neither */
struct slices cli_list(const struct cli *cli, const char *name);
/* NUL-terminated, or NULL where nobody says and there is no default. */
const char *cli_path(const struct cli *cli, const char *name);
/* returns  NULL when not set or empty */
const char *cli_environment(const struct cli *cli, const char *name);

/* Whether colour is wanted on a descriptor: --color, NO_COLOR, CLICOLOR_FORCE, a terminal (no-color.org, bixense.com).
 */
bool cli_colour(const struct cli *cli, int descriptor);
/* Columns of a terminal; 0: not one. COLUMNS comes before what the terminal says. */
unsigned cli_width(const struct cli *cli, int descriptor);

/* "seaworthy: …" on stderr, made printable. Warnings and progress are silent with -q, errors never. */
int cli_error(struct cli *cli, const struct error *error); /* returns  the exit status of its code */
void cli_warn(void *cli, const char *text);
void cli_tell(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3))); /* with -v only */
void cli_tell_line(void *cli, const char *text);
void cli_progress(void *cli, const char *text);
void cli_progress_end(struct cli *cli);

/* Flushes stdout. returns  `status`, or EXIT_OURS with an error told when something was not written */
int cli_finish(struct cli *cli, int status);

/*
 * Finds command and options in the arguments, then fills in environment and file.
 * fails  ERROR_USAGE, naming the nearest known word
 */
bool cli_parse(struct cli *cli, int argc, char **argv, struct error *error);
bool config_load(struct cli *cli, struct error *error);
/* One document in the form of the configuration file. `name` stands in errors. */
bool config_read(struct cli *cli, struct slice text, const char *name, struct error *error);

/* The word among `known` that is nearest to `word`, or NULL when none is near: transpositions count once. */
const char *nearest_word(struct slice word, const char *const *known, size_t count);

/* Help of a command, or of all (command NULL); its page in roff. */
void help_write(FILE *out, const struct command *command);
void help_manual(FILE *out, const struct command *command);
/* Calls `line` for the command's own options, or for those that all commands take. */
void help_each_option(FILE *out, const struct command *command, bool own,
                      void (*line)(FILE *out, const struct option *option));
const char *option_default(const struct option *option);

#endif
