#include "cli/scanning.h"

static int packages_run(struct cli *cli)
{
    return scanning_run(cli, true);
}

const struct command command_packages = {
    .name = "packages",
    .usage = "TARGET...",
    .about = "List what is inside, without advisories: no database is needed",
    .details = "Targets are those of 'scan'. An inventory written with -o json is itself a target of 'scan'.\n\n"
               "Examples:\n"
               "  seaworthy packages image.tar\n"
               "  seaworthy packages -o tsv image.tar\n"
               "  seaworthy packages -o json=inventory.json image.tar && seaworthy scan inventory.json\n",
    .options =
        (const char *const[]){"output", "columns", "platform", "distro", "all-layers", "verify", "now", "cache",
                              "no-cache", "offline", "tmp", "jobs", "max-memory", "timeout", "stall", "sandbox", NULL},
    .operands_min = 1,
    .operands_max = 1000 * 1000,
    .run = packages_run,
};
