/*
 * Ownership of files from dpkg's md5sums (deb-md5sums(5)), which also gives the digest that tells whether a file is
 * still the package's. The .list files beside them are not read: they add folders and links, which yield no packages,
 * and conffiles, which the status file lists with their digests. Packages built without md5sums have them as well: dpkg
 * writes them when it unpacks (since 1.16.3 of 2012, write_filehash_except()).
 */
#include "analyzer/os/dpkg_files.h"

#include "analyzer/os/owner.h"

enum { MD5_TEXT = 32, MD5_LEN = 16, LINE_MAX_LEN = MD5_TEXT + 2 + PATH_LEN_MAX };

static bool line_read(const struct owner *owner, struct slice line)
{
    uint8_t md5[MD5_LEN];

    /* "  " of md5sum's text mode, " *" of its binary mode */
    return line.len > MD5_TEXT + 2 && line.at[MD5_TEXT] == ' ' &&
           (line.at[MD5_TEXT + 1] == ' ' || line.at[MD5_TEXT + 1] == '*') &&
           hex_parse(slice_head(line, MD5_TEXT), md5, sizeof md5) &&
           owner_add(owner, OWNED_NO_PACKAGE, slice_skip(line, MD5_TEXT + 2), OWNER_MODE_UNKNOWN, DIGEST_MD5, md5);
}

bool dpkg_files_read(struct entry *entry, struct facts *facts, struct error *error)
{
    enum reader_line got;
    struct slice line;
    struct owner owner;

    owner_begin(&owner, facts);
    owner_value(facts, entry->path, S(".md5sums"));
    while ((got = reader_line(&entry->reader, LINE_MAX_LEN, &line)) != LINE_END)
        if (line.len > 0 && (got == LINE_CUT || !line_read(&owner, line)))
            facts_problem(facts, ERROR_MALFORMED, "line %zu: not an 'MD5  path' line", entry->reader.line);
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_dpkg_files = {
    .name = "dpkg_files",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_GLOB, "var/lib/dpkg/info/*.md5sums"},
                                   {GATE_GLOB, "usr/lib/dpkg/info/*.md5sums"},
                                   {GATE_GLOB, "usr/share/dpkg/database/info/*.md5sums"},
                                   {0}},
    .read = dpkg_files_read,
};
