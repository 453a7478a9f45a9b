/*
 * Package files of dpkg that lie in an image: they are not installed, so what they hold is declared. Source: deb(5):
 * an ar archive of debian-binary, control.tar[.gz|.xz|.zst] and data.tar; the control archive holds `control`, and what
 * follows it is not read.
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/lang.h"
#include "analyzer/os/deb822.h"
#include "layer/codec.h"
#include "layer/tar.h"

enum { CONTROL_MAX = 4 * 1024 * 1024, CONTROL_WINDOW = 8 * 1024 * 1024, AR_HEAD = 60, MEMBERS_MAX = 16 };

enum { FIELD_PACKAGE, FIELD_VERSION, FIELD_ARCHITECTURE, FIELD_MAINTAINER, FIELDS };
static const char *const names[FIELDS] = {"Package", "Version", "Architecture", "Maintainer"};

static bool read_control(struct reader *reader, struct facts *facts, struct error *error)
{
    struct deb822 file = {.reader = reader, .facts = facts, .names = names, .count = FIELDS};
    struct deb822_record record;

    if (deb822_next(&file, &record) && record.values[FIELD_PACKAGE].len > 0) {
        struct package package =
            lang_package("deb", record.values[FIELD_PACKAGE], record.values[FIELD_VERSION], SCOPE_DECLARED);
        package.arch = record.values[FIELD_ARCHITECTURE];
        package.vendor = record.values[FIELD_MAINTAINER];
        epoch_split(record.values[FIELD_VERSION], &package.epoch, &package.version);
        facts_package(facts, &package);
    }
    return reader_ok(reader, error);
}

/* The member control.tar: unpacked, and `control` in it read. */
static bool read_archive(struct slice member, struct entry *entry, struct facts *facts, struct error *error)
{
    struct source_memory memory;
    struct source *unpacked;
    struct entry inner;
    bool good = true, found = false;

    if (!codec_open(entry->arena, source_memory(&memory, member, 0), CONTROL_WINDOW, &unpacked, NULL, error))
        return false;
    struct tar *tar = tar_open(entry->arena, unpacked, NULL, NULL);
    while (good && !found && tar_next(tar, &inner))
        if (inner.kind == ENTRY_FILE && slice_equal(inner.path, S("control"))) {
            found = true;
            good = read_control(&inner.reader, facts, error);
        }
    if (good && !found && tar_ok(tar, error))
        good = fail(error, ERROR_MALFORMED, "no control file in it");
    else if (!found)
        good = tar_ok(tar, error);
    tar_close(tar, &inner);
    return good;
}

/* The next member of the ar archive: its name and size. */
static bool next_member(struct reader *reader, struct slice *name, uint64_t *size, struct error *error)
{
    struct slice head = reader_take(reader, AR_HEAD);

    if (!reader_ok(reader, error))
        return false;
    *name = slice_trim(slice_head(head, 16));
    if (slice_ends(*name, S("/")))
        *name = slice_head(*name, name->len - 1);
    if (!slice_decimal(slice_trim(slice_head(slice_skip(head, 48), 10)), size) || !slice_ends(head, S("`\n")))
        return fail(error, ERROR_MALFORMED, "no member of an ar archive");
    return true;
}

static bool deb_file_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct reader *reader = &entry->reader;
    struct slice name;
    uint64_t size;

    if (!slice_equal(reader_take(reader, 8), S("!<arch>\n")) && !reader->failed)
        return fail(error, ERROR_MALFORMED, "no package file of dpkg");
    for (int i = 0; i < MEMBERS_MAX; i++) {
        if (!next_member(reader, &name, &size, error))
            return false;
        if (slice_starts(name, S("control.tar"))) {
            if (size > CONTROL_MAX)
                return fail(error, ERROR_LIMIT, "a control archive of %llu bytes", (unsigned long long)size);
            struct slice member = arena_copy(entry->arena, reader_take(reader, size));
            return reader_ok(reader, error) && read_archive(member, entry, facts, error);
        }
        reader_skip(reader, size + size % 2);
    }
    return fail(error, ERROR_MALFORMED, "no control archive in it");
}

const struct analyzer analyzer_deb_file = {
    .name = "deb-file",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".deb"}, {GATE_SUFFIX, ".udeb"}, {0}},
    .read = deb_file_read,
};
