/*
 * Java archives: jar, war, ear and their like (JAR File Specification; OpenJDK java.util.zip.ZipFile for what counts as
 * one), and those nested in them, at any depth up to JAR_DEPTH_MAX. Read at random by their central directories: only
 * the members that say what an archive is are unpacked, and nested archives; one that is stored is a range of the file,
 * one that is deflated is put into the scratch file. Each archive is listed with what it is and what was put into it
 * (jar_identity.h).
 */
#include "analyzer/lang/java/jar_identity.h"
#include "analyzer/lang/java/pom.h"
#include "analyzer/lang/java/properties.h"
#include "analyzer/spool.h"
#include "base/text.h"
#include "layer/zip_directory.h"

enum {
    JAR_DEPTH_MAX = 16,               /* archives in archives; the deepest that are known have four */
    JAR_ARCHIVES_MAX = 10 * 1000,     /* in one file, at all depths: an enterprise archive has some hundred */
    JAR_MEMBER_MAX = 8 * 1024 * 1024, /* of a member that is read for what it says */
    JAR_READ_MAX = 16 * 1024,         /* such members of one archive */
};
#define JAR_UNPACKED_MAX (4ull << 30) /* bytes that are inflated for one file: a bomb ends there */

/* The bytes of an archive: a range of the scratch file. */
struct range {
    struct zip_bytes bytes;
    const struct spool *spool;
    struct spooled file;
};

/* An archive whose nested archives are being looked through. */
struct level {
    struct range range;
    struct zip_directory directory;
    struct arena_mark mark;
    uint64_t room;       /* end of the scratch file before it was put there */
    uint64_t left;       /* packed bytes of members that may still be read: no two share theirs */
    struct slice inside; /* its path in the outer archive; empty for that one */
};

struct jar {
    const struct spool *spool;
    struct facts *facts;
    struct arena *arena;
    struct zip_unpacker unpacker;
    uint64_t unpacked;
    size_t archives;
    size_t depth;
    struct level levels[JAR_DEPTH_MAX];
};

static size_t range_read(const struct zip_bytes *bytes, uint64_t at, void *buffer, size_t len)
{
    const struct range *range = (const struct range *)bytes;
    return spool_read(range->spool, &range->file, at, buffer, len);
}

static struct range range_of(const struct spool *spool, const struct spooled *file)
{
    return (struct range){.bytes = {.read = range_read, .size = file->size}, .spool = spool, .file = *file};
}

/* With the place in the outer archive before the text. */
static void __attribute__((format(printf, 5, 6)))
tell(struct jar *jar, struct slice inside, struct slice member, enum error_code code, const char *format, ...)
{
    struct arena_mark mark = arena_mark(jar->arena);
    struct error error;
    va_list arguments;

    va_start(arguments, format);
    fail_list(&error, code, format, arguments);
    va_end(arguments);
    struct slice place = text_printable_copy(
        jar->arena,
        arena_join(jar->arena, (struct slice[]){inside, inside.len && member.len ? S("!/") : S(""), member}, 3));
    facts_problem(jar->facts, code, "%.*s%s%s", SLICE_ARG(place), place.len ? ": " : "", error.text);
    arena_reset(jar->arena, mark);
}

/* --- what the members of one archive say */

enum wanted { WANTED_NOT, WANTED_MANIFEST, WANTED_PROPERTIES, WANTED_POM, WANTED_ARCHIVE };

static enum wanted wanted_of(struct slice name)
{
    struct slice base = path_base(name);

    if (slice_equal_nocase(name, S("META-INF/MANIFEST.MF"))) /* as java.util.jar.JarFile finds it */
        return WANTED_MANIFEST;
    if (slice_equal(base, S("pom.properties")))
        return WANTED_PROPERTIES;
    if (slice_equal(base, S("pom.xml")) && slice_starts(name, S("META-INF/maven/")))
        return WANTED_POM;
    return base.len > 4 && jar_named(base) ? WANTED_ARCHIVE : WANTED_NOT;
}

/* Takes a member's packed bytes from what may be read of the archive. returns  false when that is used up */
static bool charge(struct jar *jar, struct level *level, const struct zip_member *member)
{
    if (member->packed > level->left) {
        tell(jar, level->inside, member->name, ERROR_LIMIT, "members share their bytes: the others were not read");
        level->left = 0;
        return false;
    }
    level->left -= member->packed;
    return true;
}

/* A coordinate as it was read, in a buffer of its own: a file may say it a million times. */
struct coordinate {
    size_t len;
    uint8_t at[FACTS_NAME_MAX + 1]; /* one more than facts take: a longer one is told there */
};

static void keep(struct coordinate *coordinate, struct slice value)
{
    coordinate->len = value.len < sizeof(coordinate->at) ? value.len : sizeof(coordinate->at);
    if (coordinate->len)
        memcpy(coordinate->at, value.at, coordinate->len);
}

static void read_properties(struct reader *reader, struct slice name, struct jar_identity *identity)
{
    struct coordinate group = {.len = 0}, artifact = {.len = 0}, version = {.len = 0};
    uint8_t *line = arena_array(identity->arena, uint8_t, PROPERTIES_LINE_MAX);
    struct slice key, value;

    while (properties_next(reader, line, &key, &value)) {
        if (slice_equal(key, S("groupId")))
            keep(&group, value);
        else if (slice_equal(key, S("artifactId")))
            keep(&artifact, value);
        else if (slice_equal(key, S("version")))
            keep(&version, value);
    }
    struct jar_package package = {.group = slice_of(group.at, group.len),
                                  .artifact = slice_of(artifact.at, artifact.len),
                                  .version = slice_of(version.at, version.len),
                                  .member = name};
    jar_identity_add(identity, &package);
}

static bool read_pom(struct reader *reader, struct slice name, struct jar_identity *identity, struct error *error)
{
    size_t memory = POM_MEMORY_MAX;
    struct pom pom;

    if (!pom_read(reader, identity->arena, &memory, &pom, error)) {
        if (error->code == ERROR_UNSUPPORTED) /* a document type: the other evidence is as good */
            error->code = ERROR_MALFORMED;
        return false;
    }
    struct jar_package package = {.group = pom_resolve(&pom, identity->arena, pom_group(&pom)),
                                  .artifact = pom_resolve(&pom, identity->arena, pom.artifact),
                                  .version = pom_resolve(&pom, identity->arena, pom_version(&pom)),
                                  .member = name};
    jar_identity_add(identity, &package);
    return true;
}

static void read_member(struct jar *jar, struct level *level, const struct zip_member *member, enum wanted wanted,
                        struct jar_identity *identity)
{
    struct arena_mark mark = arena_mark(jar->arena);
    struct source *source;
    struct reader reader;
    struct error error;
    bool good;

    if (wanted == WANTED_MANIFEST && identity->manifest.found)
        return;
    if (member->size > JAR_MEMBER_MAX || member->packed > JAR_MEMBER_MAX) {
        tell(jar, level->inside, member->name, ERROR_LIMIT, "%llu bytes, where at most %d are read",
             (unsigned long long)member->size, JAR_MEMBER_MAX);
        return;
    }
    if (!zip_member_open(&jar->unpacker, &level->range.bytes, member, &source, &error)) {
        tell(jar, level->inside, member->name, error.code, "%s", error.text);
        return;
    }
    reader = reader_from(source, jar->arena);
    switch (wanted) {
    case WANTED_MANIFEST: good = manifest_read(&reader, identity->arena, &identity->manifest, &error); break;
    case WANTED_POM: good = read_pom(&reader, member->name, identity, &error); break;
    default: read_properties(&reader, member->name, identity); good = reader_ok(&reader, &error);
    }
    if (!good)
        tell(jar, level->inside, member->name, error.code, "%s", error.text);
    else if (jar->unpacker.lied)
        tell(jar, level->inside, member->name, ERROR_MALFORMED, "its length or checksum does not hold");
    jar->unpacked += jar->unpacker.made;
    reader_close(&reader);
    if (wanted != WANTED_MANIFEST) /* whose strings are kept as they are */
        arena_reset(jar->arena, mark);
}

static void file_packages(struct jar *jar, const struct level *level, const struct jar_identity *identity)
{
    for (size_t i = 0; i < identity->packages.count; i++) {
        const struct jar_package *said = &identity->packages.at[i];
        struct arena_mark mark = arena_mark(jar->arena);
        struct slice inside = level->inside;
        if (!said->archive && said->member.len)
            inside = arena_join(jar->arena, (struct slice[]){inside, inside.len ? S("!/") : S(""), said->member}, 3);
        struct package package = {
            .type = S("maven"),
            .name = arena_join(jar->arena, (struct slice[]){said->group, S(":"), said->artifact}, 3),
            .epoch = EPOCH_ABSENT,
            .version = said->version,
            .embedded_in = inside,
        };
        facts_package(jar->facts, &package);
        arena_reset(jar->arena, mark);
    }
    if (identity->full)
        tell(jar, level->inside, S(""), ERROR_LIMIT, "more packages in one archive than are read");
}

static void tell_oddities(struct jar *jar, const struct level *level)
{
    const struct zip_oddities *odd = &level->directory.oddities;
    const struct {
        size_t count;
        const char *text;
    } kinds[] = {
        {odd->hidden, "members that the archive's directory does not name"},
        {odd->overlap, "members that lie within one another"},
        {odd->outside, "members of the archive's directory that are not there"},
    };

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (kinds[i].count)
            tell(jar, level->inside, S(""), ERROR_MALFORMED, "%zu %s", kinds[i].count, kinds[i].text);
}

/* What one walk over the members found, beside what went into the identity. */
struct counts {
    size_t poms, properties; /* below META-INF/maven */
    size_t nested;
    size_t read; /* members */
};

/* poms  reads the pom.xml that have no pom.properties beside them, else all that is no pom.xml */
static bool read_members(struct jar *jar, struct level *level, bool poms, struct jar_identity *identity,
                         struct counts *counts, struct error *error)
{
    struct map *known = poms ? jar_identity_folders(identity) : NULL;
    struct zip_member member;

    if (!zip_directory_open(&level->directory, &level->range.bytes, jar->arena, error))
        return false;
    level->left = level->range.file.size;
    while (zip_directory_next(&level->directory, &member)) {
        enum wanted wanted = wanted_of(member.name);
        counts->nested += wanted == WANTED_ARCHIVE;
        counts->poms += wanted == WANTED_POM;
        counts->properties += wanted == WANTED_PROPERTIES && slice_starts(member.name, S("META-INF/maven/"));
        if (wanted == WANTED_NOT || wanted == WANTED_ARCHIVE || (wanted == WANTED_POM) != poms || identity->full)
            continue;
        if (poms && map_get(known, path_folder(member.name)))
            continue;
        identity->full |= counts->read++ == JAR_READ_MAX;
        if (!identity->full && charge(jar, level, &member))
            read_member(jar, level, &member, wanted, identity);
    }
    if (!poms) {
        if (!zip_directory_ok(&level->directory, error))
            tell(jar, level->inside, S(""), error->code, "%s", error->text);
        tell_oddities(jar, level);
    }
    zip_directory_close(&level->directory);
    return true;
}

/*
 * Files the packages of the archive itself.
 * nested  how many archives lie in it
 */
static bool read_identity(struct jar *jar, struct level *level, size_t *nested, struct error *error)
{
    struct arena_mark mark = arena_mark(jar->arena);
    struct jar_identity identity = {.arena = jar->arena};
    struct slice base = path_base(level->inside.len ? level->inside : level->range.file.path);
    struct counts counts = {0}, again = {0};

    if (!read_members(jar, level, false, &identity, &counts, error))
        return false;
    if (counts.poms > counts.properties && !read_members(jar, level, true, &identity, &again, error))
        tell(jar, level->inside, S(""), error->code, "%s", error->text);
    *nested = counts.nested;
    jar_identity_end(&identity, base);
    if (jar_named(base) || identity.manifest.found || counts.properties > 0)
        file_packages(jar, level, &identity);
    arena_reset(jar->arena, mark);
    return true;
}

/* --- nested archives */

/* Puts an archive on the stack, its own packages filed. returns  false with the level gone again */
static bool enter(struct jar *jar, const struct spool *spool, const struct spooled *file, struct slice inside,
                  uint64_t room, struct error *error)
{
    struct level *level = &jar->levels[jar->depth];
    struct arena_mark mark = arena_mark(jar->arena);
    size_t nested = 0;

    *level = (struct level){.range = range_of(spool, file),
                            .mark = mark,
                            .room = room,
                            .left = file->size,
                            .inside = arena_copy(jar->arena, inside)};
    jar->archives++;
    bool good = read_identity(jar, level, &nested, error);
    level->left = file->size;
    if (good && nested > 0 && zip_directory_open(&level->directory, &level->range.bytes, jar->arena, error)) {
        jar->depth++;
        return true;
    }
    arena_reset(jar->arena, mark);
    jar->spool->room->used = room;
    return good;
}

static void leave(struct jar *jar)
{
    struct level *level = &jar->levels[--jar->depth];

    zip_directory_close(&level->directory);
    arena_reset(jar->arena, level->mark);
    jar->spool->room->used = level->room;
}

/* Where the bytes of a nested archive lie: within those of the outer one, or unpacked in the scratch file. */
static bool locate(struct jar *jar, const struct level *level, const struct zip_member *member, struct spooled *file,
                   const struct spool **spool, struct error *error)
{
    struct source *source;
    uint64_t at;

    if (!zip_member_open(&jar->unpacker, &level->range.bytes, member, &source, error))
        return false;
    if (member->method == ZIP_METHOD_STORED) {
        if (!zip_member_at(&level->range.bytes, member, &at, error))
            return false;
        file->offset = level->range.file.offset + at;
        file->size = member->packed;
        *spool = level->range.spool;
        return true;
    }
    bool good = spool_put(jar->spool, source, JAR_UNPACKED_MAX - jar->unpacked, file, error);
    jar->unpacked += jar->unpacker.made;
    *spool = jar->spool->room->spool;
    return good;
}

/* returns  false when no more archives are to be looked into */
static bool open_nested(struct jar *jar, struct level *level, const struct zip_member *member)
{
    struct arena_mark mark = arena_mark(jar->arena);
    uint64_t room = jar->spool->room->used;
    struct error error;

    if (jar->depth == JAR_DEPTH_MAX) {
        tell(jar, level->inside, member->name, ERROR_LIMIT, "archives lie in one another more than %d deep",
             JAR_DEPTH_MAX);
        return true;
    }
    if (jar->archives >= JAR_ARCHIVES_MAX || jar->unpacked >= JAR_UNPACKED_MAX) {
        tell(jar, level->inside, member->name, ERROR_LIMIT, "too much for one file: the other archives were not read");
        return false;
    }
    if (!charge(jar, level, member))
        return true;
    struct slice inside =
        arena_join(jar->arena, (struct slice[]){level->inside, level->inside.len ? S("!/") : S(""), member->name}, 3);
    struct spooled file = {.path = level->range.file.path, .mode = level->range.file.mode};
    const struct spool *spool;
    bool good = locate(jar, level, member, &file, &spool, &error);
    size_t depth = jar->depth;
    good = good && enter(jar, spool, &file, inside, room, &error);
    if (jar->depth > depth) {
        jar->levels[depth].mark = mark;
        return true;
    }
    jar->spool->room->used = room;
    if (!good && (error.code != ERROR_MALFORMED || !jar_named_ambiguous(member->name)))
        tell(jar, level->inside, member->name, error.code, "%s", error.text);
    arena_reset(jar->arena, mark);
    return true;
}

static void walk(struct jar *jar)
{
    struct zip_member member;

    while (jar->depth > 0) {
        struct level *level = &jar->levels[jar->depth - 1];
        if (!zip_directory_next(&level->directory, &member))
            leave(jar);
        else if (wanted_of(member.name) == WANTED_ARCHIVE && !open_nested(jar, level, &member))
            break;
    }
    while (jar->depth > 0)
        leave(jar);
}

/* Zip files of other kinds, some of which have a manifest too: their own rows read them, or nobody does. */
static bool is_other(struct slice base)
{
    static const struct slice suffixes[] = {
        S_INIT(".whl"),  S_INIT(".egg"),  S_INIT(".apk"),  S_INIT(".aab"),  S_INIT(".xpi"), S_INIT(".nupkg"),
        S_INIT(".vsix"), S_INIT(".docx"), S_INIT(".xlsx"), S_INIT(".pptx"), S_INIT(".odt"), S_INIT(".epub"),
        S_INIT(".jmod"), S_INIT(".crx"),  S_INIT(".pyz"),  S_INIT(".npz"),  S_INIT(".pt"),  S_INIT(".kmz"),
    };

    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
        if (slice_ends(base, suffixes[i]))
            return true;
    return false;
}

static bool jar_read(const struct spool *spool, const struct spooled *file, struct facts *facts, struct error *error)
{
    struct jar *jar;

    if (is_other(path_base(file->path)))
        return true;
    jar = arena_new(facts->arena, struct jar);
    jar->spool = spool;
    jar->facts = facts;
    jar->arena = facts->arena;
    if (!zip_unpacker_init(&jar->unpacker, facts->arena, error))
        return false;
    if (!enter(jar, spool, file, S(""), spool->room->used, error))
        return error->code == ERROR_MALFORMED && jar_named_ambiguous(path_base(file->path));
    walk(jar);
    return true;
}

const struct analyzer analyzer_jar = {
    .name = "jar",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".jar"},
                                   {GATE_SUFFIX, ".war"},
                                   {GATE_SUFFIX, ".ear"},
                                   {GATE_SUFFIX, ".par"},
                                   {GATE_SUFFIX, ".sar"},
                                   {GATE_SUFFIX, ".nar"},
                                   {GATE_SUFFIX, ".hpi"},
                                   {GATE_SUFFIX, ".jpi"},
                                   {GATE_SUFFIX, ".aar"},
                                   {GATE_SUFFIX, ".kar"},
                                   {GATE_SUFFIX, ".lpkg"},
                                   {GATE_MAGIC, "PK\3\4"},
                                   {GATE_END, NULL}},
    .read_spooled = jar_read,
    .ownable = true,
};
