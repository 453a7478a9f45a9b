#include "cli/context.h"

#include <unistd.h>

/* The arguments as they come, and what was found so far. */
struct parse {
    struct cli *cli;
    char **argv;
    int argc, at;
    struct slice word; /* of the command, as typed */
    bool plain;        /* "--" was there: operands only */
};

static const char *command_name(const struct parse *parse)
{
    return parse->cli->command ? parse->cli->command->name : NULL;
}

static bool unknown_option(const struct parse *parse, struct slice name, struct error *error)
{
    const char *names[OPTIONS_MAX];
    const struct command *command = parse->cli->command;
    const struct option *option;
    size_t count = 0;

    for (size_t i = 0; (option = option_at(i)); i++)
        if (!command || command_takes(command, slice_text(option->name)))
            names[count++] = option->name;
    const char *near = nearest_word(name, names, count);
    if (near)
        return fail(error, ERROR_USAGE, "unknown option: --%.*s: did you mean --%s?", SLICE_ARG(name), near);
    return fail(error, ERROR_USAGE, "unknown option: --%.*s: 'seaworthy %s--help' lists all", SLICE_ARG(name),
                command ? arena_text(parse->cli->arena, arena_format(parse->cli->arena, "%s ", command->name)) : "");
}

/* An option that exists, but not for this command: say whose it is. */
static bool foreign_option(const struct parse *parse, const struct option *option, struct error *error)
{
    const struct command *other;

    for (size_t i = 0; (other = command_at(i)); i++)
        if (command_takes(other, slice_text(option->name)))
            return fail(error, ERROR_USAGE, "not an option of '%s': --%s: it belongs to '%s'", command_name(parse),
                        option->name, other->name);
    return unknown_option(parse, slice_text(option->name), error);
}

static bool give(struct parse *parse, const struct option *option, struct slice text, struct error *error)
{
    struct arena *arena = parse->cli->arena;
    const char *from = arena_text(arena, arena_format(arena, "--%s", option->name));
    struct option_value *value = &parse->cli->values[option_index(option)];

    if (parse->cli->command && !command_takes(parse->cli->command, slice_text(option->name)))
        return foreign_option(parse, option, error);
    return option_take(arena, option, from, text, value, error);
}

static bool next_value(struct parse *parse, const struct option *option, struct slice *text, struct error *error)
{
    if (parse->at >= parse->argc)
        return fail(error, ERROR_USAGE, "a value is missing: --%s %s", option->name, option->argument);
    *text = slice_text(parse->argv[parse->at++]);
    return true;
}

static bool long_option(struct parse *parse, struct slice argument, struct error *error)
{
    struct slice name, text;
    bool has_value = slice_cut(argument, '=', &name, &text);
    const struct option *option = option_find(name, command_name(parse));

    if (!option)
        return unknown_option(parse, name, error);
    if (!option->argument && !has_value)
        text = S("true");
    else if (option->argument && !has_value && !next_value(parse, option, &text, error))
        return false;
    return give(parse, option, text, error);
}

/* "-qv", "-ojson", "-o json", and "-o=json", which many tools take. */
static bool short_options(struct parse *parse, struct slice letters, struct error *error)
{
    while (letters.len) {
        const struct option *option = option_find_letter((char)letters.at[0], command_name(parse));
        struct slice text = S("true");

        if (!option)
            return fail(error, ERROR_USAGE, "unknown option: -%.*s: 'seaworthy --help' lists all",
                        SLICE_ARG(slice_head(letters, 1)));
        letters = slice_skip(letters, 1);
        if (option->argument) {
            text = letters.len && letters.at[0] == '=' ? slice_skip(letters, 1) : letters;
            if (letters.len == 0 && !next_value(parse, option, &text, error))
                return false;
            letters.len = 0;
        }
        if (!give(parse, option, text, error))
            return false;
    }
    return true;
}

/* A word that names no file and is near to a command was meant as one. */
static bool mistyped_command(const struct parse *parse, struct slice word, struct error *error)
{
    const char *names[64];
    const struct command *command;
    size_t count = 0;

    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] < 'a' || word.at[i] > 'z')
            return false;
    if (access(arena_text(parse->cli->arena, word), F_OK) == 0)
        return false;
    for (size_t i = 0; (command = command_at(i)) && count < 64; i++) {
        struct slice first, rest;
        slice_cut(slice_text(command->name), ' ', &first, &rest);
        names[count++] = arena_text(parse->cli->arena, first);
    }
    const char *near = nearest_word(word, names, count);
    if (!near)
        return false;
    fail(error, ERROR_USAGE, "unknown command: %.*s: did you mean '%s'?", SLICE_ARG(word), near);
    return true;
}

static bool second_word(struct parse *parse, struct slice first, struct slice word, struct error *error)
{
    struct arena *arena = parse->cli->arena;
    const char *names[64];
    const struct command *command;
    size_t count = 0;

    parse->cli->command = command_find(arena_format(arena, "%.*s %.*s", SLICE_ARG(first), SLICE_ARG(word)));
    if (parse->cli->command)
        return true;
    for (size_t i = 0; (command = command_at(i)) && count < 64; i++) {
        struct slice group, rest;
        if (slice_cut(slice_text(command->name), ' ', &group, &rest) && slice_equal(group, first))
            names[count++] = arena_text(arena, rest);
    }
    const char *near = nearest_word(word, names, count);
    struct slice known = S("");
    for (size_t i = 0; i < count; i++)
        known = arena_format(arena, "%.*s%s%s", SLICE_ARG(known), i ? ", " : "", names[i]);
    if (near)
        return fail(error, ERROR_USAGE, "unknown command: %.*s %.*s: did you mean '%.*s %s'?", SLICE_ARG(first),
                    SLICE_ARG(word), SLICE_ARG(first), near);
    if (word.len == 0)
        return fail(error, ERROR_USAGE, "'%.*s' needs a word more: known are %.*s", SLICE_ARG(first), SLICE_ARG(known));
    return fail(error, ERROR_USAGE, "unknown command: %.*s %.*s: known are %.*s", SLICE_ARG(first), SLICE_ARG(word),
                SLICE_ARG(known));
}

/* The first operands are the command; without one, "scan" is meant. */
static bool operand(struct parse *parse, struct slice word, struct error *error)
{
    struct cli *cli = parse->cli;

    if (!cli->command && !parse->plain) {
        if (parse->word.len)
            return second_word(parse, parse->word, word, error);
        cli->command = command_find(word);
        if (cli->command)
            return true;
        if (command_group(word)) {
            parse->word = word;
            return true;
        }
        if (mistyped_command(parse, word, error))
            return false;
    }
    if (!cli->command)
        cli->command = command_find(S("scan"));
    cli->operands[cli->operand_count++] = word;
    return true;
}

static bool walk(struct parse *parse, struct error *error)
{
    while (parse->at < parse->argc) {
        struct slice argument = slice_text(parse->argv[parse->at++]);
        bool taken;

        if (parse->plain || argument.len < 2 || argument.at[0] != '-')
            taken = operand(parse, argument, error);
        else if (argument.at[1] != '-')
            taken = short_options(parse, slice_skip(argument, 1), error);
        else if (argument.len == 2)
            taken = parse->plain = true;
        else
            taken = long_option(parse, slice_skip(argument, 2), error);
        if (!taken)
            return false;
    }
    return true;
}

/* Options before the command were taken before it was known. */
static bool check_taken(struct parse *parse, struct error *error)
{
    const struct option *option;

    for (size_t i = 0; (option = option_at(i)); i++) {
        struct slice name = slice_text(option->name);
        if (!parse->cli->values[i].from)
            continue;
        if (!command_takes(parse->cli->command, name))
            return foreign_option(parse, option, error);
        if (option_find(name, command_name(parse)) != option)
            return fail(error, ERROR_USAGE, "means something else in '%s': --%s: write it behind the command",
                        command_name(parse), option->name);
    }
    return true;
}

static bool check_operands(const struct cli *cli, struct error *error)
{
    const struct command *command = cli->command;

    if (cli->operand_count < command->operands_min)
        return fail(error, ERROR_USAGE, "too few operands: seaworthy %s %s: try 'seaworthy %s --help'", command->name,
                    command->usage, command->name);
    if (cli->operand_count > command->operands_max)
        return fail(error, ERROR_USAGE, "too many operands: %.*s: the usage is: seaworthy %s %s",
                    SLICE_ARG(cli->operands[command->operands_max]), command->name, command->usage);
    return true;
}

bool cli_parse(struct cli *cli, int argc, char **argv, struct error *error)
{
    struct parse parse = {.cli = cli, .argv = argv, .argc = argc, .at = 1};

    cli->operands = arena_array(cli->arena, struct slice, (size_t)argc + 1);
    if (!walk(&parse, error))
        return false;
    if (cli->values[option_index(option_find(S("version"), NULL))].number && !cli->command) {
        cli->command = command_find(S("version"));
        cli->values[option_index(option_find(S("version"), NULL))].from = NULL;
        return true;
    }
    if (cli_flag(cli, "help"))
        return true;
    if (!cli->command && parse.word.len)
        return second_word(&parse, parse.word, S(""), error);
    if (!cli->command)
        return fail(error, ERROR_USAGE, "nothing to do: name an image, or try 'seaworthy --help'");
    return check_taken(&parse, error) && check_operands(cli, error);
}
