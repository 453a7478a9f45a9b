/* The manual pages, from the same tables as --help: `seaworthy help --man [COMMAND]` writes one. */
#include "cli/context.h"

/* Text for roff: a backslash and a hyphen are themselves, a dot or quote at a line's start is no request. */
static void roff_line(FILE *out, struct slice line)
{
    if (line.len && (line.at[0] == '.' || line.at[0] == '\''))
        fputs("\\&", out);
    for (size_t i = 0; i < line.len; i++) {
        if (line.at[i] == '\\')
            fputs("\\e", out);
        else if (line.at[i] == '-')
            fputs("\\-", out);
        else
            fputc(line.at[i], out);
    }
}

static void roff(FILE *out, const char *text)
{
    roff_line(out, slice_text(text));
}

/* Paragraphs are filled; examples and tables, which are indented, stay as they are. */
static void roff_paragraphs(FILE *out, const char *text)
{
    struct slice line, rest = slice_text(text);
    bool filled = true;

    fputs(".PP\n", out);
    while (slice_next(&rest, '\n', &line)) {
        bool indented = line.len && line.at[0] == ' ';
        if (line.len == 0) {
            fputs(filled ? ".PP\n" : "\n", out);
            continue;
        }
        if (indented == filled)
            fputs(indented ? ".nf\n" : ".fi\n", out);
        filled = !indented;
        roff_line(out, line);
        fputc('\n', out);
    }
    if (!filled)
        fputs(".fi\n", out);
}

static void roff_option(FILE *out, const struct option *option)
{
    const char *standard = option_default(option);

    fputs(".TP\n\\fB", out);
    if (option->letter)
        fprintf(out, "\\-%c\\fR, \\fB", option->letter);
    fputs("\\-\\-", out);
    roff(out, option->name);
    fputs("\\fR", out);
    if (option->argument) {
        fputs(" \\fI", out);
        roff(out, option->argument);
        fputs("\\fR", out);
    }
    fputc('\n', out);
    roff(out, option->help);
    if (standard) {
        fputs(" (", out);
        roff(out, standard);
        fputc(')', out);
    }
    fputc('\n', out);
}

static void roff_head(FILE *out, const char *name, const char *about)
{
    fputs(".TH SEAWORTHY", out);
    for (const char *c = name; *c; c++)
        fputc(*c == ' ' ? '-' : *c >= 'a' && *c <= 'z' ? *c - 32 : *c, out);
    fputs(" 1 \"\" \"seaworthy " SEAWORTHY_VERSION "\"\n.SH NAME\nseaworthy", out);
    for (const char *c = name; *c; c++)
        fputs((char[]){*c == ' ' ? '-' : *c, 0}, out);
    fputs(" \\- ", out);
    roff(out, about);
    fputs("\n.SH SYNOPSIS\n.B seaworthy", out);
    roff(out, name[0] == '-' ? name + 1 : name);
}

static void manual_command(FILE *out, const struct command *command)
{
    char name[64];

    snprintf(name, sizeof name, " %s", command->name);
    roff_head(out, name, command->about);
    fputs(command->options ? "\n[\\fIOPTION\\fR...]\n" : "\n", out);
    roff(out, command->usage);
    fputs("\n.SH DESCRIPTION\n", out);
    roff(out, command->about);
    fputs(".\n", out);
    if (command->details)
        roff_paragraphs(out, command->details);
    fputs(".SH OPTIONS\n", out);
    help_each_option(out, command, true, roff_option);
    help_each_option(out, command, false, roff_option);
}

static void manual_all(FILE *out)
{
    const struct command *command;

    roff_head(out, "", "is a container image fit to go to sea?");
    fputs(
        "\n[\\fICOMMAND\\fR] [\\fIOPTION\\fR...] [\\fIOPERAND\\fR...]\n.SH DESCRIPTION\n"
        "Seaworthy lists what is inside a container image, says what is known to be wrong with it, and gives a verdict "
        "that a pipeline can act on.\nWithout a command it scans.\n.SH COMMANDS\n",
        out);
    for (size_t i = 0; (command = command_at(i)); i++) {
        fputs(".TP\n.B ", out);
        roff(out, command->name);
        fputs("\n", out);
        roff(out, command->about);
        fputs("\n", out);
    }
    fputs(".SH EXIT STATUS\n"
          ".TP\n.B 0\nverdict pass: all was looked at, and nothing that \\-\\-fail\\-on names was found\n"
          ".TP\n.B 1\nverdict fail: something that \\-\\-fail\\-on names was found\n"
          ".TP\n.B 2\nthe call was wrong, nothing was done\n"
          ".TP\n.B 3\nverdict incomplete: something could not be looked at, or the target could not be read at all\n"
          ".TP\n.B 4\nthe report could not be written, or another failure of ours\n"
          ".PP\nSeveral targets: the worst of 4, 2, 1, 3, 0 in that order.\n"
          ".SH ENVIRONMENT\nEvery option NAME can be given as SEAWORTHY_NAME.\n"
          "NO_COLOR, CLICOLOR_FORCE, COLUMNS, TMPDIR, XDG_CACHE_HOME, XDG_CONFIG_HOME and XDG_DATA_HOME are honoured.\n"
          ".SH FILES\n.TP\n.I seaworthy.toml\nfound upward from the working directory, then in "
          "$XDG_CONFIG_HOME/seaworthy: lines 'name = value'\n",
          out);
}

void help_manual(FILE *out, const struct command *command)
{
    if (command)
        manual_command(out, command);
    else
        manual_all(out);
}
