#include "base/json.h"
#include "base/text.h"
#include "report/testing.h"

/* Takes an SGR sequence, the only escape that a report may hold, and that only with colour. */
static bool take_colour(struct slice *text)
{
    struct slice rest = *text;

    if (!slice_starts(rest, S("\x1b[")))
        return false;
    rest = slice_skip(rest, 2);
    while (rest.len && ((rest.at[0] >= '0' && rest.at[0] <= '9') || rest.at[0] == ';'))
        rest = slice_skip(rest, 1);
    if (!rest.len || rest.at[0] != 'm')
        return false;
    *text = slice_skip(rest, 1);
    return true;
}

static const char *check_characters(struct slice text, bool colour, bool tabs)
{
    bool start = true;

    while (text.len) {
        if (colour && take_colour(&text))
            continue;
        struct slice rest = text;
        uint32_t code = utf8_take(&rest);
        if (code == UINT32_MAX)
            return "bytes that are no UTF-8";
        if (!text_printable(code) && code != '\n' && !(tabs && code == '\t'))
            return "a character that may not be printed";
        if (start && (code == ':' || code == '='))
            return "a line that begins like a command or a formula";
        start = code == '\n' || (start && (code == ' ' || code == '\t' || code == 0xa0 || code == 0x3000));
        text = rest;
    }
    return NULL;
}

static const char *check_commands(struct slice text)
{
    static const struct slice commands[] = {S_INIT("##["), S_INIT("##vso["), S_INIT("##teamcity[")};

    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
        if (slice_find(text, commands[i]) != SIZE_MAX)
            return "a command of a CI service";
    return NULL;
}

static const char *check_json(struct slice text)
{
    struct reader reader = reader_over(text);
    struct json json;
    struct error error;

    if (slice_find(text, S("</script")) != SIZE_MAX)
        return "the end of a script";
    struct arena *arena = arena_create_simple();
    json_init(&json, &reader, arena);
    json_skip(&json);
    bool good = json_end(&json, &error);
    arena_destroy(arena);
    return good ? NULL : "what is no JSON";
}

static const char *check_columns(struct slice text)
{
    size_t expected = SIZE_MAX;
    struct slice line;

    while (slice_next(&text, '\n', &line)) {
        size_t tabs = 0;
        for (size_t i = 0; i < line.len; i++)
            tabs += line.at[i] == '\t';
        if (expected == SIZE_MAX)
            expected = tabs;
        if (tabs != expected)
            return "lines of another number of columns";
    }
    return NULL;
}

const char *test_missing(struct slice text, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = slice_find(text, slice_text(parts[i]));
        if (at == SIZE_MAX)
            return parts[i];
        text = slice_skip(text, at);
    }
    return NULL;
}

const char *test_check(const struct format *format, struct slice written, bool colour)
{
    bool tsv = strcmp(format->name, "tsv") == 0, table = strcmp(format->name, "table") == 0;
    const char *wrong = check_characters(written, colour && table, tsv);

    if (!wrong && !slice_ends(written, S("\n")))
        wrong = "no line end at its end";
    if (!wrong && !table)
        wrong = tsv ? check_columns(written) : check_json(written);
    return wrong ? wrong : check_commands(written);
}
