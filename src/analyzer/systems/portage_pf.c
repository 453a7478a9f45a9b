/*
 * Gentoo: var/db/pkg/CATEGORY/NAME-VERSION/PF, which says name and version once more. Where the package's CONTENTS
 * stands beside it, that says the same and more (portage.c); alone it still names what is installed.
 */
#include "analyzer/lang/lang.h"
#include "analyzer/systems/portage_name.h"

static bool portage_pf_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                            struct error *error)
{
    struct slice contents = path_join(facts->arena, path_folder(file->path), S("CONTENTS")), name, version;
    uint8_t bytes[FACTS_NAME_MAX];

    if (spool_find(spool, contents))
        return true;
    struct slice text = slice_trim(slice_of(bytes, spool_read(spool, file, 0, bytes, sizeof bytes)));
    if (!portage_split(text, &name, &version))
        return fail(error, ERROR_MALFORMED, "not NAME-VERSION");
    struct package package = lang_package("portage", name, version, SCOPE_INSTALLED);
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_portage_pf = {
    .name = "portage-pf",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "var/db/pkg/*/PF"}, {0}},
    .sidecar_gates = (const struct gate[]){{GATE_GLOB, "var/db/pkg/*/CONTENTS"}, {0}},
    .read_spooled = portage_pf_read,
    .database = true,
};
