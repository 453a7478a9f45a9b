/*
 * Haskell: cabal.project.freeze. Source: haskell/cabal, doc/cabal-project-description-file.rst, "constraints": a list
 * of `any.NAME ==VERSION`, flags of packages, and `any.NAME installed` for what comes with the compiler.
 */
#include "analyzer/lang/lang.h"

enum { LINE_MAX_LEN = 64 * 1024 };

/* "any.NAME ==1.2" */
static void add_constraint(struct facts *facts, struct slice text)
{
    struct slice name, version;

    text = slice_trim(text);
    if (slice_starts(text, S("constraints:")))
        text = slice_trim(slice_skip(text, S("constraints:").len));
    if (slice_starts(text, S("any.")))
        text = slice_skip(text, 4);
    size_t equals = slice_find(text, S("=="));
    if (equals == SIZE_MAX)
        return; /* a flag, or a package that is wherever the compiler has it */
    name = slice_trim(slice_head(text, equals));
    version = slice_skip(text, equals + 2);
    version = slice_trim(slice_head(version, slice_find_byte(version, '|'))); /* the first of "==1 || ==2" */
    if (name.len == 0 || version.len == 0 || slice_find_byte(name, ' ') < name.len) {
        facts_problem(facts, ERROR_MALFORMED, "a constraint that is not 'NAME ==VERSION'");
        return;
    }
    struct package package = lang_package("hackage", name, version, SCOPE_DECLARED);
    facts_package(facts, &package);
}

static bool cabal_freeze_read(struct entry *entry, struct facts *facts, struct error *error)
{
    enum reader_line kind;
    struct slice line, item;

    while ((kind = reader_line(&entry->reader, LINE_MAX_LEN, &line)) != LINE_END) {
        if (kind == LINE_CUT)
            facts_problem(facts, ERROR_MALFORMED, "line %zu has more than 64 KiB", entry->reader.line);
        while (slice_next(&line, ',', &item))
            add_constraint(facts, item);
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_cabal_freeze = {
    .name = "cabal-freeze",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "cabal.project.freeze"}, {0}},
    .read = cabal_freeze_read,
    .declared = true,
};
