/*
 * Ownership of files from dpkg's md5sums (deb-md5sums(5)), which also gives the digest that tells whether a file is
 * still the package's. The .list files beside them are not read: they add folders and links, which yield no packages,
 * and conffiles, which the status file lists with their digests. Packages built without md5sums have them as well: dpkg
 * writes them when it unpacks (since 1.16.3 of 2012, write_filehash_except()).
 */
#include "analyzer/os/dpkg_files.h"

enum { MD5_TEXT = 32, MD5_LEN = 16, LINE_MAX_LEN = MD5_TEXT + 2 + PATH_LEN_MAX };

void owner_value(struct facts *facts, struct slice path, struct slice suffix)
{
    struct slice base = path_base(path);

    if (slice_ends(base, suffix))
        base = slice_head(base, base.len - suffix.len);
    facts_value(facts, "package", base);
}

bool owner_path(struct facts *facts, uint32_t package, struct slice path, enum digest_kind kind, const uint8_t *digest)
{
    uint8_t space[PATH_LEN_MAX + 2];
    struct slice normal;

    if (path.len > sizeof space || !path_normalise(path, space, &normal) || normal.len == 0)
        return false;
    facts_owned(facts, package, normal, kind, digest);
    return true;
}

static bool line_read(struct facts *facts, struct slice line)
{
    uint8_t md5[MD5_LEN];

    /* "  " of md5sum's text mode, " *" of its binary mode */
    return line.len > MD5_TEXT + 2 && line.at[MD5_TEXT] == ' ' &&
           (line.at[MD5_TEXT + 1] == ' ' || line.at[MD5_TEXT + 1] == '*') &&
           hex_parse(slice_head(line, MD5_TEXT), md5, sizeof md5) &&
           owner_path(facts, OWNED_NO_PACKAGE, slice_skip(line, MD5_TEXT + 2), DIGEST_MD5, md5);
}

bool dpkg_files_read(struct entry *entry, struct facts *facts, struct error *error)
{
    enum reader_line got;
    struct slice line;

    owner_value(facts, entry->path, S(".md5sums"));
    while ((got = reader_line(&entry->reader, LINE_MAX_LEN, &line)) != LINE_END)
        if (line.len > 0 && (got == LINE_CUT || !line_read(facts, line)))
            facts_problem(facts, ERROR_MALFORMED, "line %zu: not an 'MD5  path' line", entry->reader.line);
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_dpkg_files = {
    .name = "dpkg_files",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "var/lib/dpkg/info/*.md5sums"},
                                   {GATE_GLOB, "usr/lib/dpkg/info/*.md5sums"},
                                   {GATE_GLOB, "usr/share/dpkg/database/info/*.md5sums"},
                                   {0}},
    .read = dpkg_files_read,
};
