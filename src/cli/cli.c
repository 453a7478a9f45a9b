#include "cli/context.h"

#include <stdlib.h>

/* Options and small things; each target has an arena of its own. */
enum { CLI_MEMORY = 64 * 1024 * 1024 };

static void __attribute__((noreturn)) exhausted(void *context, size_t wanted)
{
    struct cli *cli = context;

    fprintf(cli->err, "seaworthy: out of memory: %zu more bytes were wanted: the target says more than can be held\n",
            wanted);
    exit(EXIT_OURS);
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct error error;

    if (argc < 2) {
        help_write(cli->err, NULL);
        return EXIT_USAGE;
    }
    if (!cli_parse(cli, argc, argv, &error))
        return cli_error(cli, &error);
    if (cli_flag(cli, "help")) {
        help_write(cli->out, cli->command);
        return EXIT_PASS;
    }
    if (!config_load(cli, &error))
        return cli_error(cli, &error);
    if (cli->config_file.len)
        cli_tell(cli, "configuration: %.*s", SLICE_ARG(cli->config_file));
    return cli->command->run(cli);
}

int cli_main(int argc, char **argv, char **environment, const char *today)
{
    struct cli cli = {.environment = environment, .today = slice_text(today), .out = stdout, .err = stderr};

    clock_gettime(CLOCK_MONOTONIC, &cli.started);
    cli.arena = arena_create(CLI_MEMORY, exhausted, &cli);
    int status = cli_finish(&cli, run(&cli, argc, argv));
    arena_destroy(cli.arena);
    return status;
}
