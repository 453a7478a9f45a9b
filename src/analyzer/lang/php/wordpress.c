/*
 * WordPress itself: wp-includes/version.php assigns the version to $wp_version. Comments are passed over.
 */
#include "analyzer/lang/lang.h"

enum { LINE_MAX_LEN = 4 * 1024 };

/* The line without what a comment holds; `*inside` tells whether one goes on behind it. */
static struct slice without_comments(struct slice line, bool *inside)
{
    line = slice_trim(line);
    if (*inside) {
        size_t end = slice_find(line, S("*/"));
        if (end == SIZE_MAX)
            return (struct slice){0};
        *inside = false;
        line = slice_trim(slice_skip(line, end + 2));
    }
    if (slice_starts(line, S("/*"))) {
        size_t end = slice_find(slice_skip(line, 2), S("*/"));
        *inside = end == SIZE_MAX;
        return *inside ? (struct slice){0} : slice_trim(slice_skip(line, end + 4));
    }
    return slice_starts(line, S("//")) || slice_starts(line, S("#")) ? (struct slice){0} : line;
}

/* $wp_version = '6.5.2'; */
static bool version_of(struct slice line, struct slice *version)
{
    struct slice key, value, rest;

    if (!slice_cut(line, '=', &key, &value) || !slice_equal(slice_trim(key), S("$wp_version")))
        return false;
    value = slice_trim(value);
    if (value.len == 0 || (value.at[0] != '\'' && value.at[0] != '"'))
        return false;
    return slice_cut(slice_skip(value, 1), value.at[0], version, &rest) && version->len > 0;
}

static bool wordpress_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line, version;
    bool inside = false, found = false;

    if (!slice_equal(path_base(path_folder(entry->path)), S("wp-includes")))
        return true;
    while (!found && reader_line(&entry->reader, LINE_MAX_LEN, &line) != LINE_END)
        found = version_of(without_comments(line, &inside), &version);
    if (!found)
        return reader_ok(&entry->reader, error) && fail(error, ERROR_MALFORMED, "no version is assigned");
    struct package package = lang_package("wordpress", S("wordpress"), version, SCOPE_INSTALLED);
    package.state = S("installed");
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_wordpress = {
    .name = "wordpress",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "version.php"}, {0}},
    .read = wordpress_read,
};
