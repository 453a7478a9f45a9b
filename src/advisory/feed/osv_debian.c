/*
 * Debian's security tracker as OSV: https://osv-vulnerabilities.storage.googleapis.com/Debian/all.zip, and mirrors of
 * it. CVE records ("CVE-…", in the live export "DEBIAN-CVE-…") are the tracker's word on every release that it tracks,
 * with unfixed issues; DSA, DLA and DTSA records are announcements: they add their ids and days, and are all that is
 * left of old releases. Names are source packages.
 */
#include "advisory/cve.h"
#include "advisory/feed/osv.h"

/* "DSA-4892-2": a correction of DSA-4892-1, whose CVEs it does not repeat. */
static bool is_correction(struct slice id)
{
    return !slice_equal(slice_skip(id, slice_find_last(id, '-')), S("-1"));
}

static void debian_affected(struct feed_file *file, const struct osv_record *record,
                            const struct osv_affected *affected, struct feed_emit *emit)
{
    struct advisory advisory = {
        .id = record->id,
        .aliases = record->aliases,
        .source = S("osv-debian"),
        .distro_id = S("debian"),
        .release = osv_release(affected->ecosystem),
        .package = affected->name,
        .kind = KIND_SOURCE,
        .scheme = S("deb"),
        .withdrawn = record->withdrawn.len > 0,
    };

    if (advisory.release.len == 0 || !osv_bound(file->arena, affected, &advisory))
        return;
    if (severity_of(affected->urgency) != SEVERITY_UNKNOWN)
        advisory.severity = affected->urgency;
    else if (slice_equal(affected->urgency, S("end-of-life")) && advisory.status == STATUS_AFFECTED)
        advisory.status = STATUS_END_OF_LIFE;
    if (cve_is(record->id)) {
        emit_statement(emit, &advisory, EMIT_PRIMARY);
        return;
    }
    advisory.aliases = osv_cves(file->arena, record);
    advisory.available = record->published;
    if (advisory.aliases.count || !is_correction(record->id))
        emit_statement(emit, &advisory, EMIT_SECONDARY);
}

static bool debian_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct osv_options options = {.ecosystem = "Debian"};
    struct osv_record record;

    if (!slice_ends(file->path, S(".json")))
        return true;
    if (!osv_file(file, &options, &record, error))
        return false;
    if (slice_starts(record.id, S("DEBIAN-CVE-")))
        record.id = slice_skip(record.id, 7);
    emit_day(emit, record.modified);
    if (record.withdrawn.len == 0 && record.affected.count && cve_is(record.id)) {
        emit_cve(emit, record.id, record.published, false);
        emit_word(emit, record.id, S("osv"), record.cvss, (struct slice){0});
    }
    for (size_t i = 0; i < record.affected.count; i++)
        debian_affected(file, &record, &record.affected.at[i], emit);
    return true;
}

const struct feed feed_osv_debian = {
    .name = "osv-debian",
    .speaker = "debian",
    .path = "debian/osv",
    .licence = "none stated by Debian for its tracker's data",
    .facts_allowed = true,
    .read = debian_read,
};
