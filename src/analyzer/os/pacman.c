/*
 * Packages of pacman: one folder each in var/lib/pacman/local, with its 'desc'. A field is one line below its '%NAME%',
 * %LICENSE% several.
 */
#include "analyzer/os/alpm_sections.h"
#include "analyzer/os/deb822.h"

enum field { FIELD_NAME, FIELD_VERSION, FIELD_BASE, FIELD_ARCH, FIELD_PACKAGER, FIELD_REPOSITORY, FIELDS };
static const char *const names[] = {
    [FIELD_NAME] = "NAME", [FIELD_VERSION] = "VERSION",   [FIELD_BASE] = "BASE",
    [FIELD_ARCH] = "ARCH", [FIELD_PACKAGER] = "PACKAGER", [FIELD_REPOSITORY] = "INSTALLED_DB",
};

struct desc {
    struct slice values[FIELDS];
    struct {
        struct slice *at;
        size_t count, room;
    } licences;
};

static void line_read(struct facts *facts, struct desc *desc, struct slice section, struct slice value, bool cut,
                      size_t line)
{
    struct slice *at = NULL;

    for (size_t i = 0; i < FIELDS; i++)
        if (slice_equal(section, slice_text(names[i])))
            at = &desc->values[i];
    if (!at && slice_equal(section, S("LICENSE")))
        at = ARENA_PUSH(facts->arena, &desc->licences);
    if (!at)
        return;
    if (cut)
        facts_problem(facts, ERROR_MALFORMED, "line %zu: a value of more than %d bytes", line, ALPM_LINE_MAX);
    else
        *at = arena_copy(facts->arena, value);
}

static bool pacman_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct alpm_sections file = {.reader = &entry->reader};
    struct desc desc = {0};
    struct slice section, value;
    bool cut;

    while (alpm_sections_next(&file, &section, &value, &cut))
        line_read(facts, &desc, section, value, cut, entry->reader.line);
    if (!reader_ok(&entry->reader, error))
        return false;

    struct package package = {
        .type = S("alpm"),
        .name = desc.values[FIELD_NAME],
        .arch = desc.values[FIELD_ARCH],
        .licences = {desc.licences.at, desc.licences.count},
        .vendor = desc.values[FIELD_PACKAGER],
        .packager = desc.values[FIELD_PACKAGER],
        .repository = desc.values[FIELD_REPOSITORY],
        .state = S("installed"),
        .source_name = desc.values[FIELD_BASE],
    };
    if (package.name.len == 0 || desc.values[FIELD_VERSION].len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "a package without %%%s%%", package.name.len == 0 ? "NAME" : "VERSION");
        return true;
    }
    if (package.source_name.len > 0)
        package.source_version = desc.values[FIELD_VERSION]; /* a split package has its base's version */
    epoch_split(desc.values[FIELD_VERSION], &package.epoch, &package.version);
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_pacman = {
    .name = "pacman",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "var/lib/pacman/local/*/desc"},
                                   {GATE_GLOB, "usr/lib/pacman/local/*/desc"},
                                   {0}},
    .read = pacman_read,
    .database = true,
};
