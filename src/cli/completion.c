/* Completion scripts for shells, from the tables of commands and options: nothing is listed twice. */
#include "cli/context.h"

static void bash_words(FILE *out, const struct option *option)
{
    fprintf(out, " --%s", option->name);
    if (option->letter)
        fprintf(out, " -%c", option->letter);
}

/* The second words of commands that have two, between `before` and `behind`. */
static void second_words(FILE *out, const char *group, const char *before, const char *behind)
{
    const struct command *command;

    fputs(before, out);
    for (size_t i = 0; (command = command_at(i)); i++) {
        struct slice first, rest;
        if (slice_cut(slice_text(command->name), ' ', &first, &rest) && slice_equal(first, slice_text(group)))
            fprintf(out, " %.*s", SLICE_ARG(rest));
    }
    fputs(behind, out);
}

static void bash_write(FILE *out)
{
    const struct command *command;
    const struct option *option;

    fputs("# bash completion of seaworthy; source it, or put it into "
          "~/.local/share/bash-completion/completions/seaworthy\n"
          "_seaworthy()\n{\n"
          "    local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD - 1]}\" command= i\n"
          "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
          "        [[ ${COMP_WORDS[i]} == -* ]] && continue\n"
          "        command=\"${COMP_WORDS[i]}\"\n"
          "        [[ $command == @(db|cache) && $i -lt $((COMP_CWORD - 1)) ]] && command+=\" ${COMP_WORDS[i + 1]}\"\n"
          "        break\n"
          "    done\n"
          "    compopt -o default 2>/dev/null\n"
          "    case $before in\n",
          out);
    for (size_t i = 0; (option = option_at(i)); i++) {
        if (!option->choices)
            continue;
        fprintf(out, "    --%s) COMPREPLY=($(compgen -W '", option->name);
        for (size_t j = 0; option->choices[j]; j++)
            fprintf(out, "%s%s", j ? " " : "", option->choices[j]);
        fputs("' -- \"$word\")); return ;;\n", out);
    }
    fputs("    esac\n    if [[ $word == -* ]]; then\n        case $command in\n", out);
    for (size_t i = 0; (command = command_at(i)); i++) {
        fprintf(out, "        '%s') COMPREPLY=($(compgen -W '", command->name);
        help_each_option(out, command, true, bash_words);
        help_each_option(out, command, false, bash_words);
        fputs("' -- \"$word\")) ;;\n", out);
    }
    fputs("        esac\n        return\n    fi\n    case $command in\n    '') COMPREPLY=($(compgen -W '", out);
    for (size_t i = 0; (command = command_at(i)); i++) {
        struct slice first, rest;
        slice_cut(slice_text(command->name), ' ', &first, &rest);
        fprintf(out, " %.*s", SLICE_ARG(first));
    }
    fputs("' -- \"$word\")) ;;\n", out);
    second_words(out, "db", "    db) COMPREPLY=($(compgen -W '", "' -- \"$word\")) ;;\n");
    second_words(out, "cache", "    cache) COMPREPLY=($(compgen -W '", "' -- \"$word\")) ;;\n");
    fputs("    esac\n}\ncomplete -F _seaworthy seaworthy\n", out);
}

/* Text within single quotes of a shell, and without what zsh's _arguments and _describe read as syntax. */
static void quoted(FILE *out, const char *text)
{
    for (; *text; text++)
        if (*text == '\'')
            fputs("’", out);
        else if (strchr("[]:", *text))
            fputc(' ', out);
        else
            fputc(*text, out);
}

static void zsh_option(FILE *out, const struct option *option)
{
    fprintf(out, " \\\n            '%s--%s%s[", option->kind == OPTION_LIST ? "*" : "", option->name,
            option->argument ? "=" : "");
    quoted(out, option->help);
    fputs("]", out);
    if (option->choices) {
        fprintf(out, ":%s:(", option->name);
        for (size_t j = 0; option->choices[j]; j++)
            fprintf(out, "%s%s", j ? " " : "", option->choices[j]);
        fputs(")", out);
    } else if (option->kind == OPTION_FILE) {
        fprintf(out, ":%s:_files", option->name);
    } else if (option->kind == OPTION_FOLDER) {
        fprintf(out, ":%s:_files -/", option->name);
    } else if (option->argument) {
        fprintf(out, ":%s: ", option->name);
    }
    fputc('\'', out);
}

static void zsh_write(FILE *out)
{
    const struct command *command;

    fputs("#compdef seaworthy\n# zsh completion of seaworthy; put it as _seaworthy into a folder of $fpath\n"
          "_seaworthy()\n{\n    local command=${words[2]}\n    if ((CURRENT == 2)); then\n        local -a commands\n"
          "        commands=(\n",
          out);
    for (size_t i = 0; (command = command_at(i)); i++) {
        struct slice first, rest;
        bool two = slice_cut(slice_text(command->name), ' ', &first, &rest);
        fprintf(out, "            '%.*s:", SLICE_ARG(first));
        quoted(out, two ? "see its commands" : command->about);
        fputs("'\n", out);
    }
    fputs("        )\n        _describe -t commands command commands\n        _files\n        return\n    fi\n"
          "    [[ $command == (db|cache) && CURRENT -gt 3 ]] && command+=\" ${words[3]}\"\n    case $command in\n",
          out);
    for (size_t i = 0; (command = command_at(i)); i++) {
        fprintf(out, "    '%s')\n        _arguments -s", command->name);
        help_each_option(out, command, true, zsh_option);
        help_each_option(out, command, false, zsh_option);
        fputs(" \\\n            '*:file:_files'\n        ;;\n", out);
    }
    second_words(out, "db", "    db) compadd", " ;;\n");
    second_words(out, "cache", "    cache) compadd", " ;;\n");
    fputs("    *) _files ;;\n    esac\n}\n_seaworthy \"$@\"\n", out);
}

static void fish_options(FILE *out, const struct command *command, const struct option *option)
{
    struct slice first, rest;
    bool two = slice_cut(slice_text(command->name), ' ', &first, &rest);

    fprintf(out, "complete -c seaworthy -n '__fish_seen_subcommand_from %.*s", SLICE_ARG(first));
    if (two)
        fprintf(out, "; and __fish_seen_subcommand_from %.*s", SLICE_ARG(rest));
    fprintf(out, "' -l %s", option->name);
    if (option->letter)
        fprintf(out, " -s %c", option->letter);
    if (option->choices) {
        fputs(" -x -a '", out);
        for (size_t j = 0; option->choices[j]; j++)
            fprintf(out, "%s%s", j ? " " : "", option->choices[j]);
        fputs("'", out);
    } else if (option->argument) {
        fputs(" -r", out);
    }
    fputs(" -d '", out);
    quoted(out, option->help);
    fputs("'\n", out);
}

static void fish_write(FILE *out)
{
    const char *const *everywhere = command_everywhere();
    const struct command *command;

    fputs("# fish completion of seaworthy; put it as seaworthy.fish into ~/.config/fish/completions\n", out);
    for (size_t i = 0; (command = command_at(i)); i++) {
        struct slice first, rest;
        bool two = slice_cut(slice_text(command->name), ' ', &first, &rest);
        if (two)
            fprintf(out, "complete -c seaworthy -n '__fish_seen_subcommand_from %.*s' -a '%.*s' -d '", SLICE_ARG(first),
                    SLICE_ARG(rest));
        else
            fprintf(out, "complete -c seaworthy -n __fish_use_subcommand -a '%s' -d '", command->name);
        quoted(out, command->about);
        fputs("'\n", out);
        for (size_t j = 0; command->options && command->options[j]; j++)
            fish_options(out, command, option_find(slice_text(command->options[j]), command->name));
        for (size_t j = 0; everywhere[j]; j++)
            fish_options(out, command, option_find(slice_text(everywhere[j]), command->name));
    }
    fputs("complete -c seaworthy -n __fish_use_subcommand -a 'db cache'\n", out);
}

static int completion_run(struct cli *cli)
{
    static const struct {
        const char *name;
        void (*write)(FILE *out);
    } shells[] = {{"bash", bash_write}, {"zsh", zsh_write}, {"fish", fish_write}};
    struct error error;

    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++)
        if (slice_equal(cli->operands[0], slice_text(shells[i].name))) {
            shells[i].write(cli->out);
            return EXIT_PASS;
        }
    fail(&error, ERROR_USAGE, "unknown shell: %.*s: known are bash, zsh and fish", SLICE_ARG(cli->operands[0]));
    return cli_error(cli, &error);
}

const struct command command_completion = {
    .name = "completion",
    .usage = "bash|zsh|fish",
    .about = "Print a shell's completion script",
    .details = "Examples:\n"
               "  source <(seaworthy completion bash)\n"
               "  seaworthy completion zsh > ~/.zfunc/_seaworthy\n"
               "  seaworthy completion fish > ~/.config/fish/completions/seaworthy.fish\n",
    .operands_min = 1,
    .operands_max = 1,
    .run = completion_run,
};
