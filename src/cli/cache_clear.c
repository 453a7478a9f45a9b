#include "cli/scanning.h"
#include "scan/cache.h"

static int cache_clear_run(struct cli *cli)
{
    const char *folder = scanning_cache(cli);
    struct cache_totals totals;
    struct error error;

    if (!folder)
        return EXIT_OURS;
    if (!cache_prune(folder, 0, &totals, &error))
        return cli_error(cli, &error);
    fprintf(cli->out, "dropped %llu files of %llu bytes\n", (unsigned long long)totals.dropped,
            (unsigned long long)totals.dropped_bytes);
    return EXIT_PASS;
}

const struct command command_cache_clear = {
    .name = "cache clear",
    .usage = "",
    .about = "Drop the whole cache",
    .details = "Only files that the cache made are touched.\n\nExamples:\n  seaworthy cache clear\n",
    .options = (const char *const[]){"cache", NULL},
    .run = cache_clear_run,
};
