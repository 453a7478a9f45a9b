#include "cli/context.h"

static int help_run(struct cli *cli)
{
    const struct command *command = NULL;
    struct slice name = S("");

    for (size_t i = 0; i < cli->operand_count; i++)
        name = arena_format(cli->arena, "%.*s%s%.*s", SLICE_ARG(name), i ? " " : "", SLICE_ARG(cli->operands[i]));
    if (name.len && !(command = command_find(name))) {
        struct error error;
        fail(&error, ERROR_USAGE, "no help on this: %.*s: 'seaworthy --help' lists the commands", SLICE_ARG(name));
        return cli_error(cli, &error);
    }
    if (cli_flag(cli, "man"))
        help_manual(cli->out, command);
    else
        help_write(cli->out, command);
    return EXIT_PASS;
}

const struct command command_help = {
    .name = "help",
    .usage = "[COMMAND]",
    .about = "Tell how a command is used",
    .details = "Examples:\n"
               "  seaworthy help scan\n"
               "  seaworthy help --man scan > seaworthy-scan.1\n",
    .options = (const char *const[]){"man", NULL},
    .operands_max = 2,
    .run = help_run,
};
