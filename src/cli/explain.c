/* Why an advisory is or is not a finding: every rule that was met, and what decided. */
#include "base/text.h"
#include "cli/scanning.h"

static struct slice shown(struct arena *arena, struct slice text)
{
    return text_printable_copy(arena, text);
}

static void explain_step(struct cli *cli, const struct trace_step *step, struct arena *arena)
{
    struct slice advisory = shown(arena, step->advisory), segment = shown(arena, step->segment);
    struct slice rule = shown(arena, step->rule), reason = shown(arena, step->reason);

    fprintf(cli->out, "  %s %.*s (%.*s): %.*s\n", step->held ? "held    " : "did not ", SLICE_ARG(advisory),
            SLICE_ARG(segment), SLICE_ARG(rule));
    if (reason.len)
        fprintf(cli->out, "           why: %.*s\n", SLICE_ARG(reason));
    for (size_t i = 0; i < step->symbols.count; i++) {
        struct slice symbol = shown(arena, step->symbols.at[i]);
        fprintf(cli->out, "           in:  %.*s\n", SLICE_ARG(symbol));
    }
}

static const struct finding *finding_of(const struct findings *findings, const struct inventory_package *package,
                                        struct slice id)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->at[i];
        bool named = slice_equal_nocase(finding->id, id);
        for (size_t j = 0; !named && j < finding->aliases.count; j++)
            named = slice_equal_nocase(finding->aliases.at[j], id);
        if (named && finding->package == package)
            return finding;
    }
    return NULL;
}

static void explain_package(struct cli *cli, const struct scan_result *result, const struct inventory_package *package,
                            struct arena *arena)
{
    static const char *const words[] = {[FINDING_AFFECTED] = "affected",
                                        [FINDING_UNDER_INVESTIGATION] = "under investigation",
                                        [FINDING_NOT_AFFECTED] = "not affected",
                                        [FINDING_FIXED] = "fixed"};
    const struct finding *finding = finding_of(&result->findings, package, cli->operands[1]);
    struct slice name = shown(arena, package->package.name);
    struct slice version = shown(arena, package_full_version(arena, &package->package));

    /* No line begins with a name: a CI service takes some beginnings for commands. */
    fprintf(cli->out, "Package %.*s %.*s: %s\n", SLICE_ARG(name), SLICE_ARG(version),
            finding ? words[finding->status] : "no finding");
    struct slice ownership = shown(arena, inventory_ownership(arena, package));
    if (ownership.len)
        fprintf(cli->out, "  file: %.*s\n", SLICE_ARG(ownership));
    for (size_t i = 0; i < result->findings.trace.count; i++)
        if (result->findings.trace.at[i].package == package)
            explain_step(cli, &result->findings.trace.at[i], arena);
}

static bool asked_for(const struct cli *cli, const struct inventory_package *package)
{
    return cli->operand_count < 3 || slice_equal(package->package.name, cli->operands[2]) ||
           slice_equal(package->package.source_name, cli->operands[2]);
}

/* What was not looked at may hold what is asked for. */
static void explain_gaps(struct cli *cli, const struct report *report)
{
    const char *before = "\nNot all was looked at: ", *last = "";

    for (size_t i = 0; i < report->problem_count; i++) {
        const char *name = problem_kind(report->problems[i].code)->name;
        if (!problem_blocking(&report->problems[i]) || name == last)
            continue;
        fprintf(cli->out, "%s%s", before, name);
        before = ", ";
        last = name;
    }
    if (*last)
        fputs("; 'seaworthy scan' tells more.\n", cli->out);
}

static void explain_result(struct cli *cli, const struct scan_result *result, struct arena *arena)
{
    const struct inventory *inventory = &result->inventory;
    struct slice target = shown(arena, result->report.target.name), id = shown(arena, cli->operands[1]);
    size_t told = 0, named = 0;

    fprintf(cli->out, "Advisory %.*s in %.*s\n\n", SLICE_ARG(id), SLICE_ARG(target));
    for (size_t i = 0; i < inventory->package_count; i++) {
        const struct inventory_package *package = &inventory->packages[i];
        bool traced = false;
        named += asked_for(cli, package);
        for (size_t j = 0; j < result->findings.trace.count && !traced; j++)
            traced = result->findings.trace.at[j].package == package;
        if (!traced || !asked_for(cli, package))
            continue;
        explain_package(cli, result, package, arena);
        told++;
    }
    if (!told && cli->operand_count > 2 && !named)
        fputs("No package of that name is in the image.\n", cli->out);
    else if (!told)
        fputs("No advisory of that name speaks of a package in the image.\n", cli->out);
    explain_gaps(cli, &result->report);
}

static int explain_run(struct cli *cli)
{
    struct scan_options options;
    struct scan_results results = {0};
    struct error error;
    int status = EXIT_PASS;

    if (!scanning_options(cli, false, &options, &error))
        return cli_error(cli, &error);
    options.match.show_all = true;
    options.match.trace_id = cli->operands[1];
    if (cli->operand_count > 2)
        options.match.trace_package = cli->operands[2];
    struct arena *arena = scanning_arena(cli);
    if (!scan_target(arena, cli->operands[0], &options, &results, &error))
        status = cli_error(cli, &error);
    cli_progress_end(cli);
    for (size_t i = 0; i < results.count; i++) {
        explain_result(cli, &results.at[i], arena);
        if (!results.at[i].report.complete)
            status = EXIT_INCOMPLETE;
    }
    scan_close(&results);
    arena_destroy(arena);
    return status;
}

const struct command command_explain = {
    .name = "explain",
    .usage = "TARGET ID [PKG]",
    .about = "Tell why ID is or is not a finding in TARGET: every rule met, and what decided",
    .details =
        "ID is a CVE or another name of an advisory; PKG narrows it to one package, or to those of one source.\n\n"
        "Examples:\n"
        "  seaworthy explain image.tar CVE-2024-0727\n"
        "  seaworthy explain image.tar CVE-2024-0727 libssl3\n",
    .options = (const char *const[]){"platform", "distro",  "all-layers", "verify",  "now",  "db",         "db-max-age",
                                     "offline",  "cache",   "no-cache",   "tmp",     "jobs", "max-memory", "timeout",
                                     "stall",    "sandbox", "fail-on",    "include", "show", NULL},
    .operands_min = 2,
    .operands_max = 3,
    .run = explain_run,
};
