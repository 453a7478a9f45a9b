/*
 * Elixir: mix.lock, a map from names to what was resolved. Source: elixir-lang/elixir, lib/mix/lib/mix/dep/lock.ex;
 * hexpm/hex, lib/hex/scm.ex and Mix.SCM.Git:
 *     "name": {:hex, :package, "version", "checksum", [managers], [{:dependency, "range", […]}, …], "repo", "checksum"}
 *     "name": {:git, "address", "commit", […]}
 * What comes from a path is the project's own.
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/erlang/terms.h"
#include "analyzer/lang/lang.h"

/* The names of a list of tuples that begin with one, up to its end. */
static struct slices dependencies(struct terms *terms)
{
    struct {
        struct slice *at;
        size_t count, room;
    } names = {0};

    if (!terms_take(terms, '['))
        return (struct slices){0};
    while (terms_take(terms, '{')) {
        terms_take(terms, ':');
        struct term name = terms_next(terms);
        if (name.kind == TERM_ATOM)
            *ARENA_PUSH(terms->arena, &names) = name.text;
        terms_leave(terms, 1);
        terms_take(terms, ',');
    }
    return (struct slices){names.at, names.count};
}

/* `, "text"`; empty for anything else */
static struct slice next_string(struct terms *terms)
{
    struct terms before = *terms;

    if (terms_take(terms, ',')) {
        struct term term = terms_next(terms);
        if (term.kind == TERM_STRING)
            return term.text;
    }
    *terms = before;
    return (struct slice){0};
}

/* Behind `{:hex`: `, :package, "version", "checksum", [managers], [dependencies]` */
static struct package hex_package(struct terms *terms, struct slice key)
{
    struct slice name = key;

    if (terms_take(terms, ',') && terms_take(terms, ':')) {
        struct term term = terms_next(terms);
        if (term.kind == TERM_ATOM)
            name = term.text;
    }
    struct package package = lang_package("hex", name, next_string(terms), SCOPE_DECLARED);
    package.id = key;
    next_string(terms);
    if (terms_take(terms, ',') && terms_take(terms, '[') && terms_leave(terms, 1) && terms_take(terms, ','))
        package.depends_on = dependencies(terms);
    return package;
}

/* Behind `{`: the tuple of one name, whose end is passed over by the caller. */
static void add_package(struct terms *terms, struct facts *facts, struct slice key)
{
    struct package package = {0};

    terms_take(terms, ':');
    struct term source = terms_next(terms);
    if (source.kind == TERM_ATOM && slice_equal(source.text, S("path")))
        return;
    if (source.kind == TERM_ATOM && slice_equal(source.text, S("hex"))) {
        package = hex_package(terms, key);
    } else if (source.kind == TERM_ATOM && slice_equal(source.text, S("git"))) {
        next_string(terms);
        package = lang_package("hex", key, next_string(terms), SCOPE_DECLARED);
        package.id = key;
    }
    if (package.version.len > 0)
        facts_package(facts, &package);
    else
        facts_problem(facts, ERROR_MALFORMED, "'%.*s' has no version", SLICE_ARG(slice_head(key, FACTS_NAME_MAX)));
}

static bool mix_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice content;
    struct terms terms;

    if (!content_read(&entry->reader, entry->arena, TREE_SIZE_MAX, &content, error))
        return false;
    terms_init(&terms, entry->arena, content, '#');
    if (!terms_take(&terms, '%') || !terms_take(&terms, '{'))
        return fail(error, ERROR_MALFORMED, "no map of what was resolved");
    while (!terms_take(&terms, '}')) {
        struct term key = terms_next(&terms);
        if (key.kind == TERM_END)
            return fail(error, ERROR_TRUNCATED, "the map of what was resolved has no end");
        if (key.kind != TERM_STRING || !terms_take(&terms, ':') || !terms_take(&terms, '{'))
            continue;
        struct terms tuple = terms;
        add_package(&tuple, facts, key.text);
        terms_leave(&terms, 1);
    }
    return true;
}

const struct analyzer analyzer_mix_lock = {
    .name = "mix-lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "mix.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = mix_lock_read,
    .declared = true,
};
