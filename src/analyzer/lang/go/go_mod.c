/*
 * go.mod of a source tree: what a module requires, with its replacements, and the standard library of the toolchain
 * that it asks for (from Go 1.21 on: earlier "go" lines name a language level). Source: go.dev/ref/mod.
 */
#include "analyzer/analyzer.h"
#include "analyzer/lang/go/mod_file.h"
#include "analyzer/lang/go/module.h"

enum { GO_MOD_MAX = 2 * 1024 * 1024 /* the largest known ones have 200 KiB */ };

static void mod_problem(void *context, size_t line, const char *what)
{
    facts_problem(context, ERROR_MALFORMED, "line %zu: %s", line, what);
}

static void stdlib(const struct mod_file *mod, struct facts *facts)
{
    struct slice release = go_release(mod->toolchain);

    if (release.len == 0)
        release = go_release(mod->go);
    if (!go_release_at_least(release, 21))
        return;
    size_t dots = 0;
    for (size_t i = 0; i < release.len; i++)
        dots += release.at[i] == '.';
    bool plain = slice_decimal(slice_skip(release, slice_find_last(release, '.') + 1), &(uint64_t){0});
    struct package package = {
        .type = S("golang"),
        .name = S("stdlib"),
        .epoch = EPOCH_ABSENT,
        .scope = SCOPE_DECLARED,
        /* "go 1.21" is the release 1.21.0 (go.dev/doc/toolchain, "Go versions"). */
        .version = dots == 1 && plain ? arena_format(facts->arena, "%.*s.0", SLICE_ARG(release)) : release,
    };
    facts_package(facts, &package);
}

static bool go_mod_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct mod_file mod;
    bool read = mod_file_read(&entry->reader, facts->arena, &mod, mod_problem, facts, error);

    for (size_t i = 0; i < mod.requires.count; i++) {
        const struct mod_require *require = &mod.requires.at[i];
        if (require->dropped || (require->indirect && !mod_file_is_whole(&mod)))
            continue;
        struct package package = {
            .type = S("golang"),
            .name = require->path,
            .version = require->version,
            .epoch = EPOCH_ABSENT,
            .scope = SCOPE_DECLARED,
            .relationship = require->indirect ? RELATION_TRANSITIVE : RELATION_DIRECT,
        };
        facts_package(facts, &package);
    }
    stdlib(&mod, facts);
    return read;
}

const struct analyzer analyzer_go_mod = {
    .name = "go_mod",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "go.mod"}, {0}},
    .size_max = GO_MOD_MAX,
    .read = go_mod_read,
    .declared = true,
};
