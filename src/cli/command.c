#include "cli/context.h"

#define ROW(name) extern const struct command command_##name;
#include "cli/rows.h"
#undef ROW

static const struct command *const commands[] = {
#define ROW(name) &command_##name,
#include "cli/rows.h"
#undef ROW
};

/* Taken by every command. */
static const char *const everywhere[] = {"color", "config", "quiet", "verbose", "help", NULL};

const struct command *command_at(size_t index)
{
    return index < sizeof commands / sizeof commands[0] ? commands[index] : NULL;
}

const struct command *command_find(struct slice name)
{
    const struct command *command;

    for (size_t i = 0; (command = command_at(i)); i++)
        if (slice_equal(name, slice_text(command->name)))
            return command;
    return NULL;
}

bool command_group(struct slice word)
{
    const struct command *command;

    for (size_t i = 0; (command = command_at(i)); i++) {
        struct slice name = slice_text(command->name);
        if (name.len > word.len && name.at[word.len] == ' ' && slice_starts(name, word))
            return true;
    }
    return false;
}

const char *const *command_everywhere(void)
{
    return everywhere;
}

bool command_takes(const struct command *command, struct slice option)
{
    for (size_t i = 0; everywhere[i]; i++)
        if (slice_equal(option, slice_text(everywhere[i])))
            return true;
    for (size_t i = 0; command->options && command->options[i]; i++)
        if (slice_equal(option, slice_text(command->options[i])))
            return true;
    return false;
}
