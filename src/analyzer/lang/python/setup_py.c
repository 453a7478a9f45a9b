/*
 * setup.py, of which only what can be read without running it: string literals that are a requirement with a version
 * ("requests==2.31.0"), and those of several lines that are nothing but requirements. A name alone cannot be told from
 * any other string. Of several bounds the first is the version: no list of all that the project needs can be had here.
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/python/pypi.h"

enum { SETUP_PY_MAX = 1024 * 1024 };

static bool is_quote(uint8_t c)
{
    return c == '"' || c == '\'';
}

/*
 * The next string literal of `*left`, without its quotes and with its escapes as they stand. Comments are passed over.
 * returns  false at the end
 */
static bool next_string(struct slice *left, struct slice *text)
{
    while (left->len > 0 && !is_quote(left->at[0]))
        *left = slice_skip(*left, left->at[0] == '#' ? slice_find_byte(*left, '\n') + 1 : 1);
    if (left->len == 0)
        return false;
    struct slice quote = slice_head(*left, 1), three = slice_head(*left, 3);
    if (three.len == 3 && three.at[1] == quote.at[0] && three.at[2] == quote.at[0])
        quote = three;
    struct slice body = slice_skip(*left, quote.len);
    size_t at = 0;
    while (at < body.len && !slice_starts(slice_skip(body, at), quote)) {
        if (quote.len == 1 && body.at[at] == '\n')
            break; /* not closed: what follows is read as code again */
        at += body.at[at] == '\\' ? 2 : 1;
    }
    *text = slice_head(body, at);
    *left = slice_skip(body, at > body.len ? body.len : at);
    if (slice_starts(*left, quote))
        *left = slice_skip(*left, quote.len);
    return true;
}

static bool is_requirement(struct slice line, struct requirement *requirement)
{
    if (!requirement_parse(line, requirement) || !requirement->compared)
        return false;
    if (requirement->version.len == 0) /* several bounds: the first */
        requirement_parse(slice_head(line, slice_find_byte(line, ',')), requirement);
    return true;
}

/* Whether all lines are requirements, blank or comments, and one at least has a version. */
static bool is_list(struct slice text)
{
    struct requirement requirement;
    struct slice line;
    bool any = false;

    while (slice_next(&text, '\n', &line)) {
        line = slice_trim(line);
        if (line.len == 0 || line.at[0] == '#')
            continue;
        if (!requirement_parse(line, &requirement))
            return false;
        any = any || requirement.compared;
    }
    return any;
}

static void string_read(struct facts *facts, struct slice text)
{
    struct requirement requirement;
    struct slice line;

    if (!is_list(text))
        return;
    while (slice_next(&text, '\n', &line)) {
        if (!is_requirement(line, &requirement) || requirement.version.len == 0)
            continue;
        struct arena_mark mark = arena_mark(facts->arena);
        struct package package = pypi_declared(facts->arena, requirement.name, requirement.version);
        facts_package(facts, &package);
        arena_reset(facts->arena, mark);
    }
}

static bool setup_py_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice content, text;

    if (!content_read(&entry->reader, facts->arena, SETUP_PY_MAX, &content, error))
        return false;
    while (next_string(&content, &text))
        string_read(facts, text);
    return true;
}

const struct analyzer analyzer_setup_py = {
    .name = "setup_py",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "setup.py"}, {0}},
    .size_max = SETUP_PY_MAX,
    .read = setup_py_read,
    .declared = true,
};
