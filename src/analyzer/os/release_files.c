/*
 * Files older than os-release(5), or beside it, that say which operating system this is. Their content is filed under
 * os-release's names (ID, VERSION_ID, VERSION_CODENAME, PRETTY_NAME, CPE_NAME), with the ID that the distribution's
 * os-release has, so that the inventory needs one table of distributions. A name that no row knows gives no ID.
 */
#include "analyzer/os/env_file.h"

enum { RELEASE_LINE_MAX = 1024 };

/* How "NAME release VERSION (CODENAME)" begins; a longer name stands before its beginning. */
static const struct {
    const char *name, *id;
    unsigned parts; /* of the version that VERSION_ID has; 0: all. Builds are dated in the last one. */
} names[] = {
    {"AlmaLinux", "almalinux", 0},
    {"Amazon Linux", "amzn", 0},
    {"Anolis OS", "anolis", 0},
    {"CBL-Mariner", "mariner", 2},
    {"CentOS", "centos", 0},
    {"Enterprise Linux Enterprise Linux", "ol", 0}, /* Oracle Linux 4 and 5 */
    {"Fedora", "fedora", 0},
    {"Gentoo", "gentoo", 0},
    {"Mageia", "mageia", 0},
    {"Microsoft Azure Linux", "azurelinux", 2},
    {"openEuler", "openEuler", 0},
    {"openSUSE", "opensuse", 0},
    {"Oracle Linux", "ol", 0},
    {"Red Hat Enterprise Linux", "rhel", 0},
    {"Rocky Linux", "rocky", 0},
    {"Scientific Linux", "scientific", 0},
    {"Slackware", "slackware", 0},
    {"SUSE Linux Enterprise Desktop", "sled", 0},
    {"SUSE Linux Enterprise Server", "sles", 0},
    {"VMware Photon", "photon", 0},
};

/* Vendors of "cpe:/o:VENDOR:PRODUCT:VERSION". */
static const struct {
    const char *vendor, *id;
} vendors[] = {
    {"almalinux", "almalinux"}, {"amazon", "amzn"}, {"centos", "centos"}, {"fedoraproject", "fedora"},
    {"oracle", "ol"},           {"redhat", "rhel"}, {"rocky", "rocky"},   {"scientificlinux", "scientific"},
};

static void state(struct facts *facts, const char *name, struct slice text)
{
    if (text.len > 0)
        facts_value(facts, name, text);
}

/* The first line with anything on it; empty when it is too long. */
static struct slice first_line(struct entry *entry, struct facts *facts)
{
    enum reader_line got;
    struct slice line;

    while ((got = reader_line(&entry->reader, RELEASE_LINE_MAX, &line)) != LINE_END) {
        if (got == LINE_CUT) {
            facts_problem(facts, ERROR_MALFORMED, "line %zu: longer than %d bytes", entry->reader.line,
                          RELEASE_LINE_MAX);
            return S("");
        }
        line = slice_trim(line);
        if (line.len > 0)
            return arena_copy(facts->arena, line);
    }
    return S("");
}

static bool is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

/* The word behind " release ", else the first that begins with a digit. */
static struct slice version_word(struct slice line)
{
    size_t at = slice_find(line, S(" release "));
    struct slice rest = at == SIZE_MAX ? line : slice_skip(line, at + sizeof " release " - 1), word;

    while (slice_next(&rest, ' ', &word))
        if (word.len > 0 && (at != SIZE_MAX || is_digit(word.at[0])))
            return word;
    return S("");
}

static struct slice version_parts(struct slice version, unsigned parts)
{
    for (size_t i = 0; parts > 0 && i < version.len; i++)
        if (version.at[i] == '.' && --parts == 0)
            return slice_head(version, i);
    return version;
}

/* returns  the place in `names`, or SIZE_MAX */
static size_t name_find(struct slice line)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_starts(line, slice_text(names[i].name)))
            return i;
    return SIZE_MAX;
}

/* "CentOS release 6.10 (Final)", "CBL-Mariner 2.0.20240123", "Slackware 15.0" */
static void read_named(struct entry *entry, struct facts *facts, const char *id)
{
    struct slice line = first_line(entry, facts);
    size_t row = name_find(line);

    state(facts, "ID", slice_text(row == SIZE_MAX ? id : names[row].id));
    state(facts, "VERSION_ID", version_parts(version_word(line), row == SIZE_MAX ? 0 : names[row].parts));
    state(facts, "PRETTY_NAME", line);
}

/* "3.12.0" */
static void read_version(struct entry *entry, struct facts *facts, const char *id)
{
    struct slice line = first_line(entry, facts);

    if (line.len == 0)
        return;
    state(facts, "ID", slice_text(id));
    state(facts, "VERSION_ID", line);
}

/* The file says it by being there. */
static void read_nothing(struct entry *entry, struct facts *facts, const char *id)
{
    (void)entry;
    state(facts, "ID", slice_text(id));
}

/* "cpe:/o:centos:linux:6:GA" */
static void read_cpe(struct entry *entry, struct facts *facts, const char *id)
{
    struct slice line = first_line(entry, facts), rest = line, part[5] = {{0}};

    (void)id;
    for (size_t i = 0; i < 5 && slice_next(&rest, ':', &part[i]); i++)
        ;
    for (size_t i = 0; i < sizeof vendors / sizeof *vendors; i++) {
        if (!slice_equal(part[0], S("cpe")) || !slice_equal(part[2], slice_text(vendors[i].vendor)))
            continue;
        state(facts, "ID", slice_text(vendors[i].id));
        state(facts, "VERSION_ID", part[4]);
    }
    state(facts, "CPE_NAME", line);
}

/* "SUSE Linux Enterprise Server 11 (x86_64)", then "VERSION = 11" and "PATCHLEVEL = 4" */
static void read_suse(struct entry *entry, struct facts *facts, const char *id)
{
    static const char *const fields[] = {"VERSION", "PATCHLEVEL"};
    struct slice line = first_line(entry, facts), values[2];
    size_t row = name_find(line);

    (void)id;
    env_file_read(&entry->reader, facts, fields, 2, values);
    if (row != SIZE_MAX)
        state(facts, "ID", slice_text(names[row].id));
    if (values[1].len > 0 && !slice_equal(values[1], S("0")))
        values[0] = arena_format(facts->arena, "%.*s.%.*s", SLICE_ARG(values[0]), SLICE_ARG(values[1]));
    state(facts, "VERSION_ID", values[0]);
    state(facts, "PRETTY_NAME", line);
}

static struct slice lower_copy(struct arena *arena, struct slice s)
{
    uint8_t *out = arena_array(arena, uint8_t, s.len);

    for (size_t i = 0; i < s.len; i++)
        out[i] = s.at[i] >= 'A' && s.at[i] <= 'Z' ? (uint8_t)(s.at[i] + 'a' - 'A') : s.at[i];
    return slice_of(out, s.len);
}

/* DISTRIB_ID=Ubuntu and so on; an "LSB_VERSION" alone says nothing */
static void read_lsb(struct entry *entry, struct facts *facts, const char *id)
{
    static const char *const fields[] = {"DISTRIB_ID", "DISTRIB_RELEASE", "DISTRIB_CODENAME", "DISTRIB_DESCRIPTION"};
    struct slice values[4];

    (void)id;
    env_file_read(&entry->reader, facts, fields, 4, values);
    state(facts, "ID", lower_copy(facts->arena, values[0]));
    state(facts, "VERSION_ID", values[1]);
    state(facts, "VERSION_CODENAME", values[2]);
    state(facts, "PRETTY_NAME", values[3]);
}

/* By base name; all others are "NAME release VERSION". */
static const struct {
    const char *name, *id;
    void (*read)(struct entry *entry, struct facts *facts, const char *id);
} files[] = {
    {"alpine-release", "alpine", read_version}, {"arch-release", "arch", read_nothing},
    {"gentoo-release", "gentoo", read_named},   {"lsb-release", NULL, read_lsb},
    {"openwrt_release", NULL, read_lsb},        {"SuSE-release", NULL, read_suse},
    {"system-release-cpe", NULL, read_cpe},
};

static bool release_files_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice base = path_base(entry->path);
    size_t row = 0;

    while (row < sizeof files / sizeof *files && !slice_equal(base, slice_text(files[row].name)))
        row++;
    if (row < sizeof files / sizeof *files)
        files[row].read(entry, facts, files[row].id);
    else
        read_named(entry, facts, NULL);
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_release_files = {
    .name = "release_files",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "etc/almalinux-release"},
                                   {GATE_PATH, "etc/alpine-release"},
                                   {GATE_PATH, "etc/arch-release"},
                                   {GATE_PATH, "etc/azurelinux-release"},
                                   {GATE_PATH, "etc/centos-release"},
                                   {GATE_PATH, "etc/enterprise-release"},
                                   {GATE_PATH, "etc/fedora-release"},
                                   {GATE_PATH, "etc/gentoo-release"},
                                   {GATE_PATH, "etc/lsb-release"},
                                   {GATE_PATH, "etc/mageia-release"},
                                   {GATE_PATH, "etc/mariner-release"},
                                   {GATE_PATH, "etc/openEuler-release"},
                                   {GATE_PATH, "etc/openwrt_release"},
                                   {GATE_PATH, "etc/oracle-release"},
                                   {GATE_PATH, "etc/photon-release"},
                                   {GATE_PATH, "etc/redhat-release"},
                                   {GATE_PATH, "etc/rocky-release"},
                                   {GATE_PATH, "etc/slackware-version"},
                                   {GATE_PATH, "etc/SuSE-release"},
                                   {GATE_PATH, "etc/system-release"},
                                   {GATE_PATH, "etc/system-release-cpe"},
                                   {GATE_PATH, "usr/lib/centos-release"},
                                   {GATE_PATH, "usr/lib/fedora-release"},
                                   {GATE_PATH, "usr/lib/redhat-release"},
                                   {GATE_PATH, "usr/lib/rocky-release"},
                                   {GATE_PATH, "usr/lib/system-release"},
                                   {GATE_PATH, "usr/lib/system-release-cpe"},
                                   {0}},
    .read = release_files_read,
};
