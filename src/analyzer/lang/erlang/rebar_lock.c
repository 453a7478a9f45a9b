/*
 * Erlang: rebar.lock. Source: erlang/rebar3, apps/rebar/src/rebar_config.erl (consult_lock_file); a list, since form
 * 1.1.0 within {"1.2.0", […]}:
 *     {<<"name">>, {pkg, <<"package">>, <<"version">>}, level}
 *     {<<"name">>, {git, "address", {ref, "commit"}}, level}
 * Level 0 is what the project asks for itself.
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/erlang/terms.h"
#include "analyzer/lang/lang.h"

static struct slice next_string(struct terms *terms)
{
    struct terms before = *terms;

    terms_take(terms, ',');
    struct term term = terms_next(terms);
    if (term.kind == TERM_STRING)
        return term.text;
    *terms = before;
    return (struct slice){0};
}

/* Behind the name: `, {pkg, …}` or `, {git, …, {ref, …}}`. returns  an empty version when it is neither */
static struct package described(struct terms *terms, struct slice key)
{
    struct package package = lang_package("hex", key, (struct slice){0}, SCOPE_DECLARED);

    if (!terms_take(terms, ',') || !terms_take(terms, '{'))
        return package;
    struct term kind = terms_next(terms);
    if (kind.kind == TERM_ATOM && slice_equal(kind.text, S("pkg"))) {
        package.name = next_string(terms);
        package.version = next_string(terms);
        terms_leave(terms, 1);
    } else if (kind.kind == TERM_ATOM && slice_equal(kind.text, S("git"))) {
        next_string(terms);
        if (terms_take(terms, ',') && terms_take(terms, '{') && terms_next(terms).kind == TERM_ATOM)
            package.version = next_string(terms);
        terms_leave(terms, 2);
    }
    return package;
}

/* returns  false at the end of the list */
static bool next_package(struct terms *terms, struct facts *facts)
{
    if (!terms_take(terms, '{'))
        return false;
    struct terms tuple = *terms;
    struct slice key = next_string(&tuple);
    struct package package = described(&tuple, key);
    if (key.len > 0 && package.version.len > 0 && terms_take(&tuple, ',')) {
        struct term level = terms_next(&tuple);
        package.relationship = slice_equal(level.text, S("0")) ? RELATION_DIRECT : RELATION_TRANSITIVE;
        facts_package(facts, &package);
    } else {
        facts_problem(facts, ERROR_MALFORMED, "an item that is neither a package nor a git repository");
    }
    terms_leave(terms, 1);
    terms_take(terms, ',');
    return true;
}

static bool rebar_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice content;
    struct terms terms;

    if (!content_read(&entry->reader, entry->arena, TREE_SIZE_MAX, &content, error))
        return false;
    terms_init(&terms, entry->arena, content, '%');
    if (terms_take(&terms, '{') && (next_string(&terms).len == 0 || !terms_take(&terms, ',')))
        return fail(error, ERROR_MALFORMED, "neither a list nor a version and a list");
    if (!terms_take(&terms, '['))
        return fail(error, ERROR_MALFORMED, "no list of packages");
    while (next_package(&terms, facts))
        continue;
    if (!terms_take(&terms, ']'))
        return fail(error, ERROR_MALFORMED, "the list of packages has no end");
    return true;
}

const struct analyzer analyzer_rebar_lock = {
    .name = "rebar-lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "rebar.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = rebar_lock_read,
    .declared = true,
};
