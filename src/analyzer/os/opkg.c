/*
 * Packages of opkg (OpenWrt until 23.05, Yocto): a status file in dpkg's form with fewer fields. Words as printed
 * there: no epoch is dropped, no source is made up.
 */
#include "analyzer/os/deb822.h"

enum { FIELD_PACKAGE, FIELD_VERSION, FIELD_ARCHITECTURE, FIELD_SOURCE, FIELD_LICENSE, FIELD_MAINTAINER, FIELD_STATUS };
static const char *const fields[] = {"Package", "Version", "Architecture", "Source", "License", "Maintainer", "Status"};

/* returns  whether the record was a package's, also one that is not installed any more */
static bool record_read(struct facts *facts, const struct deb822_record *record)
{
    struct package package = {
        .type = S("opkg"),
        .name = record->values[FIELD_PACKAGE],
        .arch = record->values[FIELD_ARCHITECTURE],
        .source_name = record->values[FIELD_SOURCE],
        .vendor = record->values[FIELD_MAINTAINER],
    };

    if (package.name.len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "line %zu: a record without 'Package'", record->line);
        return false;
    }
    if (!deb822_state(record->values[FIELD_STATUS], &package.state))
        facts_problem(facts, ERROR_MALFORMED, "line %zu: 'Status' is not three words: taken as installed",
                      record->line);
    if (record->values[FIELD_VERSION].len == 0) {
        if (!slice_equal(package.state, S("not-installed")))
            facts_problem(facts, ERROR_MALFORMED, "line %zu: package '%.*s' without 'Version'", record->line,
                          SLICE_ARG(slice_head(package.name, FACTS_NAME_MAX)));
        return true;
    }
    epoch_split(record->values[FIELD_VERSION], &package.epoch, &package.version);
    if (record->values[FIELD_LICENSE].len > 0) {
        package.licences = (struct slices){arena_new(facts->arena, struct slice), 1};
        package.licences.at[0] = record->values[FIELD_LICENSE];
    }
    facts_package(facts, &package);
    return true;
}

static bool opkg_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct deb822 file = {
        .reader = &entry->reader, .facts = facts, .names = fields, .count = sizeof fields / sizeof *fields};
    struct deb822_record record;
    size_t good = 0, bad = 0;

    while (deb822_next(&file, &record))
        record_read(facts, &record) ? good++ : bad++;
    if (!reader_ok(&entry->reader, error))
        return false;
    return good > 0 || bad == 0 || fail(error, ERROR_DATABASE_UNREADABLE, "no record of it names a package");
}

const struct analyzer analyzer_opkg = {
    .name = "opkg",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "usr/lib/opkg/status"}, {GATE_PATH, "var/lib/opkg/status"}, {0}},
    .read = opkg_read,
    .database = true,
};
