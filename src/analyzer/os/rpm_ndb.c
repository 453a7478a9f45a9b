/*
 * SUSE's database 'Packages.db': pages of 16-byte slots that name blobs of 16-byte blocks, little endian (rpm
 * lib/backend/ndb/rpmpkg.cc). A blob has a head, the header, zeros up to the end of its last block and a tail with an
 * Adler-32 over all before it, which rpm itself does not check when it reads.
 */
#include "analyzer/format/zlib.h"
#include "analyzer/os/rpm_package.h"

enum { BLOCK = 16, SLOT = 16, PAGE = 4096, HEAD = 16, TAIL = 12, SLOTS_HIDDEN = 2 /* by the file's own header */ };

struct ndb {
    const struct spool *spool;
    const struct spooled *file;
    struct rpm_rows rows;
    uint64_t pages; /* of slots */
};

struct ndb_slot {
    uint32_t number, first, count; /* of the package; of its blocks */
};

static bool ndb_bytes(const struct ndb *ndb, uint64_t at, void *out, size_t len)
{
    return spool_read(ndb->spool, ndb->file, at, out, len) == len;
}

static void ndb_damage(struct ndb *ndb, const struct ndb_slot *slot, const char *what)
{
    rpm_rows_problem(&ndb->rows, ERROR_DATABASE_UNREADABLE, "header %u: %s", slot->number, what);
}

static void ndb_blob(struct ndb *ndb, const struct ndb_slot *slot)
{
    uint64_t start = (uint64_t)slot->first * BLOCK, size = (uint64_t)slot->count * BLOCK;
    uint8_t head[HEAD], tail[BLOCK + TAIL];

    if (!ndb_bytes(ndb, start, head, HEAD)) {
        ndb_damage(ndb, slot, "its blob lies behind the end of the file");
        return;
    }
    struct reader r = reader_over(slice_of(head, HEAD));
    bool magic = slice_equal(reader_take(&r, 4), S("BlbS"));
    uint32_t number = reader_u32le(&r);
    reader_skip(&r, 4); /* a time */
    uint32_t len = reader_u32le(&r);
    if (!magic || number != slot->number || ((uint64_t)HEAD + len + TAIL + BLOCK - 1) / BLOCK != slot->count) {
        ndb_damage(ndb, slot, "its blob is damaged or another's");
        return;
    }

    uint8_t *room = rpm_rows_room(&ndb->rows, slot->number, len);
    if (!room)
        return;
    size_t rest = (size_t)(size - HEAD - len); /* zeros and tail: less than a block and a tail */
    if (!ndb_bytes(ndb, start + HEAD, room, len) || !ndb_bytes(ndb, start + HEAD + len, tail, rest)) {
        ndb_damage(ndb, slot, "its blob is cut by the end of the file");
        return;
    }
    uint32_t sum = zlib_adler32(zlib_adler32(1, slice_of(head, HEAD)), slice_of(room, len));
    sum = zlib_adler32(sum, slice_of(tail, rest - TAIL));
    struct reader end = reader_over(slice_of(tail + (rest - TAIL), TAIL));
    if (reader_u32le(&end) != sum)
        rpm_rows_problem(&ndb->rows, ERROR_INTEGRITY, "header %u: its checksum does not hold", slot->number);
    if (reader_u32le(&end) != len || !slice_equal(reader_take(&end, 4), S("BlbE")))
        ndb_damage(ndb, slot, "the end of its blob is damaged");
    rpm_rows_add(&ndb->rows, slot->number, slice_of(room, len));
}

static void ndb_slot(struct ndb *ndb, struct reader *r)
{
    struct ndb_slot slot;
    bool magic = slice_equal(reader_take(r, 4), S("Slot"));

    slot.number = reader_u32le(r);
    slot.first = reader_u32le(r);
    slot.count = reader_u32le(r);
    if (magic && slot.number == 0 && slot.first == 0 && slot.count == 0)
        return; /* free */
    if (!magic)
        rpm_rows_problem(&ndb->rows, ERROR_DATABASE_UNREADABLE, "a slot is damaged");
    else if (slot.number == 0 || slot.count < (HEAD + TAIL + BLOCK - 1) / BLOCK ||
             slot.first < ndb->pages * (PAGE / BLOCK) || ((uint64_t)slot.first + slot.count) * BLOCK > ndb->file->size)
        ndb_damage(ndb, &slot, "its slot points out of the file or into the slots");
    else
        ndb_blob(ndb, &slot);
}

static void ndb_slots(struct ndb *ndb)
{
    uint8_t page[PAGE];

    for (uint64_t i = 0; i < ndb->pages && !ndb->rows.full; i++) {
        if (!ndb_bytes(ndb, i * PAGE, page, PAGE)) {
            rpm_rows_problem(&ndb->rows, ERROR_DATABASE_UNREADABLE, "page %llu of %llu with slots is not there",
                             (unsigned long long)i, (unsigned long long)ndb->pages);
            return;
        }
        struct reader r = reader_over(slice_of(page, PAGE));
        if (i == 0)
            reader_skip(&r, SLOTS_HIDDEN * SLOT);
        while (!reader_at_end(&r) && !ndb->rows.full)
            ndb_slot(ndb, &r);
    }
}

static bool rpm_ndb_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                         struct error *error)
{
    struct ndb ndb = {.spool = spool, .file = file};
    uint8_t intro[SLOTS_HIDDEN * SLOT];

    if (!ndb_bytes(&ndb, 0, intro, sizeof(intro)))
        return fail(error, ERROR_DATABASE_UNREADABLE, "too short for an ndb database");
    struct reader r = reader_over(slice_of(intro, sizeof(intro)));
    if (!slice_equal(reader_take(&r, 4), S("RpmP")))
        return fail(error, ERROR_DATABASE_UNREADABLE, "not an ndb database");
    uint32_t version = reader_u32le(&r);
    if (version != 0)
        return fail(error, ERROR_UNSUPPORTED, "ndb version %u", version);
    reader_skip(&r, 4); /* generation */
    ndb.pages = reader_u32le(&r);
    if (ndb.pages == 0)
        return fail(error, ERROR_DATABASE_UNREADABLE, "an ndb database without a page of slots");
    rpm_rows_begin(&ndb.rows, facts, file->size);
    ndb_slots(&ndb);
    rpm_rows_end(&ndb.rows);
    return true;
}

const struct analyzer analyzer_rpm_ndb = {
    .name = "rpm_ndb",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "var/lib/rpm/Packages.db"},
                                   {GATE_PATH, "usr/lib/sysimage/rpm/Packages.db"},
                                   {GATE_PATH, "usr/share/rpm/Packages.db"},
                                   {GATE_END, NULL}},
    .read_spooled = rpm_ndb_read,
    .database = true,
};
