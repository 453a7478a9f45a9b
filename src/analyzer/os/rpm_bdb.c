/*
 * rpm's database before 4.16: 'Packages', a hash file of Berkeley DB, in the byte order of the machine that wrote it.
 * Keys are numbers of headers; number 0 holds the next free one. Layout: Berkeley DB src/dbinc/db_page.h; read as
 * rpm lib/backend/bdb_ro.cc does, bucket by bucket, along each bucket's chain of pages. Each page is visited once at
 * most, so chains that run in circles end.
 */
#include <stdlib.h>

#include "analyzer/os/rpm_package.h"
#include "base/cleanup.h"

enum {
    META_SIZE = 512, /* of the first page: what we need of it, and the smallest page */
    PAGE_MAX = 65536,
    PAGE_HEAD = 26,
    MAGIC_HASH = 0x00061561,
    MAGIC_BTREE = 0x00053162,
    SPARES = 32,
    FLAG_CHECKSUM = 1, /* of the file: pages have a checksum in their head */
};
/* Kinds of pages. */
enum { PAGE_HASH_UNSORTED = 2, PAGE_OVERFLOW = 7, PAGE_HASH = 13 };
/* Kinds of items on a page. */
enum { ITEM_DATA = 1, ITEM_OVERFLOW = 3, ITEM_OVERFLOW_SIZE = 12 };

struct bdb {
    const struct spool *spool;
    const struct spooled *file;
    struct rpm_rows rows;
    bool big; /* byte order */
    uint32_t page_size, pages, last_bucket;
    uint32_t spares[SPARES];
    uint64_t visits; /* pages that may still be visited */
    uint8_t *page, *overflow;
};

static uint16_t get16(const struct bdb *bdb, const uint8_t *at)
{
    return (uint16_t)(bdb->big ? at[0] << 8 | at[1] : at[1] << 8 | at[0]);
}

static uint32_t get32(const struct bdb *bdb, const uint8_t *at)
{
    return bdb->big ? (uint32_t)get16(bdb, at) << 16 | get16(bdb, at + 2)
                    : (uint32_t)get16(bdb, at + 2) << 16 | get16(bdb, at);
}

/* Parts of a page's head. */
static uint32_t page_next(const struct bdb *bdb, const uint8_t *page)
{
    return get32(bdb, page + 16);
}
static uint16_t page_items(const struct bdb *bdb, const uint8_t *page)
{
    return get16(bdb, page + 20);
}
static uint16_t page_length(const struct bdb *bdb, const uint8_t *page)
{
    return get16(bdb, page + 22);
}
static uint8_t page_kind(const uint8_t *page)
{
    return page[25];
}

/* returns  NULL, or what is wrong with the page */
static const char *page_read(struct bdb *bdb, uint32_t number, uint8_t *page)
{
    if (number == 0 || number >= bdb->pages)
        return "is not in the file";
    if (bdb->visits == 0) {
        bdb->rows.full = true;
        return "was read before: the chains of pages run in circles";
    }
    bdb->visits--;
    if (spool_read(bdb->spool, bdb->file, (uint64_t)number * bdb->page_size, page, bdb->page_size) != bdb->page_size)
        return "is cut by the end of the file";
    return get32(bdb, page + 8) == number ? NULL : "has another page's number";
}

/* Reads one page of a chain; it holds `piece` bytes, at most `left`. returns  NULL, or what is wrong with it */
static const char *overflow_page(struct bdb *bdb, uint32_t page, uint32_t left, uint32_t *piece)
{
    const char *wrong = page_read(bdb, page, bdb->overflow);

    if (wrong)
        return wrong;
    *piece = page_length(bdb, bdb->overflow);
    if (page_kind(bdb->overflow) != PAGE_OVERFLOW || *piece == 0 || *piece > left ||
        *piece > bdb->page_size - PAGE_HEAD)
        return "is no part of it";
    return NULL;
}

/* A header that is too long for a page: a chain of pages of its own. */
static void overflow_read(struct bdb *bdb, uint32_t number, uint32_t page, uint32_t len)
{
    uint8_t *room = rpm_rows_room(&bdb->rows, number, len);
    uint32_t done = 0, piece;

    if (!room)
        return;
    while (done < len) {
        const char *wrong = overflow_page(bdb, page, len - done, &piece);
        if (wrong) {
            rpm_rows_problem(&bdb->rows, ERROR_DATABASE_UNREADABLE, "header %u: page %u %s", number, page, wrong);
            return;
        }
        memcpy(room + done, bdb->overflow + PAGE_HEAD, piece);
        done += piece;
        page = page_next(bdb, bdb->overflow);
    }
    rpm_rows_add(&bdb->rows, number, slice_of(room, len));
}

static void pair_read(struct bdb *bdb, struct slice key, struct slice data)
{
    if (key.len != 5 || key.at[0] != ITEM_DATA || data.len == 0) {
        rpm_rows_problem(&bdb->rows, ERROR_DATABASE_UNREADABLE, "a key is no number of a header");
        return;
    }
    uint32_t number = get32(bdb, key.at + 1);
    if (number == 0)
        return;
    if (data.at[0] == ITEM_OVERFLOW && data.len == ITEM_OVERFLOW_SIZE) {
        overflow_read(bdb, number, get32(bdb, data.at + 4), get32(bdb, data.at + 8));
    } else if (data.at[0] == ITEM_DATA) {
        uint8_t *room = rpm_rows_room(&bdb->rows, number, data.len - 1);
        if (!room)
            return;
        memcpy(room, data.at + 1, data.len - 1);
        rpm_rows_add(&bdb->rows, number, slice_of(room, data.len - 1));
    } else {
        /* Duplicates (2, 4): rpm never has two headers under one number. */
        rpm_rows_problem(&bdb->rows, ERROR_DATABASE_UNREADABLE, "header %u: an item of kind %u", number, data.at[0]);
    }
}

/* Item number `index`: items lie from the end of the page downwards, each up to where the one before it begins. */
static bool item_find(const struct bdb *bdb, uint32_t index, uint32_t items, struct slice *item)
{
    const uint8_t *offsets = bdb->page + PAGE_HEAD;
    uint32_t end = index ? get16(bdb, offsets + 2 * (size_t)(index - 1)) : bdb->page_size;
    uint32_t start = get16(bdb, offsets + 2 * (size_t)index);

    if (start < PAGE_HEAD + 2 * items || start >= end || end > bdb->page_size)
        return false;
    *item = slice_of(bdb->page + start, end - start);
    return true;
}

static const char *page_pairs(struct bdb *bdb)
{
    uint32_t items = page_items(bdb, bdb->page);
    struct slice key, data;

    if (page_kind(bdb->page) != PAGE_HASH && page_kind(bdb->page) != PAGE_HASH_UNSORTED)
        return "is no page of a hash file";
    if (items > (bdb->page_size - PAGE_HEAD) / 2)
        return "has more items than room";
    for (uint32_t i = 0; i + 1 < items && !bdb->rows.full; i += 2) {
        if (!item_find(bdb, i, items, &key) || !item_find(bdb, i + 1, items, &data))
            return "has items that overlap";
        pair_read(bdb, key, data);
    }
    return NULL;
}

/* Bucket 0 lies on page spares[0]; those of a doubling lie together (BUCKET_TO_PAGE in src/dbinc/hash.h). */
static uint32_t bucket_page(const struct bdb *bdb, uint32_t bucket)
{
    unsigned doubling = 0;

    for (uint32_t rest = bucket; rest; rest >>= 1)
        doubling++;
    return doubling < SPARES ? bucket + bdb->spares[doubling] : 0;
}

static void bucket_read(struct bdb *bdb, uint32_t bucket)
{
    uint32_t page = bucket_page(bdb, bucket);

    do {
        const char *wrong = page_read(bdb, page, bdb->page);
        if (!wrong)
            wrong = page_pairs(bdb);
        if (wrong) {
            rpm_rows_problem(&bdb->rows, ERROR_DATABASE_UNREADABLE, "page %u %s", page, wrong);
            return;
        }
        page = page_next(bdb, bdb->page);
    } while (page != 0 && !bdb->rows.full);
}

static bool meta_read(struct bdb *bdb, struct error *error)
{
    uint8_t meta[META_SIZE];

    if (spool_read(bdb->spool, bdb->file, 0, meta, META_SIZE) != META_SIZE)
        return fail(error, ERROR_DATABASE_UNREADABLE, "too short for a Berkeley DB file");
    uint32_t magic = get32(bdb, meta + 12);
    if (magic != MAGIC_HASH && magic != MAGIC_BTREE) {
        bdb->big = true;
        magic = get32(bdb, meta + 12);
    }
    uint32_t version = get32(bdb, meta + 16), last = get32(bdb, meta + 32);
    if (magic == MAGIC_BTREE)
        return fail(error, ERROR_UNSUPPORTED, "a Berkeley DB tree, not a hash file");
    if (magic != MAGIC_HASH)
        return fail(error, ERROR_DATABASE_UNREADABLE, "not a Berkeley DB file");
    if (version < 8 || version > 10)
        return fail(error, ERROR_UNSUPPORTED, "Berkeley DB hash version %u", version);
    if (meta[24] != 0 || (meta[26] & FLAG_CHECKSUM) != 0)
        return fail(error, ERROR_UNSUPPORTED, "an encrypted or checksummed Berkeley DB file");
    bdb->page_size = get32(bdb, meta + 20);
    if (bdb->page_size < META_SIZE || bdb->page_size > PAGE_MAX || (bdb->page_size & (bdb->page_size - 1)) != 0)
        return fail(error, ERROR_DATABASE_UNREADABLE, "pages of %u bytes", bdb->page_size);
    bdb->last_bucket = get32(bdb, meta + 72);
    if (last == UINT32_MAX || bdb->last_bucket > last)
        return fail(error, ERROR_DATABASE_UNREADABLE, "%u buckets on %u pages", bdb->last_bucket, last);
    bdb->pages = last + 1;
    for (size_t i = 0; i < SPARES; i++)
        bdb->spares[i] = get32(bdb, meta + 96 + 4 * i);
    return true;
}

static bool rpm_bdb_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                         struct error *error)
{
    struct bdb bdb = {.spool = spool, .file = file};

    if (!meta_read(&bdb, error))
        return false;
    cleanup_free uint8_t *pages = malloc(2 * (size_t)bdb.page_size);
    if (!pages)
        return fail(error, ERROR_LIMIT, "no memory for pages of %u bytes", bdb.page_size);
    bdb.page = pages;
    bdb.overflow = pages + bdb.page_size;
    uint64_t whole = file->size / bdb.page_size;
    if (whole == 0)
        return fail(error, ERROR_DATABASE_UNREADABLE, "a Berkeley DB file of less than a page");
    rpm_rows_begin(&bdb.rows, facts, file->size);
    if (whole < bdb.pages)
        rpm_rows_problem(&bdb.rows, ERROR_DATABASE_UNREADABLE, "%llu of %u pages are there", (unsigned long long)whole,
                         bdb.pages);
    bdb.visits = (whole < bdb.pages ? whole : bdb.pages) - 1; /* page 0 is in no chain */
    /* Each bucket has a page, so those that the file cannot hold need not be looked for. */
    for (uint32_t bucket = 0; bucket <= bdb.last_bucket && bucket < whole && !bdb.rows.full; bucket++)
        bucket_read(&bdb, bucket);
    rpm_rows_end(&bdb.rows);
    return true;
}

const struct analyzer analyzer_rpm_bdb = {
    .name = "rpm_bdb",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "var/lib/rpm/Packages"},
                                   {GATE_PATH, "usr/lib/sysimage/rpm/Packages"},
                                   {GATE_PATH, "usr/share/rpm/Packages"},
                                   {GATE_END, NULL}},
    .read_spooled = rpm_bdb_read,
    .database = true,
};
