#include "cli/context.h"

static int version_run(struct cli *cli)
{
    fputs("seaworthy " SEAWORTHY_VERSION "\n", cli->out);
    return EXIT_PASS;
}

const struct command command_version = {
    .name = "version",
    .usage = "",
    .about = "Print the version",
    .details = "Examples:\n  seaworthy version\n",
    .run = version_run,
};
