/*
 * Bitnami's vulnerability database: https://github.com/bitnami/vulndb, OSV records about the components of Bitnami's
 * images. Their ranges are in upstream's versions, and each names the CPEs of the program: so it speaks of programs
 * that were found without a package, too.
 */
#include "advisory/feed/osv_language.h"

static void emit_cpes(struct arena *arena, const struct osv_record *record, const struct osv_affected *affected,
                      struct feed_emit *emit)
{
    for (size_t i = 0; i < record->cpes.count; i++) {
        struct osv_affected copy = *affected;
        struct advisory advisory = {
            .id = record->id,
            .source = S("bitnami"),
            .cpe = record->cpes.at[i],
            .package = affected->name,
            .kind = KIND_CPE,
            .scheme = S("generic"),
            .severity = record->severity,
            .cvss = affected->cvss,
            .published = record->published,
        };
        if (!advisory_cpe_key(arena, advisory.cpe).len || !osv_language_bound(arena, &copy, &advisory))
            continue;
        osv_language_names(arena, record->aliases, &advisory);
        emit_statement(emit, &advisory, EMIT_PRIMARY);
    }
}

static bool bitnami_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct osv_options options = {.versions = true};
    struct osv_record record;

    if (!slice_ends(file->path, S(".json")))
        return true;
    if (!osv_file(file, &options, &record, error))
        return false;
    for (size_t i = 0; i < record.affected.count && record.withdrawn.len == 0; i++)
        emit_cpes(file->arena, &record, &record.affected.at[i], emit);
    osv_language_emit(file->arena, &record, emit);
    return true;
}

const struct feed feed_bitnami = {
    .name = "bitnami",
    .path = "bitnami/vulndb",
    .licence = "Apache-2.0",
    .facts_allowed = true,
    .read = bitnami_read,
};
