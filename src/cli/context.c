#include "cli/context.h"
#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const struct option *row_of(const struct cli *cli, const char *name)
{
    const struct option *option = option_find(slice_text(name), cli->command ? cli->command->name : NULL);

    assert(option && "a command asks for an option that is not in the table");
    return option;
}

static const struct option_value *value_of(const struct cli *cli, const char *name)
{
    return &cli->values[option_index(row_of(cli, name))];
}

bool cli_given(const struct cli *cli, const char *name)
{
    return value_of(cli, name)->from != NULL;
}

bool cli_flag(const struct cli *cli, const char *name)
{
    return value_of(cli, name)->number != 0;
}

struct slice cli_text(const struct cli *cli, const char *name)
{
    const struct option_value *value = value_of(cli, name);

    return value->from ? value->text : slice_text(row_of(cli, name)->standard);
}

uint64_t cli_number(const struct cli *cli, const char *name)
{
    const struct option_value *value = value_of(cli, name);
    const struct option *option = row_of(cli, name);
    struct option_value standard = {0};
    struct error error;

    if (value->from || !option->standard)
        return value->number;
    bool taken = option_take(cli->arena, option, "default", slice_text(option->standard), &standard, &error);
    assert(taken && "the default of an option is none of its values");
    return standard.number;
}

struct slices cli_list(const struct cli *cli, const char *name)
{
    const struct option_value *value = value_of(cli, name);

    return (struct slices){value->list.at, value->list.count};
}

const char *cli_path(const struct cli *cli, const char *name)
{
    struct slice text = cli_text(cli, name);

    return text.len ? arena_text(cli->arena, text) : NULL;
}

const char *cli_environment(const struct cli *cli, const char *name)
{
    size_t len = strlen(name);

    for (char **entry = cli->environment; entry && *entry; entry++)
        if (strncmp(*entry, name, len) == 0 && (*entry)[len] == '=')
            return (*entry)[len + 1] ? *entry + len + 1 : NULL;
    return NULL;
}

bool cli_colour(const struct cli *cli, int descriptor)
{
    enum { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };
    uint64_t choice = cli_number(cli, "color");
    const char *force = cli_environment(cli, "CLICOLOR_FORCE");
    const char *terminal = cli_environment(cli, "TERM");

    if (choice != COLOUR_AUTO)
        return choice == COLOUR_ALWAYS;
    if (cli_environment(cli, "NO_COLOR"))
        return false;
    if (force && strcmp(force, "0") != 0)
        return true;
    return isatty(descriptor) && terminal && strcmp(terminal, "dumb") != 0;
}

unsigned cli_width(const struct cli *cli, int descriptor)
{
    enum { WIDTH_MIN = 40, WIDTH_MAX = 1000 };
    struct winsize size = {0};
    const char *columns = cli_environment(cli, "COLUMNS");
    uint64_t width = 0;

    if (!isatty(descriptor))
        return 0;
    if (!columns || !slice_decimal(slice_text(columns), &width) || width == 0)
        width = ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
    return (unsigned)(width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : width);
}

static void say(struct cli *cli, const char *prefix, struct slice text)
{
    struct slice shown = text_printable_copy(cli->arena, text_mask_urls(cli->arena, text));

    cli_progress_end(cli);
    fprintf(cli->err, "seaworthy: %s%.*s\n", prefix, SLICE_ARG(shown));
}

int cli_error(struct cli *cli, const struct error *error)
{
    say(cli, "", slice_text(error->text));
    switch (error->code) {
    case ERROR_USAGE: return EXIT_USAGE;
    case ERROR_INTERNAL: return EXIT_OURS;
    default: return EXIT_INCOMPLETE;
    }
}

void cli_warn(void *context, const char *text)
{
    struct cli *cli = context;

    if (!cli_flag(cli, "quiet"))
        say(cli, "warning: ", slice_text(text));
}

void cli_tell(struct cli *cli, const char *format, ...)
{
    char text[ERROR_TEXT_MAX];
    va_list arguments;

    if (!cli_flag(cli, "verbose"))
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    say(cli, "", slice_text(text));
}

void cli_tell_line(void *context, const char *text)
{
    cli_tell(context, "%s", text);
}

/* Who waits half a second wants to know for what; who does not sees no flicker. */
static bool waited(const struct cli *cli)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - cli->started.tv_sec) * 1000 + (now.tv_nsec - cli->started.tv_nsec) / 1000000 >= 500;
}

void cli_progress(void *context, const char *text)
{
    struct cli *cli = context;
    unsigned width = cli_width(cli, fileno(cli->err));
    struct arena_mark mark = arena_mark(cli->arena);
    struct slice shown = text_printable_copy(cli->arena, slice_text(text));

    if (width && !cli_flag(cli, "quiet") && waited(cli)) {
        /* Cut by bytes, which is at most the columns: the line must not wrap, or it cannot be replaced. */
        fprintf(cli->err, "\r\033[K%.*s", SLICE_ARG(slice_head(shown, width - 1)));
        fflush(cli->err);
        cli->progress_shown = true;
    }
    arena_reset(cli->arena, mark);
}

void cli_progress_end(struct cli *cli)
{
    if (cli->progress_shown)
        fputs("\r\033[K", cli->err);
    cli->progress_shown = false;
}

int cli_finish(struct cli *cli, int status)
{
    struct error error;

    cli_progress_end(cli);
    if (fflush(cli->out) == 0 && !ferror(cli->out))
        return status;
    fail(&error, ERROR_INTERNAL,
         "output could not be written: standard output: %m: is the disk full or the pipe closed?");
    return cli_error(cli, &error);
}
