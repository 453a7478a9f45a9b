#include "advisory/database.h"
#include "base/text.h"
#include "cli/scanning.h"

/* Widths for names of distributions and days. */
enum { NAME_COLUMNS = 24, DAY_COLUMNS = 12, SIZE_COLUMNS = 10 };

static void put(struct cli *cli, struct slice text, int width)
{
    struct slice shown = text_printable_copy(cli->arena, text);
    fprintf(cli->out, "%-*.*s ", width, (int)shown.len, (const char *)shown.at);
}

static void put_segment(struct cli *cli, const struct segment_info *info)
{
    put(cli, info->name, NAME_COLUMNS);
    put(cli, info->built, DAY_COLUMNS);
    fprintf(cli->out, "%*llu ", SIZE_COLUMNS, (unsigned long long)info->size);
    for (size_t i = 0; i < info->source_count; i++) {
        const struct segment_source *source = &info->sources[i];
        fprintf(cli->out, "%s%.*s", i ? ", " : " ", SLICE_ARG(text_printable_copy(cli->arena, source->name)));
        if (source->date.len)
            fprintf(cli->out, " %.*s", SLICE_ARG(text_printable_copy(cli->arena, source->date)));
        if (source->fixed_only)
            fputs(" (fixed issues only)", cli->out);
    }
    fputc('\n', cli->out);
}

static int db_status_run(struct cli *cli)
{
    const char *folder = scanning_database(cli);
    struct database database;
    struct error error;

    if (!database_open(cli->arena, folder, &database, &error))
        return cli_error(cli, &error);
    fprintf(cli->out, "folder  %s\ndata to %.*s\n\n", folder,
            SLICE_ARG(text_printable_copy(cli->arena, database.built)));
    put(cli, S("segment"), NAME_COLUMNS);
    put(cli, S("data to"), DAY_COLUMNS);
    fprintf(cli->out, "%*s  sources\n", SIZE_COLUMNS, "bytes");
    for (size_t i = 0; i < database.segment_count; i++)
        put_segment(cli, &database.segments[i]);
    database_close(&database);
    return cli_finish(cli, EXIT_PASS);
}

const struct command command_db_status = {
    .name = "db status",
    .usage = "",
    .about = "Tell which advisories the database holds, from whom and from when",
    .details = "Examples:\n  seaworthy db status\n  seaworthy db status --db ./db\n",
    .options = (const char *const[]){"db", NULL},
    .run = db_status_run,
};
