#include "cli/scanning.h"
#include "base/cleanup.h"
#include "scan/places.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* One -o. */
struct output {
    const struct format *format;
    struct slice name; /* FORMAT[=FILE] */
    const char *path;  /* NULL: stdout */
    int descriptor;
    struct sink *sink;
    struct report_options options;
};

struct outputs {
    struct output *at;
    size_t count, room;
};

int scanning_worse(int a, int b)
{
    static const int order[] = {EXIT_OURS, EXIT_USAGE, EXIT_FAIL, EXIT_INCOMPLETE};

    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        if (a == order[i] || b == order[i])
            return order[i];
    return EXIT_PASS;
}

static void __attribute__((noreturn)) exhausted(void *context, size_t wanted)
{
    struct cli *cli = context;

    fprintf(cli->err,
            "seaworthy: limit: memory: %zu more bytes were wanted: the target says more than --max-memory can hold\n",
            wanted);
    exit(EXIT_INCOMPLETE); /* the target is at fault, or the ceiling: nothing of ours failed */
}

struct arena *scanning_arena(struct cli *cli)
{
    return arena_create((size_t)cli_number(cli, "max-memory"), exhausted, cli);
}

const char *scanning_cache(struct cli *cli)
{
    if (cli_flag(cli, "no-cache"))
        return NULL;
    if (cli_given(cli, "cache"))
        return cli_path(cli, "cache");
    const char *folder = places_cache(cli->arena, cli_environment(cli, "XDG_CACHE_HOME"), cli_environment(cli, "HOME"));
    if (!folder)
        cli_warn(cli, "nothing is cached: there is no home folder: name one with --cache, or say --no-cache");
    return folder;
}

const char *scanning_database(struct cli *cli)
{
    if (cli_given(cli, "db"))
        return cli_path(cli, "db");
    return places_database(cli->arena, cli_environment(cli, "XDG_DATA_HOME"), cli_environment(cli, "HOME"),
                           places_program(cli->arena));
}

static bool fail_rules(struct cli *cli, struct policy *policy, struct error *error)
{
    struct slices rules = cli_list(cli, "fail-on");
    struct slice text = S("");

    for (size_t i = 0; i < rules.count; i++)
        text = arena_format(cli->arena, "%.*s%s%.*s", SLICE_ARG(text), i ? "," : "", SLICE_ARG(rules.at[i]));
    return policy_parse(cli->arena, text, policy, error);
}

bool scanning_options(struct cli *cli, bool inventory_only, struct scan_options *options, struct error *error)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    enum { SHOW_AFFECTED, SHOW_ALL };
    enum { INCLUDE_INSTALLED, INCLUDE_DECLARED };

    *options = (struct scan_options){
        .platform = cli_text(cli, "platform"),
        .distro = cli_text(cli, "distro"),
        .now = cli_given(cli, "now") ? cli_text(cli, "now") : cli->today,
        .tmp = cli_given(cli, "tmp") ? cli_path(cli, "tmp") : cli_environment(cli, "TMPDIR"),
        .all_layers = cli_flag(cli, "all-layers"),
        .verify = cli_flag(cli, "verify"),
        .no_cache = cli_flag(cli, "no-cache"),
        .offline = cli_flag(cli, "offline"),
        .inventory_only = inventory_only,
        .jobs = cli_given(cli, "jobs") ? (unsigned)cli_number(cli, "jobs")
                : cores > 0            ? (unsigned)cores
                                       : 1,
        .max_memory = cli_number(cli, "max-memory"),
        .timeout_seconds = (unsigned)cli_number(cli, "timeout"),
        .stall_seconds = (unsigned)cli_number(cli, "stall"),
        .sandbox = (enum sandbox)cli_number(cli, "sandbox"),
        .cache = scanning_cache(cli),
        .database = inventory_only ? NULL : scanning_database(cli),
        .database_max_age = inventory_only ? 0 : cli_number(cli, "db-max-age"),
        .tool_version = S(SEAWORTHY_VERSION),
        .progress = cli_progress,
        .warn = cli_warn,
        .tell = cli_tell_line,
        .context = cli,
    };
    options->match.now = options->now;
    if (inventory_only)
        return true;
    options->match.gate_declared = cli_number(cli, "include") == INCLUDE_DECLARED;
    options->match.show_all = cli_number(cli, "show") == SHOW_ALL;
    return fail_rules(cli, &options->policy, error);
}

static bool severity_bits(struct cli *cli, unsigned *bits, struct error *error)
{
    struct slices words = cli_list(cli, "severity");

    *bits = words.count ? 0 : ~0u;
    for (size_t i = 0; i < words.count; i++) {
        unsigned bit = 0;
        for (unsigned s = SEVERITY_UNKNOWN; s <= SEVERITY_CRITICAL; s++)
            if (slice_equal_nocase(words.at[i], slice_text(severity_name((enum severity)s))))
                bit = 1u << s;
        if (!bit)
            return fail(error, ERROR_USAGE,
                        "--severity: '%.*s' is none of critical, high, medium, low, negligible, unknown",
                        SLICE_ARG(words.at[i]));
        *bits |= bit;
    }
    return true;
}

static bool find_format(struct slice name, bool inventory_only, const struct format **format, struct error *error)
{
    const char *names[64];
    char known[512] = "";
    size_t count = 0, used = 0;

    *format = format_find(name);
    if (*format && (!inventory_only || (*format)->inventory_only_too))
        return true;
    if (*format)
        return fail(error, ERROR_USAGE, "--output: '%.*s' tells of findings: use it with 'seaworthy scan'",
                    SLICE_ARG(name));
    for (const struct format *row; (row = format_at(count)) && count < 64; count++) {
        int more = snprintf(known + used, sizeof known - used, "%s%s", count ? ", " : "", row->name);
        used += more > 0 && (size_t)more < sizeof known - used ? (size_t)more : 0;
        names[count] = row->name;
    }
    const char *near = nearest_word(name, names, count);
    if (near)
        return fail(error, ERROR_USAGE, "--output: unknown format '%.*s': did you mean '%s'?", SLICE_ARG(name), near);
    return fail(error, ERROR_USAGE, "--output: unknown format '%.*s': known are %s", SLICE_ARG(name), known);
}

/*
 * Opened before the scan, so that a wrong path is told in a second and not after a minute; emptied when there is
 * something to write.
 */
static bool open_output(struct cli *cli, struct output *output, struct error *error)
{
    output->descriptor = STDOUT_FILENO;
    if (output->path)
        output->descriptor = open(output->path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
    if (output->descriptor < 0)
        return fail(error, ERROR_INTERNAL, "a report cannot be written: %s: %m: name another file with -o",
                    output->path);
    output->options.colour = cli_colour(cli, output->descriptor);
    output->options.width = cli_width(cli, output->descriptor);
    return true;
}

static bool open_outputs(struct cli *cli, bool inventory_only, struct outputs *outputs, struct error *error)
{
    struct slice standard = S("table");
    struct slices wanted = cli_list(cli, "output");
    struct report_options options = {.columns = cli_list(cli, "columns")};
    size_t to_stdout = 0;

    if (wanted.count == 0)
        wanted = (struct slices){&standard, 1};
    if (!inventory_only) {
        enum { SHOW_AFFECTED, SHOW_ALL };
        options.only_fixed = cli_flag(cli, "only-fixed");
        options.show_all = cli_number(cli, "show") == SHOW_ALL;
        if (!severity_bits(cli, &options.severities, error))
            return false;
    }
    for (size_t i = 0; i < wanted.count; i++) {
        struct output *output = ARENA_PUSH(cli->arena, outputs);
        struct slice name, path;
        bool file = slice_cut(wanted.at[i], '=', &name, &path) && !slice_equal(path, S("-"));
        *output = (struct output){.name = wanted.at[i], .descriptor = -1, .options = options};
        if (!find_format(name, inventory_only, &output->format, error))
            return false;
        if (output->format->one_image && cli->operand_count > 1)
            return fail(error, ERROR_USAGE, "--output: '%.*s' holds one image: scan the targets one by one",
                        SLICE_ARG(name));
        if (!file && ++to_stdout > 1)
            return fail(error, ERROR_USAGE, "--output: two reports on standard output: give one a file: -o %.*s=FILE",
                        SLICE_ARG(name));
        output->path = file ? arena_text(cli->arena, path) : NULL;
    }
    for (size_t i = 0; i < outputs->count; i++)
        if (!open_output(cli, &outputs->at[i], error))
            return false;
    return true;
}

static bool write_result(struct cli *cli, struct outputs *outputs, const struct scan_result *result,
                         struct arena *arena, struct error *error)
{
    cli_progress_end(cli);
    for (size_t i = 0; i < outputs->count; i++) {
        struct output *output = &outputs->at[i];
        struct stat stat;
        if (output->sink && output->format->one_image)
            return fail(error, ERROR_INTERNAL,
                        "%.*s: a report of this format holds one image, and there are more: choose one with --platform "
                        "or FILE#TAG, and one TARGET",
                        SLICE_ARG(output->name));
        if (!output->sink && output->path && fstat(output->descriptor, &stat) == 0 && S_ISREG(stat.st_mode) &&
            ftruncate(output->descriptor, 0) != 0)
            return fail(error, ERROR_INTERNAL, "a report cannot be written: %s: %m", output->path);
        if (!output->sink)
            output->sink = sink_open(cli->arena, output->descriptor);
        if (!output->format->write(output->sink, &result->report, &output->options, arena, error))
            return fail_within(error, "%.*s", SLICE_ARG(output->name));
    }
    return true;
}

static bool close_outputs(struct outputs *outputs, struct error *error)
{
    bool good = true;

    for (size_t i = 0; i < outputs->count; i++) {
        struct output *output = &outputs->at[i];
        if (output->sink && !sink_close(output->sink, error) && good) {
            good = false;
            error->code = ERROR_INTERNAL;
            fail_within(error, "%s", output->path ? output->path : "standard output");
        }
        if (output->path && output->descriptor >= 0)
            close(output->descriptor);
    }
    return good;
}

static int result_status(const struct scan_result *result)
{
    if (result->report.judgement)
        return verdict_exit(result->report.judgement->verdict);
    return result->report.complete ? EXIT_PASS : EXIT_INCOMPLETE;
}

static int run_target(struct cli *cli, struct slice target, const struct scan_options *options, struct outputs *outputs)
{
    struct arena *arena = scanning_arena(cli);
    struct scan_results results = {0};
    struct error error;
    int status = EXIT_PASS;

    if (!scan_target(arena, target, options, &results, &error))
        status = cli_error(cli, &error);
    for (size_t i = 0; i < results.count; i++) {
        status = scanning_worse(status, result_status(&results.at[i]));
        if (!write_result(cli, outputs, &results.at[i], arena, &error)) {
            error.code = ERROR_INTERNAL;
            status = cli_error(cli, &error);
            break;
        }
    }
    scan_close(&results);
    arena_destroy(arena);
    return status;
}

int scanning_run(struct cli *cli, bool inventory_only)
{
    struct scan_options options;
    struct outputs outputs = {0};
    struct error error;
    int status = EXIT_PASS;

    if (!scanning_options(cli, inventory_only, &options, &error) ||
        !open_outputs(cli, inventory_only, &outputs, &error))
        return cli_error(cli, &error);
    for (size_t i = 0; i < cli->operand_count; i++)
        status = scanning_worse(status, run_target(cli, cli->operands[i], &options, &outputs));
    if (!close_outputs(&outputs, &error))
        status = cli_error(cli, &error);
    return status;
}
