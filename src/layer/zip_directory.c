#include "layer/zip_directory.h"
#include "base/load.h"

enum {
    SIGNATURE_LOCAL = 0x04034b50,
    SIGNATURE_CENTRAL = 0x02014b50,
    SIGNATURE_END = 0x06054b50,
    SIGNATURE_END64 = 0x06064b50,
    SIGNATURE_LOCATOR64 = 0x07064b50,

    LOCAL_LEN = 30,
    CENTRAL_LEN = 46,
    END_LEN = 22,
    END64_LEN = 56,
    LOCATOR64_LEN = 20,
    COMMENT_MAX = 65535,

    FLAG_ENCRYPTED = 1 << 0,
    EXTRA_ZIP64 = 1,
    DESCRIPTOR_MAX = 24,
};
#define ABSENT32 0xffffffffu /* the value stands in the zip64 field */
#define ABSENT16 0xffffu

static bool read_all(const struct zip_bytes *bytes, uint64_t at, uint8_t *buffer, size_t len)
{
    return at <= bytes->size && len <= bytes->size - at && bytes->read(bytes, at, buffer, len) == len;
}

static bool signature_at(const struct zip_bytes *bytes, uint64_t at, uint32_t signature)
{
    uint8_t head[4];
    return read_all(bytes, at, head, sizeof(head)) && load_le32(head) == signature;
}

/* --- the end record */

/* What the end record says; 64-bit values where they did not fit. */
struct end {
    uint64_t at; /* of the record before which the directory ends */
    uint64_t count, len, offset;
    bool wide;
};

/* The directory ends where the end record begins; what its own offset says less of stands before the archive. */
static bool end_fits(const struct zip_bytes *bytes, const struct end *end)
{
    if (end->len > end->at || end->offset > end->at - end->len)
        return false;
    return end->count == 0 || (end->len >= CENTRAL_LEN && signature_at(bytes, end->at - end->len, SIGNATURE_CENTRAL));
}

/* The zip64 record stands where the locator says, or right before it when something was put before the archive. */
static bool take_end64(const struct zip_bytes *bytes, struct end *end)
{
    uint8_t locator[LOCATOR64_LEN], record[END64_LEN];

    if (end->at < LOCATOR64_LEN + END64_LEN || !read_all(bytes, end->at - LOCATOR64_LEN, locator, sizeof(locator)) ||
        load_le32(locator) != SIGNATURE_LOCATOR64)
        return false;
    uint64_t places[] = {load_le64(locator + 8), end->at - LOCATOR64_LEN - END64_LEN};
    for (size_t i = 0; i < 2; i++) {
        if (!read_all(bytes, places[i], record, sizeof(record)) || load_le32(record) != SIGNATURE_END64)
            continue;
        struct end wide = {.at = places[i],
                           .count = load_le64(record + 32),
                           .len = load_le64(record + 40),
                           .offset = load_le64(record + 48),
                           .wide = true};
        if (!end_fits(bytes, &wide))
            continue;
        *end = wide;
        return true;
    }
    return false;
}

/* tail  the last bytes of the file; `at` is a place in it */
static bool take_end(const struct zip_bytes *bytes, struct slice tail, size_t at, struct end *end)
{
    const uint8_t *record = tail.at + at;

    if (load_le32(record) != SIGNATURE_END)
        return false;
    *end = (struct end){.at = bytes->size - tail.len + at,
                        .count = load_le16(record + 10),
                        .len = load_le32(record + 12),
                        .offset = load_le32(record + 16)};
    if ((end->count == ABSENT16 || end->len == ABSENT32 || end->offset == ABSENT32) && take_end64(bytes, end))
        return true;
    /* As java.util.zip.ZipFile: a comment that reaches the end of the file, or else a directory where it must be. */
    return end_fits(bytes, end) && (end->count > 0 || tail.len - at - END_LEN == load_le16(record + 20));
}

/* Looks for it from behind in the last `len` bytes. */
static bool find_within(const struct zip_bytes *bytes, struct arena *arena, size_t len, struct end *end)
{
    struct arena_mark mark = arena_mark(arena);
    uint8_t *tail = arena_array(arena, uint8_t, len + 1);
    bool found = false;

    if (read_all(bytes, bytes->size - len, tail, len))
        for (size_t back = END_LEN; back <= len && !found; back++)
            found = take_end(bytes, slice_of(tail, len), len - back, end);
    arena_reset(arena, mark);
    return found;
}

static bool find_end(const struct zip_bytes *bytes, struct arena *arena, struct end *end, struct error *error)
{
    enum { SHORT = 1024 }; /* most archives have no comment */
    size_t len = bytes->size < END_LEN + COMMENT_MAX ? (size_t)bytes->size : END_LEN + COMMENT_MAX;

    if (find_within(bytes, arena, len < SHORT ? len : SHORT, end) || find_within(bytes, arena, len, end))
        return true;
    return fail(error, ERROR_MALFORMED, "no zip archive, or one without its end");
}

/* --- the directory */

static bool directory_chunk(struct source *source, struct slice *chunk, struct error *error)
{
    struct zip_directory *directory = (struct zip_directory *)source;
    size_t wanted = directory->left < ZIP_WINDOW ? (size_t)directory->left : ZIP_WINDOW;

    if (!read_all(directory->bytes, directory->position, directory->window, wanted))
        return fail(error, ERROR_LAYER_UNREADABLE, "the directory cannot be read");
    directory->position += wanted;
    directory->left -= wanted;
    *chunk = slice_of(directory->window, wanted);
    return true;
}

bool zip_directory_open(struct zip_directory *directory, const struct zip_bytes *bytes, struct arena *arena,
                        struct error *error)
{
    struct end end;

    if (!find_end(bytes, arena, &end, error))
        return false;
    *directory = (struct zip_directory){.source = {.next = directory_chunk},
                                        .bytes = bytes,
                                        .window = arena_array(arena, uint8_t, ZIP_WINDOW),
                                        .start = end.at - end.len,
                                        .position = end.at - end.len,
                                        .left = end.len,
                                        .base = end.at - end.len - end.offset,
                                        .told = end.count,
                                        .wide = end.wide};
    directory->reader = reader_from(&directory->source, arena);
    return true;
}

/* Values that did not fit into the entry, in the order in which they stand there (4.5.3). */
static void take_extra(struct zip_member *member, struct slice extra)
{
    struct reader r = reader_over(extra);

    while (r.left.len >= 4) {
        uint16_t id = reader_u16le(&r);
        struct reader field = reader_sub(&r, reader_u16le(&r));
        if (id != EXTRA_ZIP64 || r.failed)
            continue;
        if (member->size == ABSENT32)
            member->size = reader_u64le(&field);
        if (member->packed == ABSENT32)
            member->packed = reader_u64le(&field);
        if (member->offset == ABSENT32)
            member->offset = reader_u64le(&field);
    }
}

/* Where the member at `header` really ends, by its local header; what lies between is no other member's. */
static bool is_hidden(const struct zip_directory *directory, uint64_t header, uint64_t least, uint64_t next)
{
    uint8_t local[LOCAL_LEN];

    if (!read_all(directory->bytes, header, local, sizeof(local)) || load_le32(local) != SIGNATURE_LOCAL)
        return false;
    uint64_t end = least + load_le16(local + 28);
    for (unsigned descriptor = 0; descriptor <= DESCRIPTOR_MAX; descriptor += 4)
        if (end + descriptor + LOCAL_LEN <= next && signature_at(directory->bytes, end + descriptor, SIGNATURE_LOCAL))
            return true;
    return false;
}

/* Members stand in the order of the directory in what all known tools write; elsewhere nothing can be told. */
static void look_between(struct zip_directory *directory, uint64_t offset)
{
    if (directory->unordered)
        return;
    if (directory->count == 0)
        directory->oddities.hidden += offset >= LOCAL_LEN && signature_at(directory->bytes, 0, SIGNATURE_LOCAL);
    else if (offset < directory->last)
        directory->unordered = true;
    else if (offset < directory->last_end)
        directory->oddities.overlap++;
    else if (offset - directory->last_end > LOCAL_LEN) /* rarely: a member needs more, extra fields less */
        directory->oddities.hidden += is_hidden(directory, directory->last, directory->last_end, offset);
}

static void look_at(struct zip_directory *directory, const struct zip_member *member)
{
    uint64_t end;

    look_between(directory, member->offset);
    if (__builtin_add_overflow(member->offset, LOCAL_LEN + member->name.len, &end) ||
        __builtin_add_overflow(end, member->packed, &end) || end > directory->start) {
        directory->oddities.outside++;
        end = directory->start;
    }
    directory->last = member->offset;
    directory->last_end = end;
}

bool zip_directory_next(struct zip_directory *directory, struct zip_member *member)
{
    struct reader *r = &directory->reader;
    uint8_t fixed[CENTRAL_LEN];

    if (r->failed)
        return false;
    if (reader_at_end(r)) {
        uint64_t mask = directory->wide ? UINT64_MAX : ABSENT16;
        if (directory->count > 0)
            look_between(directory, directory->start);
        if ((directory->count & mask) != directory->told)
            reader_fail(r, ERROR_MALFORMED, "the directory has %llu members, where %llu are told",
                        (unsigned long long)directory->count, (unsigned long long)directory->told);
        return false;
    }
    if (directory->count == ZIP_MEMBERS_MAX)
        return reader_fail(r, ERROR_LIMIT, "a zip archive of more than %d members", ZIP_MEMBERS_MAX);
    struct slice head = reader_take(r, CENTRAL_LEN);
    if (head.len < CENTRAL_LEN || load_le32(head.at) != SIGNATURE_CENTRAL)
        return reader_fail(r, ERROR_MALFORMED, "what stands in the directory is no member");
    memcpy(fixed, head.at, sizeof(fixed));
    uint16_t name_len = load_le16(fixed + 28), extra_len = load_le16(fixed + 30), comment_len = load_le16(fixed + 32);
    *member = (struct zip_member){.method = load_le16(fixed + 10),
                                  .encrypted = load_le16(fixed + 8) & FLAG_ENCRYPTED,
                                  .crc = load_le32(fixed + 16),
                                  .packed = load_le32(fixed + 20),
                                  .size = load_le32(fixed + 24),
                                  .offset = load_le32(fixed + 42)};
    struct slice rest = reader_take(r, (uint64_t)name_len + extra_len + comment_len);
    if (r->failed)
        return false;
    member->name = slice_head(rest, name_len);
    take_extra(member, slice_head(slice_skip(rest, name_len), extra_len));
    if (__builtin_add_overflow(member->offset, directory->base, &member->offset))
        member->offset = UINT64_MAX;
    look_at(directory, member);
    directory->count++;
    return true;
}

bool zip_directory_ok(const struct zip_directory *directory, struct error *error)
{
    return reader_ok(&directory->reader, error);
}

void zip_directory_close(struct zip_directory *directory)
{
    reader_close(&directory->reader);
}

/* --- the content of a member */

bool zip_member_at(const struct zip_bytes *bytes, const struct zip_member *member, uint64_t *at, struct error *error)
{
    enum { PIECE = 512 }; /* names are compared piece by piece */
    uint8_t local[LOCAL_LEN], piece[PIECE];
    uint64_t place = member->offset;

    if (!read_all(bytes, place, local, sizeof(local)) || load_le32(local) != SIGNATURE_LOCAL)
        return fail(error, ERROR_MALFORMED, "no member where the directory says");
    if (load_le16(local + 26) != member->name.len)
        return fail(error, ERROR_MALFORMED, "another name in front of the content than in the directory");
    place += LOCAL_LEN;
    for (size_t done = 0; done < member->name.len; done += PIECE) {
        struct slice part = slice_head(slice_skip(member->name, done), PIECE);
        if (!read_all(bytes, place + done, piece, part.len) || memcmp(piece, part.at, part.len) != 0)
            return fail(error, ERROR_MALFORMED, "another name in front of the content than in the directory");
    }
    place += member->name.len + load_le16(local + 28);
    if (place > bytes->size || member->packed > bytes->size - place)
        return fail(error, ERROR_MALFORMED, "a member that ends behind the archive");
    *at = place;
    return true;
}

/* At hand then: packed bytes in `pending`, unless there are no more. */
static bool fill(struct zip_unpacker *unpacker, struct error *error)
{
    size_t wanted = unpacker->left < ZIP_WINDOW ? (size_t)unpacker->left : ZIP_WINDOW;

    if (unpacker->pending.len > 0 || wanted == 0)
        return true;
    if (!read_all(unpacker->bytes, unpacker->at, unpacker->in, wanted))
        return fail(error, ERROR_LAYER_UNREADABLE, "the archive cannot be read");
    unpacker->at += wanted;
    unpacker->left -= wanted;
    unpacker->pending = slice_of(unpacker->in, wanted);
    return true;
}

static bool inflate_some(struct zip_unpacker *unpacker, struct decoder_room *room, struct error *error)
{
    struct inflate_spare spare = {.count = 0};

    while (!unpacker->ended && room->made < room->room) {
        if (!fill(unpacker, error))
            return false;
        size_t in = unpacker->pending.len, made = room->made;
        enum inflate_state_kind kind = unpacker->engine->run(unpacker->state, &unpacker->pending, room, &spare);
        unpacker->ended = kind == INFLATE_END;
        if (kind == INFLATE_DAMAGED || (kind == INFLATE_MORE && in == 0 && room->made == made))
            return fail(error, ERROR_MALFORMED, "compressed data that is damaged");
    }
    return true;
}

static bool unpacker_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct zip_unpacker *unpacker = (struct zip_unpacker *)source;
    struct decoder_room room = {.at = unpacker->out, .room = SOURCE_CHUNK};

    *chunk = (struct slice){0};
    if (unpacker->member.method == ZIP_METHOD_DEFLATED) {
        if (!inflate_some(unpacker, &room, error) && room.made == 0)
            return false; /* what came before the damage is given out first */
        *chunk = slice_of(room.at, room.made);
    } else {
        if (!fill(unpacker, error))
            return false;
        *chunk = unpacker->pending;
        unpacker->pending = (struct slice){0};
    }
    unpacker->crc = unpacker->engine->crc(unpacker->crc, *chunk);
    unpacker->made += chunk->len;
    if (chunk->len == 0)
        unpacker->lied = unpacker->made != unpacker->member.size || unpacker->crc != unpacker->member.crc;
    return true;
}

bool zip_unpacker_init(struct zip_unpacker *unpacker, struct arena *arena, struct error *error)
{
    enum { ENGINE_MEMORY = 1024 * 1024 }; /* inflate's window and tables take less */

    *unpacker = (struct zip_unpacker){.source = {.next = unpacker_next},
                                      .engine = inflate_engine_at(0),
                                      .pool = pool_over(arena, ENGINE_MEMORY),
                                      .in = arena_array(arena, uint8_t, ZIP_WINDOW),
                                      .out = arena_array(arena, uint8_t, SOURCE_CHUNK)};
    unpacker->state = unpacker->engine->create(&unpacker->pool);
    return unpacker->state || fail(error, ERROR_LIMIT, "no memory for inflating");
}

bool zip_member_open(struct zip_unpacker *unpacker, const struct zip_bytes *bytes, const struct zip_member *member,
                     struct source **source, struct error *error)
{
    if (member->encrypted)
        return fail(error, ERROR_UNSUPPORTED, "an encrypted member");
    if (member->method != ZIP_METHOD_STORED && member->method != ZIP_METHOD_DEFLATED)
        return fail(error, ERROR_UNSUPPORTED, "a member compressed by method %u", member->method);
    if (!zip_member_at(bytes, member, &unpacker->at, error))
        return false;
    unpacker->bytes = bytes;
    unpacker->member = *member;
    unpacker->left = member->packed;
    unpacker->pending = (struct slice){0};
    unpacker->made = 0;
    unpacker->crc = 0;
    unpacker->ended = unpacker->lied = false;
    unpacker->engine->reset(unpacker->state);
    *source = &unpacker->source;
    return true;
}
