/*
 * The file `release` at the root of a Java runtime (made by OpenJDK's make/ReleaseFile.gmk): NAME="VALUE". Who built it
 * decides the name by which vulnerabilities of Java are known (NVD's CPEs): oracle jdk and jre, azul zulu, else oracle
 * openjdk.
 */
#include "analyzer/lang/lang.h"

enum { LINE_MAX_LEN = 16 * 1024 }; /* MODULES is longer, and not wanted */

struct release {
    struct slice implementor, java_version, runtime_version, full_version, image_type;
};

static void take_line(struct release *release, struct arena *arena, struct slice line)
{
    const struct {
        struct slice name;
        struct slice *value;
    } wanted[] = {
        {S("IMPLEMENTOR"), &release->implementor},
        {S("JAVA_VERSION"), &release->java_version},
        {S("JAVA_RUNTIME_VERSION"), &release->runtime_version},
        {S("FULL_VERSION"), &release->full_version},
        {S("IMAGE_TYPE"), &release->image_type},
    };
    struct slice name, value;

    if (!slice_cut(slice_trim(line), '=', &name, &value))
        return;
    if (value.len >= 2 && value.at[0] == '"' && value.at[value.len - 1] == '"')
        value = slice_of(value.at + 1, value.len - 2);
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
        if (slice_equal(name, wanted[i].name))
            *wanted[i].value = arena_copy(arena, value);
}

/* Without regard to case. word: in lower case */
static bool has_word(struct slice text, struct slice word)
{
    for (size_t at = 0; at + word.len <= text.len; at++)
        if (slice_equal_nocase(slice_of(text.at + at, word.len), word))
            return true;
    return false;
}

/* FULL_VERSION is the vendor's own: it counts when it is of the same Java. */
static struct slice version_of(const struct release *release)
{
    struct slice full, java, rest;

    slice_cut(release->full_version, '.', &full, &rest);
    slice_cut(release->java_version, '.', &java, &rest);
    if (release->runtime_version.len)
        return release->runtime_version;
    return full.len && slice_equal(full, java) ? release->full_version : release->java_version;
}

/* "1.8.0_411-b25" is 1.8.0 update411, "21.0.4+7-LTS" is 21.0.4. */
static struct slice cpe_of(struct arena *arena, const char *vendor, const char *product, struct slice version)
{
    struct slice number, update, rest;

    if (slice_cut(version, '_', &number, &update))
        slice_cut(update, '-', &update, &rest);
    else
        slice_cut(version, '+', &number, &rest);
    while (update.len > 1 && update.at[0] == '0')
        update = slice_skip(update, 1);
    return arena_format(arena, "cpe:2.3:a:%s:%s:%.*s:%s%.*s:*:*:*:*:*:*", vendor, product, SLICE_ARG(number),
                        update.len ? "update" : "*", SLICE_ARG(update));
}

static void file(struct facts *facts, const struct release *release, struct slice path)
{
    bool runtime = has_word(release->image_type, S("jre"));
    bool azul = has_word(release->implementor, S("azul")) || has_word(path, S("zulu"));
    bool sun = has_word(release->implementor, S("sun microsystems"));
    bool oracle = has_word(release->implementor, S("oracle")) || has_word(path, S("oracle"));
    const char *vendor = azul ? "azul" : sun ? "sun" : "oracle";
    const char *product = azul ? "zulu" : sun || oracle ? (runtime ? "jre" : "jdk") : "openjdk";
    struct slice version = version_of(release), cpes[2];
    struct package package =
        lang_package("generic", arena_format(facts->arena, "%s/%s", vendor, product), version, SCOPE_INSTALLED);

    package.cpes = (struct slices){cpes, 1};
    cpes[0] = cpe_of(facts->arena, vendor, product, version);
    if (azul) /* the same source: what is known of OpenJDK is known of it */
        cpes[package.cpes.count++] = cpe_of(facts->arena, "oracle", "openjdk", version);
    facts_package(facts, &package);
}

static bool jvm_release_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct release release = {0};
    struct slice line;

    while (reader_line(&entry->reader, LINE_MAX_LEN, &line) != LINE_END)
        take_line(&release, facts->arena, line);
    if (!reader_ok(&entry->reader, error))
        return false;
    if (release.java_version.len || release.runtime_version.len) /* else it is another's file of that name */
        file(facts, &release, entry->path);
    return true;
}

const struct analyzer analyzer_jvm_release = {
    .name = "jvm_release",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "release"}, {GATE_END, NULL}},
    .size_max = 1024 * 1024,
    .read = jvm_release_read,
    .ownable = true,
};
