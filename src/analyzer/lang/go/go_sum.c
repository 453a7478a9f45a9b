/*
 * go.sum: digests of all modules that a build looked at, "PATH VERSION[/go.mod] HASH" a line, in the order of versions.
 * It is no list of what is used, but before Go 1.17 the only place that names indirect modules: then, or when no go.mod
 * lies beside it, the last version of each module counts that go.mod does not name itself. Source: go.dev/ref/mod,
 * "go.sum files".
 */
#include "analyzer/lang/go/mod_file.h"
#include "analyzer/lang/go/module.h"
#include "analyzer/spool.h"

enum { GO_SUM_MAX = 8 * 1024 * 1024, GO_SUM_LINE_MAX = 4 * 1024, GO_MOD_MAX = 2 * 1024 * 1024 };

struct sum {
    struct facts *facts;
    struct map modules; /* path to struct slice *, its version */
};

static void take_line(struct sum *sum, struct slice line, size_t number)
{
    struct arena *arena = sum->facts->arena;
    struct slice path, version, rest;

    if (slice_trim(line).len == 0)
        return;
    if (!slice_cut(line, ' ', &path, &rest) || !slice_cut(rest, ' ', &version, &rest)) {
        facts_problem(sum->facts, ERROR_MALFORMED, "line %zu: not a module, its version and a digest", number);
        return;
    }
    if (slice_ends(version, S("/go.mod")))
        version.len -= strlen("/go.mod");
    if (path.len == 0 || !go_version_valid(version)) {
        facts_problem(sum->facts, ERROR_MALFORMED, "line %zu: not a module and its version", number);
        return;
    }
    struct slice *known = map_get(&sum->modules, path);
    if (!known) {
        known = arena_new(arena, struct slice);
        *map_put(&sum->modules, arena_copy(arena, path)) = known;
    }
    if (!slice_equal(*known, version))
        *known = arena_copy(arena, version);
}

/* returns  false when go.mod beside it says all there is */
static bool wanted(const struct spool *spool, const struct spooled *file, struct arena *arena, struct mod_file *mod)
{
    size_t cut = slice_find_last(file->path, '/');
    struct slice folder = cut < file->path.len ? slice_head(file->path, cut + 1) : S("");
    const struct slice parts[] = {folder, S("go.mod")};
    const struct spooled *beside = spool_find(spool, arena_join(arena, parts, 2));
    struct slice content;
    struct error error;

    *mod = (struct mod_file){0};
    map_init(&mod->by_path, arena, NULL);
    if (!beside || !spool_content(spool, beside, arena, GO_MOD_MAX, &content, &error))
        return true;
    struct reader reader = reader_over(content);
    mod_file_read(&reader, arena, mod, NULL, NULL, &error); /* what is wrong with it its own row tells */
    return !mod_file_is_whole(mod);
}

static bool go_sum_read(const struct spool *spool, const struct spooled *file, struct facts *facts, struct error *error)
{
    struct sum sum = {.facts = facts};
    struct mod_file mod;
    struct slice content, line;
    enum reader_line kind;

    if (!wanted(spool, file, facts->arena, &mod))
        return true;
    if (!spool_content(spool, file, facts->arena, GO_SUM_MAX, &content, error))
        return false;
    struct reader reader = reader_over(content);
    map_init(&sum.modules, facts->arena, NULL);
    while ((kind = reader_line(&reader, GO_SUM_LINE_MAX, &line)) != LINE_END) {
        if (kind == LINE_CUT)
            facts_problem(facts, ERROR_MALFORMED, "line %zu: longer than %d bytes", reader.line, GO_SUM_LINE_MAX);
        else
            take_line(&sum, line, reader.line);
    }
    for (size_t i = 0; i < sum.modules.count; i++) {
        struct map_entry *entry = &sum.modules.entries[i];
        uintptr_t place = (uintptr_t)map_get(&mod.by_path, entry->key);
        if (place && !mod.requires.at[place - 1].indirect)
            continue;
        struct package package = {.type = S("golang"),
                                  .name = entry->key,
                                  .version = *(struct slice *)entry->value,
                                  .epoch = EPOCH_ABSENT,
                                  .scope = SCOPE_DECLARED,
                                  .relationship = place || mod.requires.count ? RELATION_TRANSITIVE : RELATION_UNKNOWN};
        facts_package(facts, &package);
    }
    return true;
}

const struct analyzer analyzer_go_sum = {
    .name = "go_sum",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "go.sum"}, {0}},
    .sidecar_gates = (const struct gate[]){{GATE_BASENAME, "go.mod"}, {0}},
    .size_max = GO_SUM_MAX,
    .read_spooled = go_sum_read,
    .declared = true,
};
