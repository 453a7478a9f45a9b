/*
 * Package metadata that distributions let the linker write into a program: a note of owner "FDO" with JSON. Source:
 * systemd.io/ELF_PACKAGE_METADATA (UAPI group specification "Package Metadata for Executable Files").
 */
#include "analyzer/binary/program.h"
#include "base/json_fields.h"

enum { NOTE_MAX = 64 * 1024, NOTE_PACKAGE = 0xcafe1a7e, NOTE_HEADER = 12 };

struct note {
    struct slice type, group, name, version, arch, vendor, licence, purl, cpe;
};

static const struct json_field members[] = {
    JSON_FIELD("type", struct note, type),         JSON_FIELD("system", struct note, group),
    JSON_FIELD("name", struct note, name),         JSON_FIELD("version", struct note, version),
    JSON_FIELD("architecture", struct note, arch), JSON_FIELD("vendor", struct note, vendor),
    JSON_FIELD("license", struct note, licence),   JSON_FIELD("purl", struct note, purl),
    JSON_FIELD("cpe", struct note, cpe),
};

/* Types of packages that have managers of their own; what else builders write there is no type of a purl. */
static struct slice type_of(const struct note *note)
{
    static const struct {
        struct slice said, type;
    } types[] = {
        {S_INIT("deb"), S_INIT("deb")},   {S_INIT("rpm"), S_INIT("rpm")},     {S_INIT("apk"), S_INIT("apk")},
        {S_INIT("alpm"), S_INIT("alpm")}, {S_INIT("pacman"), S_INIT("alpm")}, {S_INIT("opkg"), S_INIT("opkg")},
    };

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (slice_equal(note->type, types[i].said))
            return types[i].type;
    return S("generic");
}

static void file_note(const struct executable *executable, struct facts *facts, const struct note *note)
{
    const struct spooled *file = executable->file;
    struct slice parts[] = {note->group, S("/"), note->name};
    struct slice name = note->group.len > 0 ? arena_join(facts->arena, parts, 3) : note->name, cpe = note->cpe,
                 licence = note->licence;
    struct package package = {
        .type = type_of(note),
        .name = name,
        .version = note->version,
        .epoch = EPOCH_ABSENT,
        .arch = note->arch,
        .vendor = note->vendor,
        .purl = note->purl,
        .licences = {&licence, licence.len > 0},
        .cpes = {&cpe, cpe.len > 0},
    };

    /*
     * A source of its own, and before all others: what speaks for a distribution's package need not be held against
     * that package's digests, and nearly every program of some distributions has such a note.
     */
    facts_source(facts, file->path, "elf_note", file->size, file->mode);
    facts_package(facts, &package);
    facts_source(facts, file->path, "program", file->size, file->mode);
}

static void read_note(const struct executable *executable, struct slice text, struct facts *facts)
{
    struct reader reader = reader_over(slice_head(text, slice_find_byte(text, 0)));
    struct note note = {0};
    struct json json;
    struct error error;

    json_init(&json, &reader, facts->arena);
    JSON_FIELDS(&json, members, &note);
    if (!json_end(&json, &error))
        facts_problem(facts, ERROR_MALFORMED, "the package note: %s", error.text);
    else if (note.name.len == 0)
        facts_problem(facts, ERROR_MALFORMED, "the package note names no package");
    else
        file_note(executable, facts, &note);
}

/* gabi, "Note Section": sizes of name and text, a type; both are filled up to four bytes. */
static bool find_note(const struct executable *e, struct slice notes, struct slice *text)
{
    while (notes.len >= NOTE_HEADER) {
        uint64_t name = executable_u32(e, notes, 0), len = executable_u32(e, notes, 4);
        uint64_t start = NOTE_HEADER + ((name + 3) & ~(uint64_t)3), end = start + len;
        if (end > notes.len)
            return false;
        if (executable_u32(e, notes, 8) == NOTE_PACKAGE && slice_starts(slice_skip(notes, NOTE_HEADER), S("FDO"))) {
            *text = slice_head(slice_skip(notes, (size_t)start), (size_t)len);
            return true;
        }
        notes = slice_skip(notes, (size_t)((end + 3) & ~(uint64_t)3));
    }
    return false;
}

void program_note(const struct executable *executable, struct facts *facts)
{
    const struct extent *section = &executable->sections[SECTION_NOTE_PACKAGE];
    struct slice notes, text;
    struct error error;

    if (section->there) {
        if (!executable_content(executable, section, NOTE_MAX, facts->arena, &notes, &error))
            facts_problem(facts, error.code, "the package note: %s", error.text);
        else if (find_note(executable, notes, &text))
            read_note(executable, text, facts);
        return;
    }
    /* Without section headers the segments still say where notes are. */
    for (size_t i = 0; executable->bare && i < executable->segment_count; i++) {
        const struct segment *segment = &executable->segments[i];
        struct extent extent = {.offset = segment->offset, .size = segment->size};
        if (segment->note && executable_content(executable, &extent, NOTE_MAX, facts->arena, &notes, &error) &&
            find_note(executable, notes, &text)) {
            read_note(executable, text, facts);
            return;
        }
    }
}
