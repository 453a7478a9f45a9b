/*
 * The build information that the Go linker puts into every program (Go 1.13 and later; Go 1.12 and earlier have the
 * version of the toolchain alone): version, main module, modules with their replacements, settings. Two encodings:
 * inline (Go 1.18 and later) and by pointers into the data. Source: Go's debug/buildinfo/buildinfo.go,
 * runtime/debug/mod.go (ParseBuildInfo), cmd/link/internal/ld/data.go (buildinfo).
 */
#include "analyzer/binary/program.h"
#include "analyzer/lang/go/main_version.h"
#include "analyzer/lang/go/module.h"

enum {
    HEADER = 32,
    ALIGNMENT = 16,
    SEARCH_ANY = 4096,             /* where Go's own linker puts it, when nothing else speaks of Go */
    SEARCH_GO = 16 * 1024 * 1024,  /* in programs that another linker made */
    VERSION_MAX = 1024,            /* "go1.22.4 X:rangefunc,…" */
    MODULES_MAX = 8 * 1024 * 1024, /* the largest known have 100 KiB */
    SENTINEL = 16,                 /* bytes around the text of the modules */
    FLAG_BIG = 1,
    FLAG_INLINE = 2,
    GO_NOTE = 4, /* type of the note with the build ID */
};

static const struct slice magic = S_INIT("\xff Go buildinf:");

/* Looks for the header at its alignment. returns  whether it is within `size` bytes of `offset` */
static bool find_header(const struct executable *e, uint64_t offset, uint64_t size, uint64_t *found)
{
    uint8_t bytes[64 * 1024];

    while (size >= HEADER) {
        size_t len = executable_read(e, offset, bytes, size < sizeof bytes ? (size_t)size : sizeof bytes);
        for (size_t at = 0; len >= HEADER && at <= len - HEADER; at += ALIGNMENT) {
            if (memcmp(bytes + at, magic.at, magic.len) == 0) {
                *found = offset + at;
                return true;
            }
        }
        if (len < sizeof bytes)
            return false;
        size -= len - HEADER; /* one that spans two windows is whole in the next */
        offset += len - HEADER;
    }
    return false;
}

/* A note of owner "Go" in a segment: the build ID. It lies in the first page that Go's linker writes. */
static bool has_note(const struct executable *e)
{
    uint8_t bytes[512];

    for (size_t i = 0; i < e->segment_count; i++) {
        const struct segment *segment = &e->segments[i];
        if (!segment->note)
            continue;
        struct slice notes =
            slice_of(bytes, executable_read(e, segment->offset, bytes,
                                            segment->size < sizeof bytes ? (size_t)segment->size : sizeof bytes));
        while (notes.len >= 16) {
            uint64_t name = executable_u32(e, notes, 0), text = executable_u32(e, notes, 4);
            if (name == 4 && executable_u32(e, notes, 8) == GO_NOTE && slice_starts(slice_skip(notes, 12), S("Go\0\0")))
                return true;
            uint64_t len = 12 + ((name + 3) & ~(uint64_t)3) + ((text + 3) & ~(uint64_t)3);
            notes = slice_skip(notes, len < notes.len ? (size_t)len : notes.len);
        }
    }
    return false;
}

static bool find_info(const struct executable *e, bool *is_go, uint64_t *found)
{
    const struct extent *section = &e->sections[SECTION_GO_BUILDINFO];

    *is_go = section->there || e->sections[SECTION_GO_MARK].there || has_note(e);
    if (section->there && find_header(e, section->offset, SEARCH_GO, found))
        return true;
    for (size_t i = 0; i < e->segment_count; i++) {
        const struct segment *segment = &e->segments[i];
        uint64_t most = *is_go || e->bare || e->kind == EXECUTABLE_PE ? SEARCH_GO : SEARCH_ANY;
        if (segment->writable && !segment->code && !segment->note &&
            find_header(e, segment->offset, segment->size < most ? segment->size : most, found))
            return true;
    }
    return false;
}

struct info {
    const struct executable *executable;
    struct facts *facts;
    struct slice version, modules;
};

static bool bytes_at(const struct info *info, uint64_t offset, uint64_t len, size_t max, struct slice *text)
{
    struct extent extent = {.offset = offset, .size = len};
    struct error error;

    return executable_content(info->executable, &extent, max, info->facts->arena, text, &error);
}

/* A number of 7 bits a byte (encoding/binary, Uvarint), and the text of that length behind it. */
static bool inline_text(const struct info *info, uint64_t *offset, size_t max, struct slice *text)
{
    uint8_t bytes[10];
    size_t have = executable_read(info->executable, *offset, bytes, sizeof bytes), used = 0;
    uint64_t len = 0;

    for (bool more = true; more; used++) {
        if (used == have || used == 9)
            return false;
        len |= (uint64_t)(bytes[used] & 0x7f) << 7 * used;
        more = bytes[used] & 0x80;
    }
    *offset += used;
    if (!bytes_at(info, *offset, len, max, text))
        return false;
    *offset += len;
    return true;
}

/* The text of a Go string whose header (pointer, length) lies at an address. */
static bool string_at(const struct info *info, const struct executable *as, uint64_t address, size_t max,
                      struct slice *text)
{
    size_t size = as->wide ? 8 : 4;
    uint64_t offset, left;
    uint8_t bytes[16];

    if (!executable_find(info->executable, address, &offset, &left) || left < 2 * size ||
        executable_read(info->executable, offset, bytes, 2 * size) < 2 * size)
        return false;
    struct slice header = slice_of(bytes, 2 * size);
    uint64_t len = executable_word(as, header, size);
    if (len == 0) {
        *text = S("");
        return true;
    }
    return executable_find(info->executable, executable_word(as, header, 0), &offset, &left) && len <= left &&
           bytes_at(info, offset, len, max, text);
}

static bool read_info(struct info *info, uint64_t offset)
{
    uint8_t bytes[HEADER];
    struct executable as = *info->executable; /* with the size and order of words that the header says */

    if (executable_read(info->executable, offset, bytes, HEADER) < HEADER)
        return false;
    struct slice header = slice_of(bytes, HEADER);
    uint8_t size = bytes[14], flags = bytes[15];
    if (flags & FLAG_INLINE) {
        offset += HEADER;
        return inline_text(info, &offset, VERSION_MAX, &info->version) &&
               inline_text(info, &offset, MODULES_MAX, &info->modules);
    }
    if (size != 4 && size != 8)
        return false;
    as.wide = size == 8;
    as.big = flags & FLAG_BIG;
    return string_at(info, &as, executable_word(&as, header, 16), VERSION_MAX, &info->version) &&
           string_at(info, &as, executable_word(&as, header, 16 + size), MODULES_MAX, &info->modules);
}

struct module {
    struct slice path, version;
};

static struct module module_of(struct slice rest)
{
    struct module module = {0};

    slice_next(&rest, '\t', &module.path);
    slice_next(&rest, '\t', &module.version);
    return module;
}

static void file_module(struct facts *facts, const struct module *module, const struct module *replacement)
{
    bool local = replacement && (replacement->version.len == 0 || go_path_is_local(replacement->path));
    const struct module *used = replacement && !local ? replacement : module;
    struct package package = {.type = S("golang"),
                              .name = used->path,
                              .version = local || slice_equal(used->version, S("(devel)")) ? S("") : used->version,
                              .epoch = EPOCH_ABSENT};

    facts_package(facts, &package);
}

static void file_main(struct facts *facts, const struct main_module *main)
{
    struct package package = {.type = S("golang"),
                              .name = main->path,
                              .version = main_version(main, facts->arena),
                              .epoch = EPOCH_ABSENT,
                              .relationship = RELATION_ROOT,
                              .main_module = true};

    if (main->path.len == 0)
        return;
    if (package.version.len > 0)
        facts_package(facts, &package);
    else
        facts_problem(facts, ERROR_VERSION_UNKNOWN, "the main module '%.*s' was built without a version",
                      SLICE_ARG(main->path));
}

/* "KEY=VALUE", each of them in quotes where need be (runtime/debug, BuildInfo.String). */
static void take_setting(struct main_module *main, struct slice rest, struct arena *arena)
{
    struct slice key, value;

    slice_cut(rest, '=', &key, &value);
    value = go_unquoted(value, arena);
    if (slice_equal(key, S("-ldflags")))
        main->ldflags = value;
    else if (slice_equal(key, S("vcs.revision")))
        main->revision = value;
    else if (slice_equal(key, S("vcs.time")))
        main->time = value;
}

static void file_modules(struct facts *facts, struct slice text)
{
    struct main_module main = {0};
    struct module last = {0};
    struct slice line, key, rest;

    while (slice_next(&text, '\n', &line)) {
        slice_cut(line, '\t', &key, &rest);
        bool replaces = slice_equal(key, S("=>"));
        struct module module = module_of(rest);
        if (last.path.len > 0)
            file_module(facts, &last, replaces ? &module : NULL);
        last = (struct module){0};
        if (slice_equal(key, S("dep"))) {
            last = module;
        } else if (slice_equal(key, S("mod"))) {
            main.path = module.path;
            main.version = module.version;
        } else if (slice_equal(key, S("build"))) {
            take_setting(&main, rest, facts->arena);
        }
    }
    if (last.path.len > 0)
        file_module(facts, &last, NULL);
    file_main(facts, &main);
}

static void file_info(const struct info *info)
{
    struct slice release = go_release(info->version), text = info->modules;
    struct package stdlib = {.type = S("golang"), .name = S("stdlib"), .version = release, .epoch = EPOCH_ABSENT};

    if (release.len > 0)
        facts_package(info->facts, &stdlib);
    else
        facts_problem(info->facts, ERROR_VERSION_UNKNOWN, "built by a Go that is no release: '%.*s'",
                      SLICE_ARG(slice_head(info->version, 100)));
    /* debug/buildinfo: the text stands between two marks, the first of which ends before "path\t". */
    if (text.len >= 2 * SENTINEL + 1 && text.at[text.len - SENTINEL - 1] == '\n')
        file_modules(info->facts, slice_skip(slice_head(text, text.len - SENTINEL), SENTINEL));
}

void program_go(const struct executable *executable, struct facts *facts)
{
    struct info info = {.executable = executable, .facts = facts};
    uint64_t offset, address;
    bool is_go;

    if (executable->relocatable)
        return;
    if (find_info(executable, &is_go, &offset)) {
        if (read_info(&info, offset))
            file_info(&info);
        else
            facts_problem(facts, ERROR_MALFORMED, "the build information of Go is damaged");
        return;
    }
    if (!is_go)
        return;
    /* Before Go 1.13: the variable that holds the version has a symbol, unless they were stripped. */
    if (executable_symbol(executable, "runtime.buildVersion", facts->arena, &address) &&
        string_at(&info, executable, address, VERSION_MAX, &info.version))
        file_info(&info);
    else
        facts_problem(facts, ERROR_VERSION_UNKNOWN, "a Go program without build information");
}
