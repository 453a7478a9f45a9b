#include "layer/zip.h"

#include "base/load.h"
#include "layer/inflate.h"

enum {
    SIGNATURE_LOCAL = 0x04034b50,
    SIGNATURE_CENTRAL = 0x02014b50,
    SIGNATURE_END = 0x06054b50,
    SIGNATURE_END64 = 0x06064b50,
    SIGNATURE_DESCRIPTOR = 0x08074b50,

    FLAG_ENCRYPTED = 1 << 0,
    FLAG_DESCRIPTOR = 1 << 3, /* checksum and sizes stand behind the data */
    METHOD_STORED = 0,
    METHOD_DEFLATED = 8,
    EXTRA_ZIP64 = 1,

    OUT_LEN = 64 * 1024,
    ENGINE_MEMORY = 1024 * 1024, /* inflate's window and tables take less */
};
#define SIZE_ABSENT 0xffffffffu /* in the 32-bit field: the size stands in the zip64 field */

struct member {
    struct source source;
    unsigned method;
    bool descriptor, zip64;
    uint64_t packed, size; /* as the header tells; of no meaning with a descriptor */
    uint32_t crc;
    uint64_t packed_seen, size_seen;
    uint32_t crc_seen;
    bool ended;
};

struct zip {
    struct arena *arena;
    struct reader in;
    const struct inflate_engine *engine;
    struct pool pool;
    void *state;
    struct inflate_spare spare; /* stands before `in` */
    uint8_t *out, *path;
    struct member member;
    bool ended, failed;
    struct error error;
};

static bool __attribute__((format(printf, 3, 4)))
zip_fail(struct zip *zip, enum error_code code, const char *format, ...)
{
    va_list arguments;

    if (zip->failed)
        return false;
    zip->failed = true;
    va_start(arguments, format);
    fail_list(&zip->error, code, format, arguments);
    va_end(arguments);
    return fail_within(&zip->error, "zip: byte %llu", (unsigned long long)zip->in.position);
}

/* The archive itself could not be read on. */
static bool zip_fail_input(struct zip *zip)
{
    struct error error;

    if (zip->failed || reader_ok(&zip->in, &error))
        return zip_fail(zip, ERROR_TRUNCATED, "the archive ends within a member");
    zip->failed = true;
    zip->error = error;
    return false;
}

static bool zip_take(struct zip *zip, uint8_t *out, size_t n)
{
    size_t early = n < zip->spare.count ? n : zip->spare.count;
    struct slice rest;

    memcpy(out, zip->spare.bytes, early);
    memmove(zip->spare.bytes, zip->spare.bytes + early, zip->spare.count - early);
    zip->spare.count -= early;
    rest = reader_take(&zip->in, n - early);
    if (rest.len < n - early)
        return zip_fail_input(zip);
    memcpy(out + early, rest.at, rest.len);
    return true;
}

/* --- the content of a member */

static bool take_descriptor(struct zip *zip)
{
    struct member *member = &zip->member;
    size_t len = member->zip64 ? 20 : 12; /* checksum, packed size, size */
    uint8_t bytes[20];

    if (!zip_take(zip, bytes, 4))
        return false;
    if (load_le32(bytes) == SIGNATURE_DESCRIPTOR && !zip_take(zip, bytes, 4)) /* most write it, none must */
        return false;
    if (!zip_take(zip, bytes + 4, len - 4))
        return false;
    member->crc = load_le32(bytes);
    member->packed = member->zip64 ? load_le64(bytes + 4) : load_le32(bytes + 4);
    member->size = member->zip64 ? load_le64(bytes + 12) : load_le32(bytes + 8);
    if (member->zip64)
        return true;
    /* Without zip64 the counts are told modulo 2^32. */
    member->packed_seen &= UINT32_MAX;
    member->size_seen &= UINT32_MAX;
    return true;
}

static bool member_end(struct zip *zip)
{
    struct member *member = &zip->member;

    member->ended = true;
    if (member->descriptor && !take_descriptor(zip))
        return false;
    if (member->crc != member->crc_seen)
        return zip_fail(zip, ERROR_LAYER_UNREADABLE, "the checksum of a member does not hold");
    if (member->size != member->size_seen || member->packed != member->packed_seen)
        return zip_fail(zip, ERROR_LAYER_UNREADABLE, "the length of a member does not hold");
    return true;
}

static bool stored_next(struct zip *zip, struct slice *chunk)
{
    struct member *member = &zip->member;
    uint64_t left = member->packed - member->packed_seen;

    *chunk = reader_take_upto(&zip->in, left < OUT_LEN ? left : OUT_LEN);
    if (chunk->len == 0 && left > 0)
        return zip_fail_input(zip);
    member->packed_seen += chunk->len;
    return true;
}

/* One step of inflate. returns  false on damage */
static bool inflate_step(struct zip *zip, struct decoder_room *room)
{
    struct member *member = &zip->member;
    struct inflate_spare spare = {.count = 0};
    struct slice in = reader_peek(&zip->in, 1).len ? zip->in.left : (struct slice){0};
    size_t before;

    if (!member->descriptor && in.len > member->packed - member->packed_seen)
        in.len = (size_t)(member->packed - member->packed_seen);
    before = in.len;
    if (before == 0 && (member->descriptor || member->packed_seen < member->packed))
        return zip_fail_input(zip);
    enum inflate_state_kind kind = zip->engine->run(zip->state, &in, room, &spare);
    reader_advance(&zip->in, before - in.len);
    member->packed_seen += before - in.len;
    if (kind == INFLATE_END) {
        member->packed_seen -= spare.count;
        zip->spare = spare;
        member->ended = true;
        if (!member->descriptor && spare.count) /* read too far, within what the header gave this member */
            return zip_fail(zip, ERROR_LAYER_UNREADABLE, "the length of a member does not hold");
    } else if (kind == INFLATE_DAMAGED || (before == 0 && room->made < room->room)) {
        return zip_fail(zip, ERROR_LAYER_UNREADABLE, "the compressed data is damaged");
    }
    return true;
}

static bool deflated_next(struct zip *zip, struct slice *chunk)
{
    struct decoder_room room = {.at = zip->out, .room = OUT_LEN};

    while (!zip->member.ended && room.made < room.room)
        if (!inflate_step(zip, &room))
            break;
    *chunk = slice_of(zip->out, room.made);
    return room.made > 0 || !zip->failed; /* what came before the damage is given out first */
}

static bool member_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct zip *zip = (struct zip *)((uint8_t *)source - offsetof(struct zip, member.source));
    struct member *member = &zip->member;

    *chunk = (struct slice){0};
    if (!zip->failed && !member->ended) {
        bool stored = member->method == METHOD_STORED;
        if (stored ? stored_next(zip, chunk) : deflated_next(zip, chunk)) {
            member->crc_seen = zip->engine->crc(member->crc_seen, *chunk);
            member->size_seen += chunk->len;
            member->ended |= stored && member->packed_seen == member->packed;
            if (member->ended && !zip->failed)
                (void)member_end(zip);
            if (chunk->len)
                return true;
        }
    }
    if (zip->failed)
        *error = zip->error;
    return !zip->failed;
}

/* --- headers */

/* Sizes that did not fit into the header (4.5.3). */
static void take_extra(struct member *member, struct slice extra)
{
    struct reader r = reader_over(extra);

    while (r.left.len >= 4) {
        uint16_t id = reader_u16le(&r);
        struct reader field = reader_sub(&r, reader_u16le(&r));
        if (id != EXTRA_ZIP64 || r.failed)
            continue;
        member->zip64 = true;
        if (member->size == SIZE_ABSENT)
            member->size = reader_u64le(&field);
        if (member->packed == SIZE_ABSENT)
            member->packed = reader_u64le(&field);
    }
}

static bool take_local(struct zip *zip, struct entry *entry)
{
    struct member *member = &zip->member;
    uint8_t fixed[26];
    struct slice name, extra;
    bool folder;

    if (!zip_take(zip, fixed, sizeof(fixed)))
        return false;
    unsigned flags = load_le16(fixed + 2);
    *member = (struct member){
        .source = {.next = member_next},
        .method = load_le16(fixed + 4),
        .descriptor = flags & FLAG_DESCRIPTOR,
        .crc = load_le32(fixed + 10),
        .packed = load_le32(fixed + 14),
        .size = load_le32(fixed + 18),
    };
    name = reader_take(&zip->in, load_le16(fixed + 22));
    if (!zip->in.failed && !path_normalise(name, zip->path, &entry->path))
        return zip_fail(zip, ERROR_LIMIT, "the name of a member is too long, or has a NUL");
    folder = slice_ends(name, S("/"));
    extra = reader_take(&zip->in, load_le16(fixed + 24));
    if (zip->in.failed)
        return zip_fail_input(zip);
    take_extra(member, extra);
    if (flags & FLAG_ENCRYPTED)
        return zip_fail(zip, ERROR_UNSUPPORTED, "a member is encrypted");
    if (member->method != METHOD_DEFLATED && (member->method != METHOD_STORED || member->descriptor))
        return zip_fail(zip, ERROR_UNSUPPORTED, "a member that cannot be read as it comes (method %u)", member->method);
    if (member->method == METHOD_DEFLATED)
        zip->engine->reset(zip->state);
    entry->kind = folder ? ENTRY_FOLDER : ENTRY_FILE;
    entry->size = member->descriptor ? 0 : member->size;
    return true;
}

bool zip_recognise(struct slice head)
{
    return head.len >= 4 && (load_le32(head.at) == SIGNATURE_LOCAL || load_le32(head.at) == SIGNATURE_END);
}

struct zip *zip_open(struct arena *arena, struct source *archive)
{
    struct zip *zip = arena_new(arena, struct zip);

    zip->arena = arena;
    zip->in = reader_from(archive, arena);
    zip->engine = inflate_engine_at(0);
    zip->pool = pool_over(arena, ENGINE_MEMORY);
    zip->state = zip->engine->create(&zip->pool);
    zip->out = arena_array(arena, uint8_t, OUT_LEN);
    zip->path = arena_array(arena, uint8_t, UINT16_MAX);
    zip->member.ended = true;
    if (zip->state == NULL)
        zip_fail(zip, ERROR_LIMIT, "no memory for the decoder");
    return zip;
}

/* What a reader left of the member before. */
static bool drain(struct zip *zip)
{
    struct slice chunk;
    struct error error;

    while (!zip->failed && !zip->member.ended)
        (void)member_next(&zip->member.source, &chunk, &error);
    return !zip->failed;
}

bool zip_next(struct zip *zip, struct entry *entry)
{
    uint8_t bytes[4];

    *entry = (struct entry){.arena = zip->arena, .offset = UINT64_MAX};
    if (zip->ended || !drain(zip) || !zip_take(zip, bytes, 4))
        return false;
    switch (load_le32(bytes)) {
    case SIGNATURE_LOCAL: break;
    case SIGNATURE_CENTRAL:
    case SIGNATURE_END:
    case SIGNATURE_END64: zip->ended = true; return false;
    default: return zip_fail(zip, ERROR_LAYER_UNREADABLE, "neither a member nor the end of the archive");
    }
    if (!take_local(zip, entry))
        return false;
    entry->reader = reader_from(&zip->member.source, zip->arena);
    return true;
}

void zip_close(struct zip *zip)
{
    reader_close(&zip->in);
    zip->ended = true;
}

bool zip_ok(const struct zip *zip, struct error *error)
{
    if (zip->failed)
        *error = zip->error;
    return !zip->failed;
}
