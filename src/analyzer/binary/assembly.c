/*
 * Assemblies of .NET that no deps.json beside them lists: PE files with a header of the common language runtime, by
 * their version resource. Source: Microsoft, "PE Format" (the .rsrc section), "VS_VERSIONINFO".
 * The name is that of the file which the compiler made: NuGet's packages are called like their assemblies, while the
 * product's name is prose ("Json.NET"). The version is the product's up to the first '+' or blank, behind which
 * compilers put the commit.
 */
#include "analyzer/binary/executable.h"
#include "analyzer/format/utf16.h"
#include "analyzer/lang/lang.h"
#include "base/path.h"

enum {
    RT_VERSION = 16,
    DIRECTORY_HEAD = 16,
    DIRECTORY_ENTRY = 8,
    DIRECTORY_MAX = 4096,         /* entries of one directory; real ones have a dozen */
    VERSION_INFO_MAX = 64 * 1024, /* a kilobyte, usually */
    DEPS_JSON_MAX = 16 * 1024 * 1024,
    DIRECTORY_FLAG = 0x80000000,
};

/* ---- the resource ---- */

static uint32_t u32_at(const struct executable *e, uint64_t offset)
{
    uint8_t bytes[4];

    return executable_u32(e, slice_of(bytes, executable_read(e, offset, bytes, sizeof bytes)), 0);
}

/*
 * Where entry `id` of a resource directory leads, from the begin of the section; of any entry the first, for `id` 0.
 * returns  0 when there is none
 */
static uint32_t directory_entry(const struct executable *e, uint64_t section, uint32_t directory, uint32_t id)
{
    uint64_t at = section + directory;
    uint32_t counts = u32_at(e, at + 12), count = (counts & 0xffff) + (counts >> 16);

    for (uint32_t i = 0; i < count && i < DIRECTORY_MAX; i++) {
        uint64_t entry = at + DIRECTORY_HEAD + (uint64_t)i * DIRECTORY_ENTRY;
        if (id == 0 || u32_at(e, entry) == id)
            return u32_at(e, entry + 4);
    }
    return 0;
}

/* Type, name and language lead to the bytes; of several names and languages the first. */
static bool find_version(const struct executable *e, struct extent *extent)
{
    uint64_t section = e->sections[SECTION_RESOURCES].offset, left;
    uint32_t type = directory_entry(e, section, 0, RT_VERSION);
    uint32_t name = type & DIRECTORY_FLAG ? directory_entry(e, section, type & ~DIRECTORY_FLAG, 0) : 0;
    uint32_t data = name & DIRECTORY_FLAG ? directory_entry(e, section, name & ~DIRECTORY_FLAG, 0) : 0;

    if (data == 0 || data & DIRECTORY_FLAG)
        return false;
    extent->address = e->image + u32_at(e, section + data);
    extent->size = u32_at(e, section + data + 4);
    return executable_find(e, extent->address, &extent->offset, &left);
}

/* ---- VS_VERSIONINFO: blocks of a length, a key, a value, and blocks within ---- */

struct block {
    struct slice key, value, inner; /* the key as it stands */
};

static size_t aligned(size_t at)
{
    return (at + 3) & ~(size_t)3;
}

/* Lengths count bytes, those of texts count units of two. */
static bool block_next(struct slice *list, struct block *block)
{
    if (list->len < 6)
        return false;
    size_t len = (size_t)(list->at[0] | list->at[1] << 8), value = (size_t)(list->at[2] | list->at[3] << 8);
    struct slice whole = slice_head(*list, len);
    bool text = list->at[4] == 1;
    size_t key = 6, end = 6;

    if (len < 6)
        return false;
    while (end + 1 < whole.len && (whole.at[end] | whole.at[end + 1]))
        end += 2;
    block->key = slice_head(slice_skip(whole, key), end - key);
    struct slice rest = slice_skip(whole, aligned(end + 2));
    block->value = slice_head(rest, text ? 2 * value : value);
    block->inner = slice_skip(rest, aligned(block->value.len));
    *list = slice_skip(*list, aligned(len));
    return true;
}

static bool is_key(const struct block *block, const char *key)
{
    for (size_t i = 0; i < block->key.len; i++)
        if (block->key.at[i] != (i % 2 ? 0 : (uint8_t)key[i / 2]))
            return false;
    return key[block->key.len / 2] == 0;
}

struct version_info {
    struct slice original_name, internal_name, product_version, file_version;
};

static void string_take(struct version_info *info, const struct block *string, struct arena *arena)
{
    const struct {
        const char *key;
        struct slice *value;
    } wanted[] = {{"OriginalFilename", &info->original_name},
                  {"InternalName", &info->internal_name},
                  {"ProductVersion", &info->product_version},
                  {"FileVersion", &info->file_version}};

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (wanted[i].value->len == 0 && is_key(string, wanted[i].key)) {
            struct slice text = utf16_decode(arena, string->value, false);
            *wanted[i].value = slice_trim(slice_head(text, slice_find_byte(text, 0)));
        }
}

static void version_info_read(struct version_info *info, struct slice bytes, struct arena *arena)
{
    struct block root, part, table, string;

    if (!block_next(&bytes, &root) || !is_key(&root, "VS_VERSION_INFO"))
        return;
    while (block_next(&root.inner, &part))
        while (is_key(&part, "StringFileInfo") && block_next(&part.inner, &table))
            while (block_next(&table.inner, &string))
                string_take(info, &string, arena);
}

/* ---- the package ---- */

static struct slice without_end(struct slice name)
{
    static const struct slice ends[] = {S_INIT(".dll"), S_INIT(".exe"), S_INIT(".DLL"), S_INIT(".EXE")};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (slice_ends(name, ends[i]))
            return slice_head(name, name.len - ends[i].len);
    return name;
}

/* Empty when it does not begin with a digit: "@ProductVersion@". */
static struct slice bare_version(struct slice version)
{
    size_t len = 0;

    while (len < version.len && !memchr("+ ,", version.at[len], 3))
        len++;
    return len > 0 && version.at[0] >= '0' && version.at[0] <= '9' ? slice_head(version, len) : (struct slice){0};
}

/* What lists the file lists the package, by its own name and version. */
static bool is_listed(const struct executable *e, struct arena *arena)
{
    struct slice path = e->file->path, content, name = path_base(path);
    struct slice quoted = arena_join(arena, (struct slice[]){name, S("\"")}, 2);
    const struct spooled *lists[16];
    size_t count = spool_beside(e->spool, path_folder(path), S(".deps.json"), lists, sizeof lists / sizeof *lists);
    struct error error;

    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(arena);
        bool found = spool_content(e->spool, lists[i], arena, DEPS_JSON_MAX, &content, &error) &&
                     slice_find(content, quoted) != SIZE_MAX;
        arena_reset(arena, mark);
        if (found)
            return true;
    }
    return false;
}

static void assembly(const struct executable *executable, struct facts *facts)
{
    struct version_info info = {0};
    struct extent extent = {0};
    struct slice bytes;
    struct error error;

    if (!executable->sections[SECTION_CLR].there || !executable->sections[SECTION_RESOURCES].there ||
        !find_version(executable, &extent) || is_listed(executable, facts->arena))
        return;
    if (!executable_content(executable, &extent, VERSION_INFO_MAX, facts->arena, &bytes, &error)) {
        facts_problem(facts, error.code, "the version resource: %s", error.text);
        return;
    }
    version_info_read(&info, bytes, facts->arena);
    struct slice name = without_end(info.original_name.len ? info.original_name : info.internal_name);
    struct slice version = bare_version(info.product_version);
    if (version.len == 0)
        version = bare_version(info.file_version);
    if (name.len == 0)
        name = without_end(path_base(executable->file->path));
    if (version.len == 0)
        return;
    struct package package = lang_package("nuget", name, version, SCOPE_INSTALLED);
    facts_package(facts, &package);
}

/* What is damaged the row `program` tells. */
static bool assembly_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                          struct error *error)
{
    struct executable executable;

    if (executable_open(&executable, spool, file, 0, facts->arena, error))
        assembly(&executable, facts);
    return true;
}

/* A row of its own, apart from `program`: it waits for the lists, for which all files of its gates are kept. */
const struct analyzer analyzer_assembly = {
    .name = "assembly",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_MAGIC, "MZ"}, {0}},
    .sidecar_gates = (const struct gate[]){{GATE_SUFFIX, ".deps.json"}, {0}},
    .read_spooled = assembly_read,
    .ownable = true,
};
