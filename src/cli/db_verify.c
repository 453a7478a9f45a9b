#include "advisory/database.h"
#include "cli/scanning.h"

static int db_verify_run(struct cli *cli)
{
    struct database database;
    int status = EXIT_PASS;
    struct error error;

    if (!database_open(cli->arena, scanning_database(cli), &database, &error))
        return cli_error(cli, &error);
    for (size_t i = 0; i < database.segment_count; i++)
        if (!database_verify(&database, &database.segments[i], &error))
            status = scanning_worse(status, cli_error(cli, &error));
    if (status == EXIT_PASS)
        fprintf(cli->out, "%zu segments are what the index says\n", database.segment_count);
    database_close(&database);
    return cli_finish(cli, status);
}

const struct command command_db_verify = {
    .name = "db verify",
    .usage = "",
    .about = "Hash every segment of the database and compare with its index",
    .details = "Examples:\n  seaworthy db verify\n",
    .options = (const char *const[]){"db", NULL},
    .run = db_verify_run,
};
