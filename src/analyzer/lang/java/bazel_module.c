/*
 * MODULE.bazel and WORKSPACE of Bazel: the artifacts that rules_jvm_external is asked for, as "GROUP:NAME:…:VERSION" in
 * `artifacts` of maven.install() (maven_install() in a WORKSPACE), or by maven.artifact(group, artifact, version). Not
 * Starlark: only literal texts are read. The lock file beside it (maven_install.json) knows more.
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/lang.h"

enum {
    SIZE_MAX_READ = 4 * 1024 * 1024,
    DEPTH_MAX = 64, /* of brackets; what is nested deeper is passed over */
};

enum token { TOKEN_END, TOKEN_NAME, TOKEN_TEXT, TOKEN_SIGN };

static bool is_name(uint8_t c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '.';
}

/* Of a text: what is between the quotes, escapes as they stand. */
static size_t text_end(struct slice rest, size_t quotes)
{
    for (size_t at = quotes; at < rest.len; at++) {
        if (rest.at[at] == '\\')
            at++;
        else if (slice_starts(slice_skip(rest, at), slice_head(rest, quotes)))
            return at;
    }
    return rest.len;
}

static enum token token_next(struct slice *rest, struct slice *token)
{
    for (;;) {
        *rest = slice_trim(*rest);
        if (rest->len == 0)
            return TOKEN_END;
        if (rest->at[0] != '#')
            break;
        *rest = slice_skip(*rest, slice_find_byte(*rest, '\n'));
    }
    uint8_t first = rest->at[0];
    size_t len = 0;
    if (first == '"' || first == '\'') {
        struct slice three = first == '"' ? S("\"\"\"") : S("'''");
        size_t quotes = slice_starts(*rest, three) ? 3 : 1, end = text_end(*rest, quotes);
        *token = slice_skip(slice_head(*rest, end), quotes);
        *rest = slice_skip(*rest, end + quotes);
        return TOKEN_TEXT;
    }
    while (len < rest->len && is_name(rest->at[len]))
        len++;
    *token = slice_head(*rest, len ? len : 1);
    *rest = slice_skip(*rest, token->len);
    return len ? TOKEN_NAME : TOKEN_SIGN;
}

/* A bracket that is open. */
struct level {
    enum { CALL_OTHER, CALL_INSTALL, CALL_ARTIFACT, LIST_ARTIFACTS } kind;
    struct slice keyword; /* the last NAME = of it */
    struct slice group, artifact, version;
};

struct module {
    struct facts *facts;
    struct level levels[DEPTH_MAX + 1];
    size_t depth;
};

static void file(struct module *module, struct slice group, struct slice artifact, struct slice version)
{
    struct arena *arena = module->facts->arena;
    struct arena_mark mark = arena_mark(arena);

    if (group.len && artifact.len) {
        struct package package = lang_package("maven", arena_join(arena, (struct slice[]){group, S(":"), artifact}, 3),
                                              version, SCOPE_DECLARED);
        package.relationship = RELATION_DIRECT;
        facts_package(module->facts, &package);
    }
    arena_reset(arena, mark);
}

static void take_text(struct module *module, struct slice text)
{
    struct level *level = &module->levels[module->depth];
    struct slice group, artifact, rest;

    if (level->kind == LIST_ARTIFACTS) {
        slice_cut(text, ':', &group, &rest);
        slice_cut(rest, ':', &artifact, &rest);
        size_t last = slice_find_last(rest, ':'); /* packaging and classifier may stand before the version */
        file(module, group, artifact, last < rest.len ? slice_skip(rest, last + 1) : rest);
    } else if (level->kind == CALL_ARTIFACT) {
        if (slice_equal(level->keyword, S("group")))
            level->group = text;
        else if (slice_equal(level->keyword, S("artifact")))
            level->artifact = text;
        else if (slice_equal(level->keyword, S("version")))
            level->version = text;
    }
}

static void open_bracket(struct module *module, uint8_t bracket, struct slice name)
{
    struct level *outer = &module->levels[module->depth], *level = &module->levels[++module->depth];

    *level = (struct level){0};
    if (bracket == '(' && (slice_ends(name, S(".install")) || slice_equal(name, S("maven_install"))))
        level->kind = CALL_INSTALL;
    else if (bracket == '(' && (slice_ends(name, S(".artifact"))))
        level->kind = CALL_ARTIFACT;
    else if (bracket == '[' && outer->kind == CALL_INSTALL && slice_equal(outer->keyword, S("artifacts")))
        level->kind = LIST_ARTIFACTS;
}

/* returns  false when brackets are nested too deep */
static bool take_sign(struct module *module, uint8_t sign, struct slice before)
{
    struct level *level = &module->levels[module->depth];

    switch (sign) {
    case '(':
    case '[':
    case '{':
        if (module->depth == DEPTH_MAX)
            return false;
        open_bracket(module, sign, before);
        break;
    case ')':
    case ']':
    case '}':
        if (level->kind == CALL_ARTIFACT)
            file(module, level->group, level->artifact, level->version);
        module->depth -= module->depth > 0;
        break;
    case '=': level->keyword = before; break;
    case ',': level->keyword = (struct slice){0}; break;
    default: break;
    }
    return true;
}

static bool bazel_module_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice rest, token, before = {0};
    enum token kind;

    if (!content_read(&entry->reader, facts->arena, SIZE_MAX_READ, &rest, error))
        return false;
    struct module *module = arena_new(facts->arena, struct module);
    module->facts = facts;
    while ((kind = token_next(&rest, &token)) != TOKEN_END) {
        if (kind == TOKEN_TEXT)
            take_text(module, token);
        else if (kind == TOKEN_SIGN && !take_sign(module, token.at[0], before))
            return fail(error, ERROR_LIMIT, "brackets in one another more than %d deep", DEPTH_MAX);
        before = kind == TOKEN_NAME ? token : (struct slice){0};
    }
    if (module->depth > 0)
        return fail(error, ERROR_MALFORMED, "a bracket that is not closed");
    return true;
}

const struct analyzer analyzer_bazel_module = {
    .name = "bazel_module",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "MODULE.bazel"},
                                   {GATE_BASENAME, "WORKSPACE"},
                                   {GATE_BASENAME, "WORKSPACE.bazel"},
                                   {GATE_END, NULL}},
    .size_max = SIZE_MAX_READ,
    .read = bazel_module_read,
    .declared = true,
};
