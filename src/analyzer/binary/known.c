/*
 * Software that no package manager put there: programs and libraries with a known name whose file tells the version
 * (programs.h). One pass over the file for all patterns of that name.
 */
#include "analyzer/analyzer.h"
#include "analyzer/binary/cpe.h"
#include "analyzer/binary/search.h"

enum { LOOKS_MAX = 16, ROWS_MAX = 16 /* of one name */ };

struct known {
    enum gate_kind kind;
    const char *gate;
    const char *type, *name, *products, *also, *file, *below;
    const char *looks[LOOKS_MAX];
    bool last;
};

static const struct known table[] = {
#define KNOWN(gate_kind, gate_text, ...) {.kind = gate_kind, .gate = gate_text, __VA_ARGS__},
#include "analyzer/binary/programs.h"
#undef KNOWN
};

static const struct gate gates[] = {
#define KNOWN(gate_kind, gate_text, ...) {gate_kind, gate_text},
#include "analyzer/binary/programs.h"
#undef KNOWN
    {0},
};

static bool gate_fits(const struct known *known, struct slice base)
{
    struct slice head, tail;

    if (known->kind == GATE_BASENAME)
        return slice_equal(base, slice_text(known->gate));
    slice_cut(slice_text(known->gate), '*', &head, &tail);
    if (!slice_starts(base, head) || !slice_ends(slice_skip(base, head.len), tail))
        return false;
    /* Of libraries also archives and notes for compilers have the name. */
    return !slice_starts(base, S("lib")) || slice_find(base, S(".so")) != SIZE_MAX || slice_ends(base, S(".dylib"));
}

static bool is_below(struct slice path, const char *part)
{
    struct slice folder;

    while (slice_cut(path, '/', &folder, &path))
        if (slice_find(folder, slice_text(part)) != SIZE_MAX)
            return true;
    return false;
}

/* A row whose name and place fit, and what it looks for. */
struct candidate {
    const struct known *known;
    size_t also, first, count; /* numbers in the search */
};

/* '=' stands for the version that the file's name has. */
static struct slice with_version(struct slice look, struct slice version, struct arena *arena)
{
    struct slice parts[3];

    if (!slice_cut(look, '=', &parts[0], &parts[2]))
        return look;
    parts[1] = version;
    return arena_join(arena, parts, 3);
}

static bool add_candidate(const struct known *known, struct slice path, struct slice base, struct search *search,
                          struct candidate *candidate)
{
    struct slice version = S("");

    if (!gate_fits(known, base) || (known->below && !is_below(path, known->below)))
        return false;
    if (known->file &&
        !pattern_match(pattern_compile(search->arena, slice_text(known->file)), base, true, search->arena, &version))
        return false;
    *candidate = (struct candidate){.known = known, .also = SIZE_MAX, .first = search->count};
    if (known->also)
        candidate->also = search_add(search, slice_text(known->also));
    candidate->first = search->count;
    for (size_t i = 0; i < LOOKS_MAX && known->looks[i]; i++) {
        struct slice look = slice_text(known->looks[i]);
        search_add(search, known->file ? with_version(look, version, search->arena) : look);
        candidate->count++;
    }
    return true;
}

static bool found(const struct search *search, const struct candidate *candidate, struct slice *version)
{
    struct slice none;

    if (candidate->also != SIZE_MAX && !search_found(search, candidate->also, &none))
        return false;
    for (size_t i = 0; i < candidate->count; i++)
        if (search_found(search, candidate->first + i, version))
            return true;
    return false;
}

static void file_package(const struct known *known, struct slice version, struct facts *facts)
{
    struct package package = {
        .type = slice_text(known->type ? known->type : "generic"),
        .name = slice_text(known->name),
        .version = version,
        .epoch = EPOCH_ABSENT,
        .cpes = cpe_list(slice_text(known->products), version, facts->arena),
    };

    facts_package(facts, &package);
}

static bool known_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct search search = search_create(facts->arena);
    struct candidate candidates[ROWS_MAX];
    size_t count = 0, filed = 0, slash = slice_find_last(entry->path, '/');
    struct slice base = slash < entry->path.len ? slice_skip(entry->path, slash + 1) : entry->path;

    for (size_t i = 0; i < sizeof table / sizeof *table && count < ROWS_MAX; i++)
        count += add_candidate(&table[i], entry->path, base, &search, &candidates[count]);
    if (count == 0)
        return true;
    bool good = search_run(&search, &entry->reader, error);
    for (size_t i = 0; i < count; i++) {
        struct slice version;
        if ((candidates[i].known->last && filed > 0) || !found(&search, &candidates[i], &version))
            continue;
        file_package(candidates[i].known, version, facts);
        filed++;
    }
    return good;
}

const struct analyzer analyzer_known = {
    .name = "known",
    .revision = 1,
    .gates = gates,
    .read = known_read,
    .ownable = true,
    .programs = true,
};
