/*
 * SWI-Prolog: pack.pl of an add-on, facts of which name/1 and version/1 are wanted. Source: swi-prolog.org, manual
 * section "prolog_pack: A package manager for Prolog".
 */
#include "analyzer/lang/lang.h"

enum { PACK_LINE_MAX = 4096 };

/* "functor(text)." or "functor('text')." */
static bool fact(struct slice line, struct slice functor, struct slice *text)
{
    struct slice behind;

    line = slice_trim(line);
    if (!slice_starts(line, functor))
        return false;
    line = slice_trim(slice_skip(line, functor.len));
    if (!slice_starts(line, S("(")) || !slice_cut(slice_skip(line, 1), ')', text, &behind))
        return false;
    *text = slice_trim(*text);
    if (text->len >= 2 && (text->at[0] == '\'' || text->at[0] == '"') && text->at[text->len - 1] == text->at[0])
        *text = slice_of(text->at + 1, text->len - 2);
    return text->len > 0;
}

static bool swipl_pack_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line, text, name = {0}, version = {0};

    while (reader_line(&entry->reader, PACK_LINE_MAX, &line) != LINE_END) {
        if (fact(line, S("name"), &text))
            name = arena_copy(entry->arena, text);
        else if (fact(line, S("version"), &text))
            version = arena_copy(entry->arena, text);
    }
    if (!reader_ok(&entry->reader, error))
        return false;
    struct package package = lang_package("swiplpack", name, version, SCOPE_INSTALLED);
    if (name.len > 0 && version.len > 0)
        facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_swipl_pack = {
    .name = "swipl-pack",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "pack.pl"}, {0}},
    .read = swipl_pack_read,
    .ownable = true,
};
