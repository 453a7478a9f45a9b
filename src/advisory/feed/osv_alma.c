/*
 * AlmaLinux's errata as OSV: https://github.com/AlmaLinux/osv-database. Names are binary packages. Only ALSA records
 * are about security (ALBA: bugs, ALEA: enhancements); CVEs stand in `related`. The summary is the erratum's title:
 * "Moderate: nodejs:18 security update" holds its severity and the module stream, which the record says nowhere else.
 */
#include "advisory/feed/osv.h"
#include "advisory/feed/rpm.h"

static void take_fixes(struct arena *arena, const struct osv_record *record, struct rpm_fixes *fixes,
                       struct feed_emit *emit)
{
    for (size_t i = 0; i < record->affected.count; i++) {
        const struct osv_affected *affected = &record->affected.at[i];
        struct advisory bound = {0};

        if (!osv_bound(arena, affected, &bound) || bound.status != STATUS_FIXED || bound.has_ranges) {
            emit_problem(emit, ERROR_MALFORMED, "%.*s: no fixed version of '%.*s'", SLICE_ARG(record->id),
                         SLICE_ARG(affected->name));
            continue;
        }
        *ARENA_PUSH(arena, fixes) = (struct rpm_fix){
            .release = osv_release(affected->ecosystem), .name = affected->name, .evr = rpm_evr(bound.fixed_version)};
    }
}

static bool alma_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct osv_options options = {.ecosystem = "AlmaLinux"};
    struct osv_record record;
    struct rpm_fixes fixes = {0};
    struct slice severity, title;

    if (!slice_ends(file->path, S(".json")) || !slice_starts(path_base(file->path), S("ALSA-")))
        return true;
    if (!osv_file(file, &options, &record, error))
        return false;
    emit_day(emit, record.modified);
    slice_cut(record.summary, ':', &severity, &title);
    take_fixes(file->arena, &record, &fixes, emit);
    rpm_fixes_emit(
        file->arena, &fixes, RPM_SCOPE_ARCH, rpm_title_modules(file->arena, title),
        &(struct advisory){.id = record.id,
                           .aliases = osv_cves(file->arena, &record),
                           .source = S("alma-osv"),
                           .distro_id = S("almalinux"),
                           .severity = severity_of(severity) != SEVERITY_UNKNOWN ? severity : (struct slice){0},
                           .available = record.published,
                           .withdrawn = record.withdrawn.len > 0},
        emit);
    return true;
}

const struct feed feed_osv_alma = {
    .name = "alma-osv",
    .speaker = "alma",
    .path = "alma/osv-database",
    .licence = "MIT",
    .facts_allowed = true,
    .fixed_only = true,
    .read = alma_read,
};
