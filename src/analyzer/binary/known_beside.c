/*
 * Programs whose version stands in a file beside them: Go's toolchain in VERSION (go.dev/src/cmd/dist: also in
 * VERSION.cache; both one folder above bin/go), Firefox in application.ini. Without it Go's own text is looked for.
 */
#include "analyzer/binary/cpe.h"
#include "analyzer/binary/search.h"
#include "analyzer/spool.h"
#include "base/path.h"

enum { BESIDE_MAX = 64 * 1024 };

#define GO_VERSION "go<#.#(.#|beta#|alpha#|rc#|-[_0-9a-z]+)?>"

static void file_package(const char *name, const char *product, struct slice version, struct facts *facts)
{
    struct package package = {
        .type = S("generic"),
        .name = slice_text(name),
        .version = version,
        .epoch = EPOCH_ABSENT,
        .cpes = cpe_list(slice_text(product), version, facts->arena),
    };

    facts_package(facts, &package);
}

/* All of a file beside the program, or beside its folder; empty without one. */
static struct slice beside(const struct spool *spool, struct slice path, const char *name, struct arena *arena)
{
    const struct spooled *found = spool_find(spool, path_join(arena, path_folder(path), slice_text(name)));
    struct slice content;
    struct error error;

    return found && spool_content(spool, found, arena, BESIDE_MAX, &content, &error) ? content : S("");
}

static bool go_said(const struct spool *spool, struct slice path, struct arena *arena, struct slice *version)
{
    static const char *const names[] = {"VERSION", "VERSION.cache"};
    const struct pattern *pattern = pattern_compile(arena, S(GO_VERSION));

    for (size_t i = 0; i < 4; i++) {
        struct slice text = beside(spool, i < 2 ? path : path_folder(path), names[i % 2], arena);
        if (pattern_match(pattern, text, false, arena, version))
            return true;
    }
    return false;
}

static bool read_go(const struct spool *spool, const struct spooled *file, struct facts *facts, struct error *error)
{
    struct arena *arena = facts->arena;
    struct search search = search_create(arena);
    struct spool_stream source;
    struct slice version;

    if (go_said(spool, file->path, arena, &version)) {
        file_package("go", "golang:go", version, facts);
        return true;
    }
    size_t first = search_add(&search, S("go<#.#(.#|beta#|alpha#|rc#)?>@")),
           second = search_add(&search, S(GO_VERSION));
    spool_stream_init(&source, spool, file, arena);
    struct reader reader = reader_from(&source.source, arena);
    bool good = search_run(&search, &reader, error);
    reader_close(&reader);
    if (search_found(&search, first, &version) || search_found(&search, second, &version))
        file_package("go", "golang:go", version, facts);
    return good;
}

/* Only where it says Name=Firefox: other programs of the platform have such a file, too. */
static bool read_firefox(const struct spool *spool, const struct spooled *file, struct facts *facts,
                         struct error *error)
{
    struct slice text = beside(spool, file->path, "application.ini", facts->arena), line, version = S("");
    bool firefox = false;

    (void)error;
    while (slice_next(&text, '\n', &line)) {
        line = slice_trim(line);
        firefox |= slice_equal(line, S("Name=Firefox"));
        if (slice_starts(line, S("Version=")))
            version = slice_skip(line, strlen("Version="));
    }
    if (firefox && version.len > 0)
        file_package("firefox", "mozilla:firefox", version, facts);
    return true;
}

static bool known_beside_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                              struct error *error)
{
    bool go = slice_equal(file->path, S("go")) || slice_equal(file->path, S("go.exe")) ||
              slice_ends(file->path, S("/go")) || slice_ends(file->path, S("/go.exe"));

    return go ? read_go(spool, file, facts, error) : read_firefox(spool, file, facts, error);
}

const struct analyzer analyzer_known_beside = {
    .name = "known_beside",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "go"},
                                   {GATE_BASENAME, "go.exe"},
                                   {GATE_BASENAME, "firefox"},
                                   {GATE_BASENAME, "firefox.exe"},
                                   {0}},
    .sidecar_gates =
        (const struct gate[]){
            {GATE_BASENAME, "VERSION"}, {GATE_BASENAME, "VERSION.cache"}, {GATE_BASENAME, "application.ini"}, {0}},
    .read_spooled = known_beside_read,
    .ownable = true,
};
