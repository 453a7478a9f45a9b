/*
 * Package files of rpm that lie in an image: they are not installed, so what they hold is declared. Source: rpm,
 * docs/manual/format_v4.md: a lead of 96 bytes, the signature's header padded to eight bytes, the header; what follows
 * is not read.
 */
#include "analyzer/os/rpm_package.h"

enum { LEAD = 96, HEADER_HEAD = 16, SIGNATURE_MAX = 64 * 1024 * 1024 };

/* Index entries and data bytes of the header that begins here, as the length behind both counts. */
static bool header_begin(struct reader *reader, uint32_t counts[2], uint64_t *len)
{
    struct slice magic = reader_take(reader, 8);

    if (!slice_starts(magic, S("\x8e\xad\xe8\x01")))
        return reader_fail(reader, ERROR_MALFORMED, "no header of rpm");
    counts[0] = reader_u32be(reader);
    counts[1] = reader_u32be(reader);
    *len = (uint64_t)counts[0] * 16 + counts[1];
    return !reader->failed;
}

static void put_u32be(uint8_t *at, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(number >> (24 - 8 * i));
}

/*
 * Whether what tells a package from all others stands in the first `len` bytes of the blob: of a package file that was
 * cut nothing else is missed, as nothing is when what follows the header was cut.
 */
static bool names_package(struct slice blob, uint64_t len)
{
    static const enum rpm_field texts[] = {RPM_NAME, RPM_VERSION, RPM_RELEASE, RPM_ARCH};
    struct rpm_header header;
    struct error error;
    struct slice text;

    if (!rpm_header_parse(blob, &header, &error) || !rpm_header_has(&header, RPM_NAME))
        return false;
    uint64_t store = (uint64_t)(header.store.at - blob.at);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (rpm_header_has(&header, texts[i]) &&
            (!rpm_header_string(&header, texts[i], &text) || (uint64_t)(text.at - blob.at) + text.len >= len))
            return false;
    return !rpm_header_has(&header, RPM_EPOCH) || store + header.items[RPM_EPOCH].offset + 4 <= len;
}

/* The header's bytes as a database has them: both counts, index, data. */
static void take_header(struct reader *reader, struct rpm_rows *rows, const uint32_t counts[2], uint64_t len)
{
    uint8_t *room = rpm_rows_room(rows, 1, len + 8);

    if (room == NULL)
        return;
    put_u32be(room, counts[0]);
    put_u32be(room + 4, counts[1]);
    uint64_t done = 0;
    while (done < len) {
        struct slice piece = reader_take_upto(reader, len - done < SOURCE_CHUNK ? len - done : SOURCE_CHUNK);
        if (piece.len == 0)
            break;
        memcpy(room + 8 + done, piece.at, piece.len);
        done += piece.len;
    }
    /* A file that was cut still says what it is: name and version stand first. */
    memset(room + 8 + done, 0, len - done);
    bool named = names_package(slice_of(room, len + 8), done + 8);
    rpm_rows_add(rows, 1, slice_of(room, len + 8));
    if (done < len && !named && !reader->failed)
        reader_fail(reader, ERROR_TRUNCATED, "the header of the package is cut");
}

static bool rpm_file_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct reader *reader = &entry->reader;
    struct rpm_rows rows;
    uint32_t counts[2] = {0};
    uint64_t len = 0;

    if (!slice_starts(reader_take(reader, LEAD), S("\xed\xab\xee\xdb")) && !reader->failed)
        reader_fail(reader, ERROR_MALFORMED, "no package file of rpm");
    if (!reader->failed && header_begin(reader, counts, &len)) {
        if (len > SIGNATURE_MAX)
            reader_fail(reader, ERROR_LIMIT, "a signature of %llu bytes", (unsigned long long)len);
        else
            reader_skip(reader, len + (8 - len % 8) % 8);
    }
    rpm_rows_begin(&rows, facts, RPM_HEADER_MAX);
    rows.archive = true;
    if (!reader->failed && header_begin(reader, counts, &len))
        take_header(reader, &rows, counts, len);
    rpm_rows_end(&rows);
    return reader_ok(reader, error);
}

const struct analyzer analyzer_rpm_file = {
    .name = "rpm-file",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".rpm"}, {0}},
    .read = rpm_file_read,
};
