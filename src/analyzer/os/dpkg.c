/*
 * Packages of dpkg: the status file, and the folder status.d with one record a file that distroless images have
 * instead. Records of all states are kept with their state, the third word of Status; the inventory leaves out those
 * that have no files on disk. Fields: deb-control(5) and dpkg(1) "Package states"; source name and version as
 * dpkg-query's source:Package and source:Version (lib/dpkg/pkg-format.c).
 */
#include "analyzer/os/deb822.h"
#include "analyzer/os/dpkg_files.h"
#include "analyzer/os/owner.h"

enum { FIELD_PACKAGE, FIELD_VERSION, FIELD_ARCHITECTURE, FIELD_SOURCE, FIELD_MAINTAINER, FIELD_ORIGIN, FIELD_STATUS };
static const char *const fields[] = {"Package", "Version", "Architecture", "Source", "Maintainer", "Origin", "Status"};

/* What may lie in status.d beside the records: parts of a control archive under the package's name. */
static const char *const part_suffixes[] = {
    ".md5sums",   ".list",   ".preinst", ".postinst", ".prerm",    ".postrm",
    ".conffiles", ".shlibs", ".symbols", ".config",   ".triggers", ".templates",
};

/* "name", or "name (version)"; the binary package's own where it says nothing else. */
static void source_read(struct slice source, struct slice version, struct package *package)
{
    struct slice name, rest, bracket;

    package->source_name = package->name;
    package->source_version = version;
    if (source.len == 0)
        return;
    slice_cut(source, ' ', &name, &rest);
    package->source_name = name;
    if (slice_cut(rest, '(', &bracket, &rest) && slice_cut(rest, ')', &bracket, &rest) && slice_trim(bracket).len > 0)
        package->source_version = slice_trim(bracket);
}

/* " /etc/pam.conf 87fc76f18e98ee7d3848f6b81b3391e5 [obsolete] [remove-on-upgrade]"; file names may hold blanks */
static bool conffile_read(const struct owner *owner, uint32_t package, struct slice line)
{
    static const struct slice flags[] = {S_INIT(" obsolete"), S_INIT(" remove-on-upgrade")};
    uint8_t md5[16];

    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (slice_ends(line, flags[sizeof flags / sizeof *flags - 1 - i]))
            line = slice_trim(slice_head(line, line.len - flags[sizeof flags / sizeof *flags - 1 - i].len));
    size_t blank = slice_find_last(line, ' ');
    if (blank == line.len)
        return false;
    struct slice hash = slice_skip(line, blank + 1), path = slice_trim(slice_head(line, blank));
    if (hex_parse(hash, md5, sizeof md5) && hash.len == 2 * sizeof md5)
        return owner_add(owner, package, path, OWNER_MODE_UNKNOWN, DIGEST_MD5, md5);
    /* "newconffile": unpacked, not yet configured */
    return owner_add(owner, package, path, OWNER_MODE_UNKNOWN, DIGEST_NONE, NULL);
}

/* The characters of deb-version(7). dpkg takes no others, and no advisory could be compared with what has them. */
static bool is_version(struct slice version)
{
    for (size_t i = 0; i < version.len; i++) {
        uint8_t c = version.at[i];
        bool word = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        if (!word && (c == 0 || !strchr(".+-:~", c)))
            return false;
    }
    return true;
}

/* returns  whether the record was a package's, also one that is not installed any more */
static bool record_read(const struct owner *owner, const struct deb822_record *record)
{
    struct facts *facts = owner->facts;
    struct package package = {.type = S("deb"), .name = record->values[FIELD_PACKAGE]};
    struct slice version = record->values[FIELD_VERSION];

    if (package.name.len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "line %zu: a record without 'Package'", record->line);
        return false;
    }
    /* Records of status.d have no Status: what lies in the image is installed. */
    if (!deb822_state(record->values[FIELD_STATUS], &package.state))
        facts_problem(facts, ERROR_MALFORMED, "line %zu: 'Status' is not three words: taken as installed",
                      record->line);
    if (version.len == 0) {
        /* dpkg remembers a selection ("deinstall ok not-installed") without one */
        if (!slice_equal(package.state, S("not-installed")) && !slice_equal(package.state, S("config-files")))
            facts_problem(facts, ERROR_MALFORMED, "line %zu: package '%.*s' without 'Version'", record->line,
                          SLICE_ARG(slice_head(package.name, FACTS_NAME_MAX)));
        return true;
    }
    if (!is_version(version)) {
        facts_problem(facts, ERROR_MALFORMED, "line %zu: package '%.*s': '%.*s' is no version", record->line,
                      SLICE_ARG(slice_head(package.name, FACTS_NAME_MAX)), SLICE_ARG(slice_head(version, 128)));
        return true;
    }
    epoch_split(version, &package.epoch, &package.version);
    source_read(record->values[FIELD_SOURCE], version, &package);
    package.arch = record->values[FIELD_ARCHITECTURE];
    package.vendor = record->values[FIELD_MAINTAINER];
    package.repository = record->values[FIELD_ORIGIN];

    uint32_t index = facts_package(facts, &package);
    for (size_t i = 0; i < record->list.count && index != UINT32_MAX; i++)
        if (record->list.at[i].len > 0 && !conffile_read(owner, index, record->list.at[i]))
            facts_problem(facts, ERROR_MALFORMED, "line %zu: package '%.*s': not a conffile: '%.*s'", record->line,
                          SLICE_ARG(package.name), SLICE_ARG(slice_head(record->list.at[i], 128)));
    return true;
}

static bool is_part(struct slice path)
{
    if (slice_equal(path_base(path), S("status")))
        return false;
    for (size_t i = 0; i < sizeof part_suffixes / sizeof *part_suffixes; i++)
        if (slice_ends(path, slice_text(part_suffixes[i])))
            return true;
    return false;
}

static bool dpkg_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct deb822 file = {.reader = &entry->reader,
                          .facts = facts,
                          .names = fields,
                          .count = sizeof fields / sizeof *fields,
                          .list = "Conffiles"};
    struct deb822_record record;
    size_t good = 0, bad = 0;
    struct owner owner;

    if (is_part(entry->path))
        return !slice_ends(entry->path, S(".md5sums")) || dpkg_files_read(entry, facts, error);
    owner_begin(&owner, facts);
    while (deb822_next(&file, &record))
        record_read(&owner, &record) ? good++ : bad++;
    if (!reader_ok(&entry->reader, error))
        return false;
    return good > 0 || bad == 0 || fail(error, ERROR_DATABASE_UNREADABLE, "no record of it names a package");
}

const struct analyzer analyzer_dpkg = {
    .name = "dpkg",
    .revision = 3,
    /* Images with a replaceable /var keep the database below /usr, Endless OS in usr/share/dpkg/database. */
    .gates = (const struct gate[]){{GATE_PATH, "var/lib/dpkg/status"},
                                   {GATE_FOLDER, "var/lib/dpkg/status.d"},
                                   {GATE_PATH, "usr/lib/dpkg/status"},
                                   {GATE_FOLDER, "usr/lib/dpkg/status.d"},
                                   {GATE_PATH, "usr/share/dpkg/database/status"},
                                   {0}},
    .read = dpkg_read,
    .database = true,
};
