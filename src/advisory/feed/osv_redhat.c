/*
 * Red Hat's security errata (RHSA) as OSV: https://security.access.redhat.com/data/osv/, in OSV's bucket "Red Hat".
 * Names are binary packages, the ecosystem is the product's CPE behind "Red Hat:", CVEs stand in `related`, and the
 * summary is the erratum's title, which names the module stream. Its vector is the worst of the erratum's CVEs, so
 * nothing is said of severity here, and `published` is the day of the conversion. The same build comes in several
 * editions of a release (server, client …): one statement with all their CPEs.
 */
#include "advisory/feed/osv.h"
#include "advisory/feed/redhat.h"
#include "advisory/feed/rpm.h"

static void take_affected(struct arena *arena, const struct osv_record *record, const struct osv_affected *affected,
                          struct rpm_fixes *fixes, struct feed_emit *emit)
{
    struct redhat_product product = redhat_product(osv_release(affected->ecosystem));
    struct advisory bound = {0};
    struct slices cpes;

    if (rpm_is_debug(affected->name))
        return;
    if (!osv_bound(arena, affected, &bound) || bound.status != STATUS_FIXED || bound.has_ranges) {
        emit_problem(emit, ERROR_MALFORMED, "%.*s: no fixed version of '%.*s'", SLICE_ARG(record->id),
                     SLICE_ARG(affected->name));
        return;
    }
    cpes = redhat_cpes(arena, product.tail);
    for (size_t i = 0; i < cpes.count; i++)
        *ARENA_PUSH(arena, fixes) = (struct rpm_fix){.release = product.release,
                                                     .channel = product.channel,
                                                     .minor = product.minor,
                                                     .name = affected->name,
                                                     .evr = rpm_evr(bound.fixed_version),
                                                     .scope = cpes.at[i]};
}

static bool redhat_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct osv_options options = {.ecosystem = "Red Hat"};
    struct osv_record record;
    struct rpm_fixes fixes = {0};
    struct slice before, title;

    if (!slice_ends(file->path, S(".json")))
        return true;
    if (!osv_file(file, &options, &record, error))
        return false;
    if (!slice_starts(record.id, S("RHSA-")))
        return true;
    emit_day(emit, record.modified);
    for (size_t i = 0; i < record.affected.count; i++)
        take_affected(file->arena, &record, &record.affected.at[i], &fixes, emit);
    slice_cut(record.summary, ':', &before, &title); /* "Red Hat Security Advisory: nodejs:18 security update" */
    rpm_fixes_emit(file->arena, &fixes, RPM_SCOPE_REPO, rpm_title_modules(file->arena, title),
                   &(struct advisory){.id = record.id,
                                      .aliases = osv_cves(file->arena, &record),
                                      .source = S("redhat-osv"),
                                      .distro_id = S("rhel"),
                                      .withdrawn = record.withdrawn.len > 0},
                   emit);
    return true;
}

const struct feed feed_osv_redhat = {
    .name = "redhat-osv",
    .speaker = "redhat",
    .path = "redhat/osv*",
    .licence = "CC-BY-4.0",
    .facts_allowed = true,
    .fixed_only = true,
    .read = redhat_read,
};
