#include "cli/options.h"

#include <stdio.h>

static const char *const color_choices[] = {"auto", "always", "never", NULL};
static const char *const sandbox_choices[] = {"auto", "require", "off", NULL};
static const char *const show_choices[] = {"affected", "all", NULL};
static const char *const include_choices[] = {"installed", "declared", NULL};

/* Rows with `only` stand before the general row of the same name. */
static const struct option options[] = {
    {.name = "output",
     .argument = "DIR",
     .help = "the folder that the database is written to",
     .kind = OPTION_FOLDER,
     .only = "db build",
     .letter = 'o',
     .line_only = true},
    {.name = "feeds",
     .argument = "DIR",
     .help = "the folder of upstream feeds: debian/osv.tar.zst, kev/, own/*.jsonl and so on",
     .kind = OPTION_FOLDER,
     .line_only = true},
    {.name = "facts-only",
     .help = "leave out feeds whose licence does not allow to give facts derived from them to others",
     .line_only = true},
    {.name = "releases",
     .argument = "FILE",
     .help = "build the segments of these distribution releases and ecosystems only: a line each, 'debian-12', and "
             "behind it perhaps the day of its data where the feed tells none; '#' begins a comment",
     .kind = OPTION_FILE,
     .line_only = true},
    {.name = "segment",
     .argument = "NAME",
     .help = "search this segment only: debian-12; repeatable",
     .kind = OPTION_LIST,
     .split = true,
     .line_only = true},
    {.name = "output",
     .letter = 'o',
     .argument = "FORMAT[=FILE]",
     .help = "a report to write, to stdout or FILE; repeatable: one scan, any number of reports",
     .shown = "table",
     .kind = OPTION_LIST,
     .split = true},
    {.name = "columns",
     .argument = "LIST",
     .help = "the columns of tsv, joined by ','",
     .kind = OPTION_LIST,
     .split = true},
    {.name = "severity",
     .argument = "LIST",
     .help = "show findings of these severities only (critical, high, medium, low, negligible, unknown); "
             "never changes the verdict",
     .kind = OPTION_LIST,
     .split = true},
    {.name = "only-fixed", .help = "show findings that have a fix only; never changes the verdict"},
    {.name = "show",
     .argument = "WHICH",
     .help = "'all' also shows what is under investigation, not affected or fixed",
     .standard = "affected",
     .kind = OPTION_CHOICE,
     .choices = show_choices},
    {.name = "fail-on",
     .argument = "RULE[,RULE...]",
     .help = "what makes the verdict 'fail' and the exit status 1: a severity (\"high\" means high and above), kev, "
             "epss>0.5, malware, eol, upstream-of-owned (what upstream knows of the distribution's files, and the "
             "distribution does not speak of); without it nothing fails",
     .kind = OPTION_LIST,
     .split = true},
    {.name = "include",
     .argument = "WHICH",
     .help = "which packages of an image --fail-on asks: those that are 'installed', or also those that a lock file or "
             "manifest only declares; in a source tree all count",
     .standard = "installed",
     .kind = OPTION_CHOICE,
     .choices = include_choices},
    {.name = "platform",
     .argument = "OS/ARCH[/VARIANT]",
     .help = "of a multi-platform image, or 'all' for each",
     .shown = "the host's",
     .kind = OPTION_TEXT},
    {.name = "distro",
     .argument = "ID-VERSION",
     .help = "the distribution, whatever the image says: debian-12, alpine-3.20; recorded in the report",
     .kind = OPTION_TEXT},
    {.name = "all-layers", .help = "list also packages that upper layers removed"},
    {.name = "verify", .help = "hash also what is local and uncompressed, and the diff IDs of compressed layers"},
    {.name = "now",
     .argument = "DATE",
     .help = "the day at which ages and end of life are judged: 2026-11-23",
     .shown = "today",
     .kind = OPTION_DATE},
    {.name = "db",
     .argument = "DIR",
     .help = "the advisory database",
     .shown = "$XDG_DATA_HOME/seaworthy/db, then PREFIX/share/seaworthy/db",
     .kind = OPTION_FOLDER},
    {.name = "db-max-age",
     .argument = "DURATION",
     .help = "make the scan incomplete when the database's newest data is older (30d)",
     .kind = OPTION_DURATION},
    {.name = "offline", .help = "never use the network (this version never does)"},
    {.name = "cache",
     .argument = "DIR",
     .help = "the facts of layers that were read before",
     .shown = "$XDG_CACHE_HOME/seaworthy",
     .kind = OPTION_FOLDER},
    {.name = "no-cache", .help = "neither read nor write the cache"},
    {.name = "older-than",
     .argument = "DURATION",
     .help = "what was not used for so long is pruned",
     .standard = "30d",
     .kind = OPTION_DURATION,
     .line_only = true},
    {.name = "tmp",
     .argument = "DIR",
     .help = "where a compressed outer archive, or one from a pipe, is kept while it is read (unlinked at once)",
     .shown = "$TMPDIR, then /var/tmp",
     .kind = OPTION_FOLDER},
    {.name = "jobs",
     .letter = 'j',
     .argument = "N",
     .help = "workers that read at once",
     .shown = "cores",
     .kind = OPTION_COUNT},
    {.name = "max-memory", .argument = "SIZE", .help = "for each process", .standard = "64M", .kind = OPTION_SIZE},
    {.name = "timeout", .argument = "DURATION", .help = "for each layer", .standard = "10m", .kind = OPTION_DURATION},
    {.name = "stall",
     .argument = "DURATION",
     .help = "a worker that makes no progress for so long is ended",
     .standard = "30s",
     .kind = OPTION_DURATION},
    {.name = "sandbox",
     .argument = "MODE",
     .help = "'require' fails where Landlock is missing; 'off' reads hostile bytes without any wall, and the report "
             "says so",
     .standard = "auto",
     .kind = OPTION_CHOICE,
     .choices = sandbox_choices},
    {.name = "range",
     .argument = "RANGE",
     .help = "answer whether one version lies in RANGE: compare SCHEME --range RANGE VERSION",
     .kind = OPTION_TEXT,
     .line_only = true},
    {.name = "man", .help = "the manual page, in roff", .line_only = true},
    {.name = "color",
     .argument = "WHEN",
     .help = "colours; NO_COLOR and CLICOLOR_FORCE are honoured",
     .standard = "auto",
     .kind = OPTION_CHOICE,
     .choices = color_choices},
    {.name = "config",
     .argument = "FILE",
     .help = "the configuration file: every option can stand there as 'name = value'",
     .shown = "seaworthy.toml found upward, then in $XDG_CONFIG_HOME/seaworthy",
     .kind = OPTION_FILE},
    {.name = "quiet", .letter = 'q', .help = "no progress and no warnings; errors always"},
    {.name = "verbose",
     .letter = 'v',
     .help = "tell more on stderr: the configuration in use, what came from the cache"},
    {.name = "help", .letter = 'h', .help = "this help", .line_only = true},
    {.name = "version", .letter = 'V', .help = "the version", .line_only = true},
};
static const size_t option_rows = sizeof options / sizeof options[0];
_Static_assert(sizeof options / sizeof options[0] <= OPTIONS_MAX, "struct cli holds one value a row");

const struct option *option_at(size_t index)
{
    return index < option_rows ? &options[index] : NULL;
}

size_t option_index(const struct option *option)
{
    return (size_t)(option - options);
}

static bool option_serves(const struct option *option, const char *command)
{
    return !option->only || (command && strcmp(option->only, command) == 0);
}

const struct option *option_find(struct slice name, const char *command)
{
    for (size_t i = 0; i < option_rows; i++)
        if (option_serves(&options[i], command) && slice_equal(name, slice_text(options[i].name)))
            return &options[i];
    return NULL;
}

const struct option *option_find_letter(char letter, const char *command)
{
    for (size_t i = 0; i < option_rows; i++)
        if (option_serves(&options[i], command) && options[i].letter == letter)
            return &options[i];
    return NULL;
}

static bool unit_parse(struct slice text, const char *letters, const uint64_t *factors, uint64_t *value)
{
    uint64_t factor = 1, number, product;

    if (text.len > 1 && (text.at[text.len - 1] < '0' || text.at[text.len - 1] > '9')) {
        const char *found = strchr(letters, text.at[text.len - 1]);
        if (!found)
            return false;
        factor = factors[found - letters];
        text.len--;
    }
    if (!slice_decimal(text, &number) || __builtin_mul_overflow(number, factor, &product))
        return false;
    *value = product;
    return true;
}

static bool size_parse(struct slice text, uint64_t *bytes)
{
    static const uint64_t factors[] = {1ull << 10, 1ull << 20, 1ull << 30, 1ull << 10, 1ull << 20, 1ull << 30};

    /* "64MiB" and "64MB" are said as often as "64M"; all are binary here, as memory is. */
    if (text.len > 3 && slice_ends(text, S("iB")))
        text.len -= 2;
    else if (text.len > 2 && text.at[text.len - 1] == 'B')
        text.len--;
    return unit_parse(text, "KMGkmg", factors, bytes);
}

static bool duration_parse(struct slice text, uint64_t *seconds)
{
    static const uint64_t factors[] = {1, 60, 3600, 86400};

    return unit_parse(text, "smhd", factors, seconds);
}

bool date_valid(struct slice text)
{
    static const uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    uint64_t year, month, day;

    if (text.len != 10 || text.at[4] != '-' || text.at[7] != '-')
        return false;
    if (!slice_decimal(slice_head(text, 4), &year) || !slice_decimal(slice_head(slice_skip(text, 5), 2), &month) ||
        !slice_decimal(slice_skip(text, 8), &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
        return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month != 2 || day < 29 || leap;
}

static bool refuse(struct error *error, const char *from, struct slice text, const char *wanted)
{
    return fail(error, ERROR_USAGE, "%s: '%.*s' is not %s", from, SLICE_ARG(text), wanted);
}

static bool take_flag(const char *from, struct slice text, struct option_value *value, struct error *error)
{
    static const char *const words[][2] = {{"false", "true"}, {"0", "1"}, {"no", "yes"}, {"off", "on"}};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        for (unsigned on = 0; on < 2; on++)
            if (slice_equal_nocase(text, slice_text(words[i][on]))) {
                value->number = on;
                return true;
            }
    return refuse(error, from, text, "true or false");
}

static bool take_choice(const struct option *option, const char *from, struct slice text, struct option_value *value,
                        struct error *error)
{
    char known[256] = "";
    size_t used = 0;

    for (size_t i = 0; option->choices[i]; i++) {
        if (slice_equal(text, slice_text(option->choices[i]))) {
            value->number = i;
            return true;
        }
        int more = snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", option->choices[i]);
        used += more > 0 && (size_t)more < sizeof known - used ? (size_t)more : 0;
    }
    return fail(error, ERROR_USAGE, "%s: '%.*s' is none of %s", from, SLICE_ARG(text), known);
}

static void take_list(struct arena *arena, const struct option *option, struct slice text, struct option_value *value)
{
    struct slice piece, rest = text;

    if (!option->split) {
        *ARENA_PUSH(arena, &value->list) = text;
        return;
    }
    while (slice_next(&rest, ',', &piece)) {
        piece = slice_trim(piece);
        if (piece.len)
            *ARENA_PUSH(arena, &value->list) = piece;
    }
}

bool option_take(struct arena *arena, const struct option *option, const char *from, struct slice text,
                 struct option_value *value, struct error *error)
{
    switch (option->kind) {
    case OPTION_FLAG:
        if (!take_flag(from, text, value, error))
            return false;
        break;
    case OPTION_CHOICE:
        if (!take_choice(option, from, text, value, error))
            return false;
        break;
    case OPTION_COUNT:
        if (!slice_decimal(text, &value->number) || value->number < 1 || value->number > 4096)
            return refuse(error, from, text, "a number from 1 to 4096");
        break;
    case OPTION_SIZE:
        if (!size_parse(text, &value->number) || value->number < 1)
            return refuse(error, from, text, "a size: bytes, or a number with K, M or G");
        break;
    case OPTION_DURATION:
        if (!duration_parse(text, &value->number) || value->number < 1 || value->number > UINT32_MAX)
            return refuse(error, from, text, "a duration: seconds, or a number with s, m, h or d");
        break;
    case OPTION_DATE:
        if (!date_valid(text))
            return refuse(error, from, text, "a date such as 2026-11-23");
        break;
    case OPTION_LIST: take_list(arena, option, text, value); break;
    case OPTION_FILE:
    case OPTION_FOLDER:
        if (text.len == 0)
            return refuse(error, from, text, "a path");
        break;
    case OPTION_TEXT: break;
    }
    value->text = text;
    value->from = from;
    return true;
}

const char *option_environment(struct arena *arena, const struct option *option)
{
    struct slice name = arena_format(arena, "SEAWORTHY_%s", option->name);
    char *text = arena_text(arena, name);

    for (char *c = text; *c; c++)
        *c = *c == '-' ? '_' : (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c);
    return text;
}
