/* The order of versions, for scripts and for scoring the schemes. */
#include "cli/context.h"
#include "version/range.h"

#include <stdlib.h>

/* One answer for each line of stdin. */
static int compare_pairs(struct cli *cli, const struct version_scheme *scheme)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t len;

    while ((len = getline(&line, &room, stdin)) > 0) {
        struct slice a, b, text = slice_of(line, (size_t)len);
        if (slice_ends(text, S("\n")))
            text.len--;
        bool pair = slice_cut(text, '\t', &a, &b);
        fputc(pair ? version_compare(scheme, a, b) : '!', cli->out);
        fputc('\n', cli->out);
    }
    free(line);
    return EXIT_PASS;
}

/* By the packager's own range language where it has one, else by the clauses of advisory records. */
static void compare_range(struct cli *cli, struct slice range, struct slice version)
{
    static const char *const answers[] = {[VERSION_NO] = "no\n", [VERSION_YES] = "yes\n", [VERSION_INVALID] = "!\n"};
    const struct version_language *language = version_language(cli->operands[0]);

    fputs(answers[language ? language->contains(range, version)
                           : version_range(version_scheme(cli->operands[0]), range, version)],
          cli->out);
}

static int compare_ranges(struct cli *cli)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t len;

    while ((len = getline(&line, &room, stdin)) > 0) {
        struct slice range, version, text = slice_of(line, (size_t)len);
        if (slice_ends(text, S("\n")))
            text.len--;
        slice_cut(text, '\t', &range, &version);
        compare_range(cli, range, version);
    }
    free(line);
    return EXIT_PASS;
}

static bool compare_scheme(struct slice name, const struct version_scheme **scheme, struct error *error)
{
    const char *names[64];
    const struct version_scheme *row;
    char known[512] = "";
    size_t count = 0, used = 0;

    *scheme = version_scheme(name);
    if (*scheme)
        return true;
    for (size_t i = 0; (row = version_scheme_at(i)) && count < 64; i++) {
        int more = snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", row->name);
        used += more > 0 && (size_t)more < sizeof known - used ? (size_t)more : 0;
        names[count++] = row->name;
    }
    const char *near = nearest_word(name, names, count);
    if (near)
        return fail(error, ERROR_USAGE, "unknown version scheme: %.*s: did you mean '%s'?", SLICE_ARG(name), near);
    return fail(error, ERROR_USAGE, "unknown version scheme: %.*s: known are %s", SLICE_ARG(name), known);
}

static int compare_run(struct cli *cli)
{
    const struct version_scheme *scheme = NULL;
    struct error error;

    bool range = cli_given(cli, "range");
    if (!(range && version_language(cli->operands[0])) && !compare_scheme(cli->operands[0], &scheme, &error))
        return cli_error(cli, &error);
    bool ranges = range && cli->operand_count == 1 && slice_equal(cli_text(cli, "range"), S("-"));
    if (!ranges && (range ? cli->operand_count != 2 : cli->operand_count == 2)) {
        fail(&error, ERROR_USAGE,
             "wrong operands: compare SCHEME A B, compare SCHEME --range RANGE VERSION, "
             "or compare SCHEME with pairs on stdin");
        return cli_error(cli, &error);
    }
    if (ranges)
        return compare_ranges(cli);
    if (range) {
        compare_range(cli, cli_text(cli, "range"), cli->operands[1]);
        return EXIT_PASS;
    }
    if (cli->operand_count == 1)
        return compare_pairs(cli, scheme);
    fprintf(cli->out, "%c\n", version_compare(scheme, cli->operands[1], cli->operands[2]));
    return EXIT_PASS;
}

const struct command command_compare = {
    .name = "compare",
    .usage = "SCHEME [A B]",
    .about = "Compare versions by a packager's order",
    .details =
        "Prints '<', '=', '>', or '!' where one of the versions is none of the scheme. Without A and B: "
        "tab-separated pairs on stdin, one line out for each.\n\n"
        "With --range: 'yes', 'no', or '!'. RANGE is in the packager's own language (npm, cargo, composer, conan, "
        "conda, gem, hackage, hex, maven, nuget, pep440, bitnami; npm-includeprerelease, hex-nopre, "
        "pep440-default; osv: 'ECOSYSTEM|introduced=0,fixed=1.2'), and for other schemes comparisons joined by "
        "commas. --range - without VERSION: tab-separated ranges and versions on stdin.\n\n"
        "Examples:\n"
        "  seaworthy compare deb 1.0~rc1 1.0\n"
        "  seaworthy compare rpm --range '>=1.2, <2.0' 1.4-3.el9\n"
        "  seaworthy compare npm --range '^1.2 || >=3' 1.4.0\n"
        "  printf '1.0\\t1.1\\n' | seaworthy compare pep440\n",
    .options = (const char *const[]){"range", NULL},
    .operands_min = 1,
    .operands_max = 3,
    .run = compare_run,
};
