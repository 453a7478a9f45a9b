#include "analyzer/lang/python/metadata.h"

#include "analyzer/lang/python/pypi.h"

/* Longer lines are read only so far: enough for any field that is wanted. */
enum { METADATA_LINE_MAX = 16 * 1024, METADATA_NEEDS_MAX = 1000 };

struct metadata {
    struct slice name, version, licence, expression, author, author_email;
    struct {
        struct slice *at;
        size_t count, room;
    } needs;
};

static struct slice *field_of(struct metadata *metadata, struct slice key)
{
    const struct {
        struct slice key;
        struct slice *field;
    } fields[] = {
        {S("Name"), &metadata->name},       {S("Version"), &metadata->version},
        {S("License"), &metadata->licence}, {S("License-Expression"), &metadata->expression},
        {S("Author"), &metadata->author},   {S("Author-email"), &metadata->author_email},
    };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (slice_equal_nocase(fields[i].key, key))
            return fields[i].field;
    return NULL;
}

/* What an extra alone needs is not there for sure. */
static void need_read(struct metadata *metadata, struct arena *arena, struct slice value)
{
    struct slice name = requirement_name(value), marker;

    slice_cut(value, ';', &value, &marker);
    if (name.len > 0 && slice_find(marker, S("extra")) == SIZE_MAX && metadata->needs.count < METADATA_NEEDS_MAX)
        *ARENA_PUSH(arena, &metadata->needs) = pypi_name(arena, name);
}

static void line_read(struct metadata *metadata, struct arena *arena, struct slice line)
{
    struct slice key, value;

    if (line.at[0] == ' ' || line.at[0] == '\t' || !slice_cut(line, ':', &key, &value))
        return;
    value = slice_trim(value);
    if (slice_equal_nocase(key, S("Requires-Dist"))) {
        need_read(metadata, arena, value);
        return;
    }
    struct slice *field = field_of(metadata, key);
    if (field && field->len == 0 && !slice_equal(value, S("UNKNOWN")))
        *field = arena_copy(arena, value);
}

bool metadata_read(struct reader *reader, struct facts *facts, struct error *error)
{
    struct metadata metadata = {0};
    struct slice line;

    while (reader_line(reader, METADATA_LINE_MAX, &line) != LINE_END) {
        if (reader->line == 1 && slice_starts(line, S("\xef\xbb\xbf")))
            line = slice_skip(line, 3);
        if (slice_trim(line).len == 0)
            break;
        line_read(&metadata, facts->arena, line);
    }
    if (!reader_ok(reader, error))
        return false;
    if (metadata.name.len == 0 || metadata.version.len == 0)
        return fail(error, ERROR_MALFORMED, "no '%s' field", metadata.name.len == 0 ? "Name" : "Version");
    struct slice licence = metadata.expression.len ? metadata.expression : metadata.licence;
    struct package package = {
        .type = S("pypi"),
        .name = pypi_name(facts->arena, metadata.name),
        .epoch = EPOCH_ABSENT,
        .version = metadata.version,
        .licences = {&licence, licence.len > 0},
        .vendor = metadata.author.len ? metadata.author : metadata.author_email,
        .state = S("installed"),
        .depends_on = {metadata.needs.at, metadata.needs.count},
    };
    facts_package(facts, &package);
    return true;
}
