#include "cli/context.h"
#include "report/report.h"

enum { HELP_WIDTH = 100, HELP_COLUMN = 30 };

/* Words of `text`, folded at HELP_WIDTH, the first line going on at `column`. */
static void fold(FILE *out, struct slice text, size_t column, size_t indent)
{
    struct slice word, rest = text;
    bool first = true;

    while (slice_next(&rest, ' ', &word)) {
        bool fits = column + !first + word.len <= HELP_WIDTH;
        if (!first && fits)
            fputc(' ', out);
        else if (!first)
            fprintf(out, "\n%*s", (int)indent, "");
        fprintf(out, "%.*s", SLICE_ARG(word));
        column = (first || fits ? column + !first : indent) + word.len;
        first = false;
    }
    fputc('\n', out);
}

/* Examples and tables, which are indented, stay as they are. */
static void paragraphs(FILE *out, const char *text)
{
    struct slice line, rest = slice_text(text);

    while (slice_next(&rest, '\n', &line))
        if (line.len && line.at[0] == ' ')
            fprintf(out, "%.*s\n", SLICE_ARG(line));
        else
            fold(out, line, 0, 0);
}

const char *option_default(const struct option *option)
{
    return option->standard ? option->standard : option->shown;
}

static void option_line(FILE *out, const struct option *option)
{
    char left[80], right[600];
    const char *standard = option_default(option);
    int len = snprintf(left, sizeof left, "  %c%c%s --%s%s%s", option->letter ? '-' : ' ',
                       option->letter ? option->letter : ' ', option->letter ? "," : " ", option->name,
                       option->argument ? " " : "", option->argument ? option->argument : "");

    snprintf(right, sizeof right, "%s%s%s%s", option->help, standard ? " (" : "", standard ? standard : "",
             standard ? ")" : "");
    if (len >= HELP_COLUMN)
        fprintf(out, "%s\n%*s", left, HELP_COLUMN, "");
    else
        fprintf(out, "%-*s", HELP_COLUMN, left);
    fold(out, slice_text(right), HELP_COLUMN, HELP_COLUMN);
}

static const struct option *option_of(const struct command *command, const char *name)
{
    return option_find(slice_text(name), command->name);
}

void help_each_option(FILE *out, const struct command *command, bool own,
                      void (*line)(FILE *out, const struct option *option))
{
    const char *const *names = own ? command->options : command_everywhere();

    for (size_t i = 0; names && names[i]; i++)
        line(out, option_of(command, names[i]));
}

static void formats_write(FILE *out, const struct command *command)
{
    const struct format *format;

    if (!command_takes(command, S("output")) || strcmp(command->name, "db build") == 0)
        return;
    fputs("\nFormats:\n", out);
    for (size_t i = 0; (format = format_at(i)); i++)
        if (format->inventory_only_too || strcmp(command->name, "packages") != 0)
            fprintf(out, "  %-*s%s\n", HELP_COLUMN - 2, format->name, format->about);
}

static void help_command(FILE *out, const struct command *command)
{
    fprintf(out, "Usage: seaworthy %s%s%s%s\n\n%s.\n", command->name, command->options ? " [OPTION...]" : "",
            *command->usage ? " " : "", command->usage, command->about);
    if (command->details) {
        fputc('\n', out);
        paragraphs(out, command->details);
    }
    if (command->options && command->options[0]) {
        fputs("\nOptions:\n", out);
        help_each_option(out, command, true, option_line);
    }
    formats_write(out, command);
    fputs("\nEverywhere:\n", out);
    help_each_option(out, command, false, option_line);
}

static void help_all(FILE *out)
{
    const struct command *command;

    fputs("Usage: seaworthy [COMMAND] [OPTION...] [OPERAND...]\n\n"
          "Is a container image fit to go to sea? Seaworthy lists what is inside, says what is known to be wrong\n"
          "with it, and gives a verdict. Without a command it scans: seaworthy IMAGE.\n\nCommands:\n",
          out);
    for (size_t i = 0; (command = command_at(i)); i++) {
        char left[80];
        int len = snprintf(left, sizeof left, "  %s %s", command->name, command->usage);
        if (len >= HELP_COLUMN + 6)
            fprintf(out, "%s\n%*s%s\n", left, HELP_COLUMN + 6, "", command->about);
        else
            fprintf(out, "%-*s%s\n", HELP_COLUMN + 6, left, command->about);
    }
    fputs("\nExit status: 0 pass, 1 fail (--fail-on), 2 wrong usage, 3 incomplete, 4 a failure of ours.\n"
          "Every command has --help with examples. Options can stand in the environment (SEAWORTHY_NAME) and in\n"
          "seaworthy.toml (name = value); the command line wins over the environment over the file.\n",
          out);
}

void help_write(FILE *out, const struct command *command)
{
    if (command)
        help_command(out, command);
    else
        help_all(out);
}
