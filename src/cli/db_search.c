#include "advisory/database.h"
#include "base/text.h"
#include "cli/scanning.h"

struct search {
    struct cli *cli;
    struct segment *segment;
    struct slice segment_name;
    struct slice word; /* empty: everything */
    bool by_id;        /* the word is an id; else a package */
    size_t found;
    struct error error;
};

static void put(struct search *search, struct slice text)
{
    fprintf(search->cli->out, "\t%.*s", SLICE_ARG(text_printable_copy(search->cli->arena, text)));
}

static struct slice joined(struct arena *arena, struct slices list, const char *between)
{
    struct slice text = {0};

    for (size_t i = 0; i < list.count; i++)
        text = arena_format(arena, "%.*s%s%.*s", SLICE_ARG(text), i ? between : "", SLICE_ARG(list.at[i]));
    return text;
}

/* Which versions it speaks of, in few words. */
static struct slice versions_of(struct arena *arena, const struct advisory *a)
{
    if (a->has_ranges)
        return a->ranges.count ? joined(arena, a->ranges, " || ") : S("none");
    if (a->has_not_affected)
        return arena_format(arena, "not %.*s", SLICE_ARG(joined(arena, a->not_affected_ranges, " || ")));
    if (a->versions.count)
        return joined(arena, a->versions, " ");
    return a->fixed_version.len ? arena_format(arena, "<%.*s", SLICE_ARG(a->fixed_version)) : S("all");
}

static bool has(struct slices list, struct slice word)
{
    for (size_t i = 0; i < list.count; i++)
        if (slice_equal(list.at[i], word))
            return true;
    return false;
}

static bool visit_advisory(void *context, const struct advisory *a)
{
    struct search *search = context;
    struct arena_mark mark = arena_mark(search->cli->arena);

    if (search->word.len && search->by_id && !slice_equal(a->id, search->word) && !has(a->aliases, search->word) &&
        !has(a->vendor_ids, search->word))
        return true;
    search->found++;
    fprintf(search->cli->out, "%.*s", SLICE_ARG(text_printable_copy(search->cli->arena, search->segment_name)));
    put(search, a->package);
    put(search, a->id);
    put(search, slice_text(status_name(a->status)));
    put(search, versions_of(search->cli->arena, a));
    put(search, a->severity.len ? a->severity : a->urgency);
    put(search, joined(search->cli->arena, a->vendor_ids, " "));
    put(search, a->source);
    fputc('\n', search->cli->out);
    arena_reset(search->cli->arena, mark);
    return true;
}

static bool visit_package(void *context, struct slice package)
{
    struct search *search = context;
    return segment_each(search->segment, package, visit_advisory, search, &search->error);
}

static bool search_segment(struct search *search, struct database *database, const struct segment_info *info)
{
    search->segment_name = info->name;
    if (!database_segment(database, info->name, &search->segment, &search->error))
        return false;
    if (!search->by_id)
        return !segment_of_packages(search->segment) || visit_package(search, search->word);
    return segment_each_name(search->segment, visit_package, search, &search->error) &&
           search->error.code == ERROR_NONE;
}

static int db_search_run(struct cli *cli)
{
    struct slices wanted = cli_list(cli, "segment");
    struct search search = {.cli = cli, .word = cli->operand_count ? cli->operands[0] : S("")};
    struct database database;
    int status = EXIT_PASS;
    struct error error;

    if (!database_open(cli->arena, scanning_database(cli), &database, &error))
        return cli_error(cli, &error);
    /* Ids of all upstreams have a '-' and a digit behind it, and begin with a capital; packages hardly ever do. */
    search.by_id = search.word.len == 0 || (search.word.at[0] >= 'A' && search.word.at[0] <= 'Z' &&
                                            slice_find_byte(search.word, '-') < search.word.len);
    for (size_t i = 0; i < database.segment_count; i++) {
        if (wanted.count && !has(wanted, database.segments[i].name))
            continue;
        if (!search_segment(&search, &database, &database.segments[i]))
            status = scanning_worse(status, cli_error(cli, &search.error));
        search.error.code = ERROR_NONE;
    }
    if (search.found == 0 && status == EXIT_PASS)
        cli_warn(cli, "nothing found");
    database_close(&database);
    return cli_finish(cli, status);
}

const struct command command_db_search = {
    .name = "db search",
    .usage = "[ID|PACKAGE]",
    .about = "Find what the database says of an advisory or of a package",
    .details =
        "One statement a line, tab-separated: segment, package, id, status, versions that it speaks of, severity "
        "as its source says it, the vendor's ids, source. An id is found under its aliases too; without "
        "one everything is told.\n\n"
        "Examples:\n"
        "  seaworthy db search CVE-2024-0727\n"
        "  seaworthy db search openssl --segment debian-12\n"
        "  seaworthy db search --segment debian-12 > debian-12.tsv\n",
    .options = (const char *const[]){"db", "segment", NULL},
    .operands_max = 1,
    .run = db_search_run,
};
