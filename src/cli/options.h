/*
 * The one table of options: parsing, help, man pages, completion, the environment (SEAWORTHY_NAME) and the
 * configuration file (name = value) are all made from it. A name means the same in every command that takes it.
 */
#ifndef SEAWORTHY_CLI_OPTIONS_H
#define SEAWORTHY_CLI_OPTIONS_H

#include "base/arena.h"
#include "base/error.h"

enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_LIST,     /* repeatable; each may hold several, joined by ',', where `split` says so */
    OPTION_CHOICE,   /* one of `choices` */
    OPTION_COUNT,    /* a number from 1 */
    OPTION_SIZE,     /* bytes, or with K, M, G (binary) */
    OPTION_DURATION, /* seconds, or with s, m, h, d */
    OPTION_DATE,     /* 2026-11-23 */
    OPTION_FILE,     /* a path; completion offers files */
    OPTION_FOLDER,
};

struct option {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* "N", "DIR"; NULL for flags */
    const char *help;     /* one or two lines; a new line is a space */
    const char *standard; /* the default as written in help and used where nobody says otherwise; NULL: none */
    const char *shown;    /* the default as help words it ("cores"), where `standard` is NULL */
    enum option_kind kind;
    const char *const *choices; /* OPTION_CHOICE; NULL-terminated */
    const char *only;           /* the one command for which this row is; NULL: all that list the name */
    bool split;                 /* OPTION_LIST: "a,b" is two */
    bool line_only;             /* neither in the environment nor in the file: help, version, config */
};

enum { OPTIONS_MAX = 96 };

/* returns  row number `index`, or NULL behind the last */
const struct option *option_at(size_t index);
size_t option_index(const struct option *option);
/* The row of that name for a command ("scan"; NULL: any). returns  NULL: unknown */
const struct option *option_find(struct slice name, const char *command);
const struct option *option_find_letter(char letter, const char *command);

/* What an option was given, and by whom. */
struct option_value {
    const char *from;  /* "--jobs", "SEAWORTHY_JOBS", "/x/seaworthy.toml: line 3: jobs"; NULL: nobody said */
    struct slice text; /* the last one */
    uint64_t number;   /* of COUNT, SIZE, DURATION; of FLAG 0 or 1; of CHOICE the index */
    struct {
        struct slice *at;
        size_t count, room;
    } list;
};

/*
 * Checks `text` by the row's kind and puts it into `value`.
 * fails  ERROR_USAGE: "--jobs: 'x' is not a number from 1"
 */
bool option_take(struct arena *arena, const struct option *option, const char *from, struct slice text,
                 struct option_value *value, struct error *error);

/* "SEAWORTHY_MAX_MEMORY" */
const char *option_environment(struct arena *arena, const struct option *option);

bool date_valid(struct slice text);

#endif
