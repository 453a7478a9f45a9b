/*
 * gradle.lockfile, buildscript-gradle.lockfile and the older gradle/dependency-locks/CONFIGURATION.lockfile (Gradle,
 * "Locking Versions"): lines "GROUP:NAME:VERSION=CONFIGURATION,…", without '=' in the older form. A package that only
 * configurations of tests use is of group dev.
 */
#include "analyzer/lang/lang.h"

enum { LINE_MAX_LEN = 64 * 1024 };

static bool is_for_tests(struct slice configurations)
{
    struct slice name;

    if (configurations.len == 0)
        return false;
    while (slice_next(&configurations, ',', &name))
        if (!slice_starts(name, S("test")) && slice_find(name, S("Test")) == SIZE_MAX)
            return false;
    return true;
}

static void take_line(struct facts *facts, struct slice line)
{
    struct slice package, configurations, group, rest, name, version;

    slice_cut(line, '=', &package, &configurations);
    if (!slice_cut(package, ':', &group, &rest) || !slice_cut(rest, ':', &name, &version))
        return; /* "empty=…", and whatever else is no package */
    if (group.len == 0 || name.len == 0)
        return;
    struct package found =
        lang_package("maven", slice_head(package, group.len + 1 + name.len), version, SCOPE_DECLARED);
    if (is_for_tests(configurations))
        lang_group(facts->arena, &found, "dev");
    facts_package(facts, &found);
}

/* Other tools have files of that suffix too. */
static bool is_gradles(struct slice path)
{
    return slice_ends(path_base(path), S("gradle.lockfile")) ||
           slice_equal(path_base(path_folder(path)), S("dependency-locks"));
}

static bool gradle_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line;
    enum reader_line got;

    if (!is_gradles(entry->path))
        return true;
    while ((got = reader_line(&entry->reader, LINE_MAX_LEN, &line)) != LINE_END) {
        line = slice_trim(line);
        if (got == LINE_CUT)
            facts_problem(facts, ERROR_MALFORMED, "line %zu: longer than %d bytes", entry->reader.line, LINE_MAX_LEN);
        else if (line.len > 0 && line.at[0] != '#')
            take_line(facts, line);
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_gradle_lock = {
    .name = "gradle_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".lockfile"}, {GATE_END, NULL}},
    .read = gradle_lock_read,
    .declared = true,
};
