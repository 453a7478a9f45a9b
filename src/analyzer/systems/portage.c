/*
 * Gentoo: var/db/pkg/CATEGORY/NAME-VERSION/, of which CONTENTS lists the files with their MD5. Source: Gentoo's Package
 * Manager Specification, 3.2 (names) and 13 (versions); portage, vartree.py. A package is CATEGORY/NAME, as Gentoo's
 * advisories name it.
 */
#include "analyzer/lang/lang.h"
#include "analyzer/os/owner.h"
#include "analyzer/systems/portage_name.h"

enum { CONTENTS_LINE_MAX = 8192 };

/* "obj PATH MD5 TIME", where PATH may hold blanks. */
static void add_file(struct owner *owner, uint32_t package, struct slice line)
{
    uint8_t digest[16];

    if (!slice_starts(line, S("obj ")))
        return;
    line = slice_skip(line, 4);
    size_t time = slice_find_last(line, ' ');
    size_t md5 = slice_find_last(slice_head(line, time), ' ');
    if (time == line.len || md5 >= time ||
        !hex_parse(slice_of(line.at + md5 + 1, time - md5 - 1), digest, sizeof digest))
        return;
    owner_add(owner, package, slice_head(line, md5), OWNER_MODE_UNKNOWN, DIGEST_MD5, digest);
}

static bool portage_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice folder = path_folder(entry->path), name, version, line;
    struct owner owner;

    if (!portage_split(path_base(folder), &name, &version))
        return fail(error, ERROR_MALFORMED, "its folder is not NAME-VERSION");
    name = path_join(facts->arena, path_base(path_folder(folder)), name);
    struct package package = lang_package("ebuild", name, version, SCOPE_INSTALLED);
    uint32_t index = facts_package(facts, &package);
    owner_begin(&owner, facts);
    while (index != UINT32_MAX && reader_line(&entry->reader, CONTENTS_LINE_MAX, &line) != LINE_END)
        add_file(&owner, index, line);
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_portage = {
    .name = "portage",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "var/db/pkg/*/CONTENTS"}, {0}},
    .read = portage_read,
    .database = true,
};
