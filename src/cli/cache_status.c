#include "cli/scanning.h"
#include "scan/cache.h"

static int cache_status_run(struct cli *cli)
{
    const char *folder = scanning_cache(cli);
    struct cache_totals totals;
    struct error error;

    if (!folder)
        return EXIT_OURS;
    if (!cache_status(folder, &totals, &error))
        return cli_error(cli, &error);
    fprintf(cli->out, "folder  %s\nlayers  %llu\nbytes   %llu\nfiles   %llu known by identity\n", folder,
            (unsigned long long)totals.layers, (unsigned long long)totals.layer_bytes,
            (unsigned long long)totals.identities);
    return EXIT_PASS;
}

const struct command command_cache_status = {
    .name = "cache status",
    .usage = "",
    .about = "Tell where the cache is and how much it holds",
    .details = "Examples:\n  seaworthy cache status\n",
    .options = (const char *const[]){"cache", NULL},
    .run = cache_status_run,
};
