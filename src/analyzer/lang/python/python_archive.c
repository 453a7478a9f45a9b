/*
 * Distributions as zip files: wheels (PEP 427) and eggs. Their metadata is a member NAME.dist-info/METADATA or
 * EGG-INFO/PKG-INFO, at the top. A zip is read to its end for it, as wheels have their metadata last.
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/python/metadata.h"
#include "layer/zip.h"

enum { METADATA_MAX = 4 * 1024 * 1024 /* the description of a project is in it */ };

/* Passes the bytes of a reader on: zip archives are read from sources. */
struct reader_source {
    struct source source;
    struct reader *reader;
};

static bool reader_source_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct reader_source *from = (struct reader_source *)source;

    *chunk = reader_chunk(from->reader);
    return reader_ok(from->reader, error);
}

/* "NAME.dist-info/METADATA" and no folder deeper. */
static bool is_metadata(struct slice path)
{
    struct slice folder = path_folder(path), base = path_base(path);

    if (slice_find_byte(folder, '/') < folder.len)
        return false;
    if (slice_equal(base, S("METADATA")))
        return slice_ends(folder, S(".dist-info"));
    return slice_equal(base, S("PKG-INFO")) &&
           (slice_equal(folder, S("EGG-INFO")) || slice_ends(folder, S(".egg-info")));
}

/* Where exactly depends on the size of chunks. A damaged archive is no damaged layer. */
static bool damaged(struct error *error)
{
    if (error->code == ERROR_LIMIT || error->code == ERROR_UNSUPPORTED)
        return fail(error, error->code, "an archive that is not read: %s",
                    error->code == ERROR_LIMIT ? "its metadata is too large" : "encrypted, or of another method");
    return fail(error, ERROR_MALFORMED, "the archive is damaged");
}

/* All of it, so that its checksum was seen before anything counts. */
static bool member_read(struct reader *reader, struct facts *facts, struct error *error)
{
    struct slice content;

    if (!content_read(reader, facts->arena, METADATA_MAX, &content, error))
        return damaged(error);
    struct reader whole = reader_over(content);
    return metadata_read(&whole, facts, error);
}

static bool members_read(struct zip *zip, struct facts *facts, struct error *error)
{
    struct entry member = {0};
    bool found = false, good = true;

    while (good && !found && zip_next(zip, &member)) {
        if (member.kind != ENTRY_FILE || !is_metadata(member.path))
            continue;
        found = true;
        good = member_read(&member.reader, facts, error);
    }
    if (!good || found)
        return good;
    return zip_ok(zip, error) ? fail(error, ERROR_MALFORMED, "an archive without metadata") : damaged(error);
}

static bool python_archive_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct reader_source from = {.source = {.next = reader_source_next}, .reader = &entry->reader};

    if (!zip_recognise(reader_peek(&entry->reader, 4)))
        return fail(error, ERROR_MALFORMED, "not a zip archive");
    struct zip *zip = zip_open(facts->arena, &from.source);
    bool good = members_read(zip, facts, error);
    zip_close(zip);
    return good;
}

const struct analyzer analyzer_python_archive = {
    .name = "python_archive",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".whl"}, {GATE_SUFFIX, ".egg"}, {0}},
    .read = python_archive_read,
};
