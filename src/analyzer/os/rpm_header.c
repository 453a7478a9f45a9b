#include "analyzer/os/rpm_header.h"

#include "base/reader.h"
#include "base/sort.h"

/* HEADER_TAGS_MAX of rpm (lib/header.cc). */
enum { ENTRIES_MAX = 0xffff, ENTRY_SIZE = 16, INTRO_SIZE = 8 };

/* Types of data (rpm include/rpm/rpmtag.h, rpmTagType). */
enum {
    TYPE_CHAR = 1,
    TYPE_INT8 = 2,
    TYPE_INT16 = 3,
    TYPE_INT32 = 4,
    TYPE_STRING = 6,
    TYPE_BIN = 7,
    TYPE_STRING_ARRAY = 8,
    TYPE_I18N_STRING = 9,
};

/* RPMTAG_HEADERIMAGE, HEADERSIGNATURES, HEADERIMMUTABLE: the entry that encloses a region. */
enum { REGION_FIRST = 61, REGION_LAST = 63 };

/* Numbers from rpm include/rpm/rpmtag.h; ascending. */
static const struct {
    uint32_t tag;
    const char *name;
} fields[RPM_FIELDS] = {
    [RPM_NAME] = {1000, "name"},
    [RPM_VERSION] = {1001, "version"},
    [RPM_RELEASE] = {1002, "release"},
    [RPM_EPOCH] = {1003, "epoch"},
    [RPM_VENDOR] = {1011, "vendor"},
    [RPM_LICENSE] = {1014, "license"},
    [RPM_PACKAGER] = {1015, "packager"},
    [RPM_ARCH] = {1022, "arch"},
    [RPM_FILESTATES] = {1029, "filestates"},
    [RPM_FILEMODES] = {1030, "filemodes"},
    [RPM_FILEDIGESTS] = {1035, "filedigests"},
    [RPM_FILEFLAGS] = {1037, "fileflags"},
    [RPM_SOURCERPM] = {1044, "sourcerpm"},
    [RPM_DIRINDEXES] = {1116, "dirindexes"},
    [RPM_BASENAMES] = {1117, "basenames"},
    [RPM_DIRNAMES] = {1118, "dirnames"},
    [RPM_FILEDIGESTALGO] = {5011, "filedigestalgo"},
    [RPM_MODULARITYLABEL] = {5096, "modularitylabel"},
};

struct entry_info {
    uint32_t tag;
    struct rpm_item item;
};

static struct entry_info entry_take(struct reader *r)
{
    struct entry_info info;

    info.tag = reader_u32be(r);
    info.item.type = reader_u32be(r);
    info.item.offset = reader_u32be(r);
    info.item.count = reader_u32be(r);
    return info;
}

/*
 * How many entries the first region holds. Its trailer, an index entry in the data store, says so as a negative offset;
 * entries behind it ("dribbles") were added when the package was installed, and replace those of the region.
 */
static uint32_t region_entries(struct slice index, struct slice store, uint32_t entries)
{
    struct reader r = reader_over(index);
    struct entry_info first = entry_take(&r);

    if (first.tag < REGION_FIRST || first.tag > REGION_LAST || first.item.type != TYPE_BIN ||
        first.item.count != ENTRY_SIZE)
        return entries;
    struct reader at = reader_over(slice_skip(store, first.item.offset));
    struct entry_info trailer = entry_take(&at);
    uint32_t bytes = 0u - trailer.item.offset;
    if (at.failed || trailer.tag < REGION_FIRST || trailer.tag > REGION_LAST || bytes / ENTRY_SIZE > entries)
        return entries;
    return bytes / ENTRY_SIZE;
}

/* returns  the field with that tag, or RPM_FIELDS */
static enum rpm_field field_of(uint32_t tag)
{
    size_t first = SORTED_FIRST(RPM_FIELDS, i, fields[i].tag >= tag);

    return first < RPM_FIELDS && fields[first].tag == tag ? (enum rpm_field)first : RPM_FIELDS;
}

bool rpm_header_parse(struct slice blob, struct rpm_header *header, struct error *error)
{
    struct reader r = reader_over(blob);
    uint32_t entries = reader_u32be(&r), bytes = reader_u32be(&r);

    if (r.failed)
        return fail(error, ERROR_MALFORMED, "header of %zu bytes", blob.len);
    if (entries == 0 || entries > ENTRIES_MAX)
        return fail(error, ERROR_MALFORMED, "header with %u index entries", entries);
    if ((uint64_t)entries * ENTRY_SIZE + bytes > blob.len - INTRO_SIZE)
        return fail(error, ERROR_MALFORMED, "header of %zu bytes says that it has %u index entries and %u data bytes",
                    blob.len, entries, bytes);
    struct slice index = reader_take(&r, (uint64_t)entries * ENTRY_SIZE);
    *header = (struct rpm_header){.store = reader_take(&r, bytes)};

    uint32_t region = region_entries(index, header->store, entries);
    struct reader rest = reader_over(index);
    bool dribble[RPM_FIELDS] = {false};
    for (uint32_t i = 0; i < entries; i++) {
        struct entry_info info = entry_take(&rest);
        enum rpm_field field = field_of(info.tag);
        if (field == RPM_FIELDS || info.item.type == 0)
            continue;
        if (header->items[field].type != 0 && (i < region || dribble[field]))
            continue;
        header->items[field] = info.item;
        dribble[field] = i >= region;
    }
    return true;
}

bool rpm_header_has(const struct rpm_header *header, enum rpm_field field)
{
    return header->items[field].type != 0;
}

const char *rpm_field_name(enum rpm_field field)
{
    return fields[field].name;
}

bool rpm_header_strings(const struct rpm_header *header, enum rpm_field field, struct rpm_strings *strings)
{
    const struct rpm_item *item = &header->items[field];

    if (item->type != TYPE_STRING && item->type != TYPE_STRING_ARRAY && item->type != TYPE_I18N_STRING)
        return false;
    if (item->offset >= header->store.len || item->count > header->store.len - item->offset)
        return false;
    *strings = (struct rpm_strings){slice_skip(header->store, item->offset), item->count};
    return true;
}

bool rpm_strings_next(struct rpm_strings *strings, struct slice *text)
{
    struct slice rest;

    if (strings->count == 0)
        return false;
    if (!slice_cut(strings->left, 0, text, &rest)) {
        strings->count = 0;
        return false;
    }
    strings->left = rest;
    strings->count--;
    return true;
}

bool rpm_header_string(const struct rpm_header *header, enum rpm_field field, struct slice *text)
{
    struct rpm_strings strings;
    struct slice found;

    if (!rpm_header_strings(header, field, &strings) || !rpm_strings_next(&strings, &found))
        return false;
    *text = found;
    return true;
}

bool rpm_header_numbers(const struct rpm_header *header, enum rpm_field field, struct rpm_numbers *numbers)
{
    const struct rpm_item *item = &header->items[field];
    unsigned width;

    switch (item->type) {
    case TYPE_CHAR:
    case TYPE_INT8: width = 1; break;
    case TYPE_INT16: width = 2; break;
    case TYPE_INT32: width = 4; break;
    default: return false;
    }
    if (item->offset > header->store.len || item->count > (header->store.len - item->offset) / width)
        return false;
    *numbers = (struct rpm_numbers){slice_skip(header->store, item->offset), item->count, width};
    return true;
}

uint32_t rpm_number(const struct rpm_numbers *numbers, uint32_t index)
{
    uint32_t value = 0;

    if (index >= numbers->count)
        return 0;
    const uint8_t *at = numbers->bytes.at + (size_t)index * numbers->width;
    for (unsigned i = 0; i < numbers->width; i++)
        value = value << 8 | at[i];
    return value;
}
