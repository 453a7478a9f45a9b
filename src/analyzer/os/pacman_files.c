/*
 * Which files pacman put there: 'files' beside 'desc', whose %FILES% lists paths, folders with a '/' at their end. The
 * source's value "package" is the name of the folder, "name-version-release". Digests are only in the compressed mtree
 * beside it.
 */
#include "analyzer/os/alpm_sections.h"
#include "analyzer/os/owner.h"

static bool pacman_files_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct alpm_sections file = {.reader = &entry->reader};
    struct slice section, value;
    struct owner owner;
    bool cut;

    owner_begin(&owner, facts);
    owner_value(facts, path_folder(entry->path), S(""));
    while (alpm_sections_next(&file, &section, &value, &cut)) {
        if (!slice_equal(section, S("FILES")) || (!cut && slice_ends(value, S("/"))))
            continue;
        if (cut || !owner_add(&owner, OWNED_NO_PACKAGE, value, OWNER_MODE_UNKNOWN, DIGEST_NONE, NULL))
            facts_problem(facts, ERROR_MALFORMED, "line %zu: not a path", entry->reader.line);
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_pacman_files = {
    .name = "pacman_files",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_GLOB, "var/lib/pacman/local/*/files"},
                                   {GATE_GLOB, "usr/lib/pacman/local/*/files"},
                                   {0}},
    .read = pacman_files_read,
};
