#include "cli/scanning.h"
#include "scan/cache.h"

static int cache_prune_run(struct cli *cli)
{
    const char *folder = scanning_cache(cli);
    struct cache_totals totals;
    struct error error;

    if (!folder)
        return EXIT_OURS;
    if (!cache_prune(folder, cli_number(cli, "older-than"), &totals, &error))
        return cli_error(cli, &error);
    fprintf(cli->out, "dropped %llu files of %llu bytes; %llu layers stay\n", (unsigned long long)totals.dropped,
            (unsigned long long)totals.dropped_bytes, (unsigned long long)totals.layers);
    return EXIT_PASS;
}

const struct command command_cache_prune = {
    .name = "cache prune",
    .usage = "",
    .about = "Drop what was not used for a while",
    .details = "Examples:\n  seaworthy cache prune\n  seaworthy cache prune --older-than 7d\n",
    .options = (const char *const[]){"older-than", "cache", NULL},
    .run = cache_prune_run,
};
