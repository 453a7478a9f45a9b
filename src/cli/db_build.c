#include "base/cleanup.h"
#include "base/text.h"
#include "cli/context.h"
#include "scan/feeds.h"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

/* A few hundred names. */
enum { RELEASES_MAX = 64 * 1024 };

struct releases {
    struct build_release *at;
    size_t count, room;
};

/* "debian-12" or "alpine-3.22 2025-05-30", with blanks between; what follows a '#' is a comment. */
static void take_release(struct cli *cli, struct slice line, struct releases *releases)
{
    struct slice name, day;

    line = slice_trim(slice_head(line, slice_find_byte(line, '#')));
    if (line.len == 0)
        return;
    slice_cut(line, ' ', &name, &day);
    *ARENA_PUSH(cli->arena, releases) = (struct build_release){name, slice_trim(day)};
}

static bool read_releases(struct cli *cli, struct build_options *options, struct error *error)
{
    const char *path = cli_path(cli, "releases");
    uint8_t *bytes = arena_array(cli->arena, uint8_t, RELEASES_MAX);
    struct releases releases = {0};
    struct slice text, line;

    if (!path)
        return true;
    int file cleanup_close = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = file < 0 ? -1 : read(file, bytes, RELEASES_MAX);
    if (len < 0 || len == RELEASES_MAX)
        return fail(error, ERROR_USAGE, "--releases: '%s' cannot be read", path);
    for (text = slice_of(bytes, (size_t)len); slice_next(&text, '\n', &line);)
        take_release(cli, line, &releases);
    if (releases.count == 0)
        return fail(error, ERROR_USAGE, "--releases: '%s' names none", path);
    for (size_t i = 0; i < releases.count; i++)
        if (releases.at[i].day.len && !date_valid(releases.at[i].day))
            return fail(error, ERROR_USAGE, "--releases: '%s': the day of '%.*s' is none", path,
                        SLICE_ARG(releases.at[i].name));
    options->releases = releases.at;
    options->release_count = releases.count;
    return true;
}

static bool feeds_options(struct cli *cli, struct feeds_options *options, struct error *error)
{
    static const char *const sandboxes[] = {"auto", "require", "off"};
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    *options = (struct feeds_options){
        .folder = cli_path(cli, "feeds"),
        .facts_only = cli_flag(cli, "facts-only"),
        .process =
            {
                .jobs = cli_given(cli, "jobs") ? (unsigned)cli_number(cli, "jobs")
                        : cores > 0            ? (unsigned)cores
                                               : 1,
                .memory = cli_number(cli, "max-memory"),
                .stall = (unsigned)cli_number(cli, "stall"),
                .timeout = (unsigned)cli_number(cli, "timeout"),
                .sandbox = sandboxes[cli_number(cli, "sandbox")],
                .tmp = cli_given(cli, "tmp") ? cli_path(cli, "tmp") : cli_environment(cli, "TMPDIR"),
            },
        .tell = cli_flag(cli, "verbose") ? cli_tell_line : NULL,
        .progress = cli_progress,
        .context = cli,
    };
    if (!options->folder || !cli_given(cli, "output"))
        return fail(error, ERROR_USAGE, "db build needs --feeds DIR and --output DIR");
    return process_worker_path(cli->arena, &options->process.worker, error);
}

static void warn_of_problems(struct cli *cli, const struct build_summary *summary)
{
    for (size_t i = 0; i < summary->problems.count; i++) {
        const struct problem *problem = &summary->problems.at[i];
        cli_warn(cli,
                 arena_text(cli->arena, arena_format(cli->arena, "%.*s: %s: %.*s", SLICE_ARG(problem->path),
                                                     problem_kind(problem->code)->name, SLICE_ARG(problem->detail))));
    }
    if (summary->problem_count > summary->problems.count)
        cli_warn(cli, arena_text(cli->arena,
                                 arena_format(cli->arena, "%llu more problems like these",
                                              (unsigned long long)summary->problem_count - summary->problems.count)));
}

static int build_run(struct cli *cli, struct build *build, const struct feeds_options *options)
{
    struct feeds_summary feeds;
    struct build_summary summary;
    struct error error;

    if (!feeds_read(cli->arena, options, build, &feeds, &error)) {
        cli_progress_end(cli);
        return cli_error(cli, &error);
    }
    cli_progress(cli, "writing segments");
    bool written = build_write(build, cli_path(cli, "output"), &summary, &error);
    cli_progress_end(cli);
    if (!written)
        return cli_error(cli, &error);
    warn_of_problems(cli, &summary);
    fprintf(cli->out, "%zu feeds, %zu segments, %zu statements, %llu bytes; data to %.*s\n", feeds.read,
            summary.segments, summary.statements, (unsigned long long)summary.bytes,
            SLICE_ARG(summary.built.len ? summary.built : S("an unknown day")));
    return cli_finish(cli, feeds.incomplete ? EXIT_INCOMPLETE : EXIT_PASS);
}

static int db_build_run(struct cli *cli)
{
    struct build_options options = {0};
    struct feeds_options feeds;
    struct error error;

    if (!feeds_options(cli, &feeds, &error) || !read_releases(cli, &options, &error))
        return cli_error(cli, &error);
    if (getrandom(options.seed, sizeof options.seed, 0) != sizeof options.seed)
        return EXIT_OURS;
    struct build *build = build_create(&options);
    int status = build_run(cli, build, &feeds);
    build_destroy(build);
    return status;
}

const struct command command_db_build = {
    .name = "db build",
    .usage = "--feeds DIR --output DIR",
    .about = "Make an advisory database from upstream feeds",
    .details =
        "Each feed lies in DIR under its place (debian/osv.tar.zst, alpine/secdb-upstream-2025/, own/NAME.jsonl, …), "
        "as a folder, an archive or a file, compressed or not; workers read them behind their walls. The same feeds "
        "always give the same bytes. What cannot be read of a feed is told, and the exit status is 3 when something "
        "is missing for that.\n\n"
        "own/*.jsonl are advisories of one's own, one JSON record a line.\n\n"
        "Examples:\n"
        "  seaworthy db build --feeds feeds --output ~/.local/share/seaworthy/db\n"
        "  seaworthy db build --feeds feeds --facts-only --releases data/releases.txt --output starter\n",
    .options = (const char *const[]){"feeds", "output", "facts-only", "releases", "jobs", "max-memory", "timeout",
                                     "stall", "sandbox", "tmp", NULL},
    .run = db_build_run,
};
