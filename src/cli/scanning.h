/* What scan, packages and explain share: options of a scan from those of the command line, targets, reports. */
#ifndef SEAWORTHY_CLI_SCANNING_H
#define SEAWORTHY_CLI_SCANNING_H

#include "cli/context.h"
#include "scan/scan.h"

/* fails  ERROR_USAGE for a word that an option does not know */
bool scanning_options(struct cli *cli, bool inventory_only, struct scan_options *options, struct error *error);

/* Folder of the cache; NULL: none (--no-cache, no home). */
const char *scanning_cache(struct cli *cli);

/* Folder of the advisory database: --db, else where one is. */
const char *scanning_database(struct cli *cli);

/* Memory for one target; --max-memory is its limit. Its end is the program's, with a message. */
struct arena *scanning_arena(struct cli *cli);

/* All operands, to all reports of -o. returns  the worst exit status */
int scanning_run(struct cli *cli, bool inventory_only);

/* Of two exit statuses the one that a scan of several targets ends with: 4, 2, 1, 3, 0. */
int scanning_worse(int a, int b);

#endif
