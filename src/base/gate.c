#include "base/gate.h"

#include <assert.h>

/*
 * A gate is filed under one short part of the paths that it lets through: the base name, the last extension, the last
 * folder or the letters that the base name begins with. A path is looked up under its own four parts: four small hashes
 * and, for nearly all paths of a layer, four empty slots of a table that stays in the first-level cache.
 */
enum part { PART_BASE, PART_EXTENSION, PART_FOLDER, PART_STEM, PART_COUNT };

struct ticket {
    uint32_t hash;
    uint16_t next; /* in the same slot: index + 1, or 0 */
    enum gate_kind kind;
    uint32_t tag;
    struct slice head, tail; /* GATE_GLOB, GATE_NAME: around the '*'; else `head` is the gate's text */
};

struct gate_index {
    struct ticket *tickets;
    uint16_t *slots; /* index + 1 of the first ticket, or 0 */
    uint32_t mask;
    size_t count, room;
    uint16_t below, magic; /* as slots: those that are asked for every path, and by content */
};

/* Slots for a ticket: nearly all look-ups end at an empty slot. */
enum { SLOTS_EACH = 8, TICKETS_MAX = 8000 };

static uint64_t part_load(const uint8_t *at, size_t len)
{
    uint64_t word = 0;
    memcpy(&word, at, len);
    return word;
}

/*
 * Over the length and at most the first and last eight bytes: equal hashes of different names cost a comparison, and
 * only our own gates can have them in numbers.
 */
static inline uint32_t part_hash(enum part part, struct slice s)
{
    uint64_t first, last;

    if (s.len >= 8) {
        first = part_load(s.at, 8);
        last = part_load(s.at + s.len - 8, 8);
    } else if (s.len >= 4) {
        first = part_load(s.at, 4);
        last = part_load(s.at + s.len - 4, 4);
    } else {
        first = s.len ? (uint64_t)s.at[0] | (uint64_t)s.at[s.len / 2] << 8 | (uint64_t)s.at[s.len - 1] << 16 : 0;
        last = 0;
    }
    uint64_t hash = (first ^ 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 32;
    hash = (hash ^ last ^ (uint64_t)s.len << 56 ^ (uint64_t)part << 48) * 0xc4ceb9fe1a85ec53u;
    return (uint32_t)(hash >> 32);
}

static size_t last_byte(struct slice s, uint8_t byte, size_t otherwise)
{
    const uint8_t *at = s.at && s.len ? memrchr(s.at, byte, s.len) : NULL;
    return at ? (size_t)(at - s.at) : otherwise;
}

/* Behind the last '/'; all of it without one. */
static inline struct slice last_part(struct slice path)
{
    return slice_skip(path, last_byte(path, '/', SIZE_MAX) + 1);
}

/* From the last dot of the base name on; empty without one. */
static inline struct slice extension(struct slice base)
{
    return slice_skip(base, last_byte(base, '.', base.len));
}

static inline bool is_letter(uint8_t byte)
{
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

/* The letters that it begins with, behind a dot as well. */
static inline struct slice stem(struct slice base)
{
    size_t len = 0;

    if (base.len > 0 && base.at[0] == '.')
        base = slice_skip(base, 1);
    while (len < base.len && is_letter(base.at[len]))
        len++;
    return slice_head(base, len);
}

/* The part of a path under which the gate is filed. */
static struct slice ticket_key(const struct ticket *ticket, enum part *part)
{
    switch (ticket->kind) {
    case GATE_PATH:
    case GATE_BASENAME: *part = PART_BASE; return last_part(ticket->head);
    case GATE_FOLDER:
    case GATE_PARENT: *part = PART_FOLDER; return last_part(ticket->head);
    case GATE_SUFFIX: *part = PART_EXTENSION; return extension(ticket->head);
    case GATE_GLOB:
        if (last_byte(ticket->tail, '/', SIZE_MAX) != SIZE_MAX) {
            *part = PART_BASE;
            return last_part(ticket->tail);
        }
        *part = PART_EXTENSION;
        return extension(ticket->tail);
    case GATE_NAME: *part = PART_STEM; return stem(ticket->head);
    case GATE_BELOW:
    case GATE_MAGIC:
    case GATE_END: break;
    }
    *part = PART_BASE;
    return (struct slice){0};
}

static bool ticket_fits(const struct ticket *ticket, struct slice path, struct slice folder, struct slice base)
{
    switch (ticket->kind) {
    case GATE_PATH: return slice_equal(path, ticket->head);
    case GATE_FOLDER: return slice_equal(folder, ticket->head);
    case GATE_PARENT: return slice_equal(last_part(folder), ticket->head);
    case GATE_BASENAME: return slice_equal(base, ticket->head);
    case GATE_SUFFIX: return slice_ends(base, ticket->head);
    case GATE_GLOB:
        return slice_starts(path, ticket->head) && slice_ends(slice_skip(path, ticket->head.len), ticket->tail);
    case GATE_NAME: {
        struct slice rest = slice_skip(base, ticket->head.len);
        return slice_starts(base, ticket->head) && slice_ends(rest, ticket->tail) &&
               (rest.len == ticket->tail.len || !is_letter(rest.at[0]) ||
                stem(ticket->head).len + (ticket->head.at[0] == '.') < ticket->head.len);
    }
    case GATE_BELOW:
        return path.len > ticket->head.len && path.at[ticket->head.len] == '/' && slice_starts(path, ticket->head);
    case GATE_MAGIC:
    case GATE_END: break;
    }
    return false;
}

struct gate_index *gate_index_create(struct arena *arena, size_t room)
{
    struct gate_index *index = arena_new(arena, struct gate_index);
    size_t slots = 64;

    assert(room <= TICKETS_MAX);
    while (slots < room * SLOTS_EACH)
        slots *= 2;
    index->room = room;
    index->tickets = arena_array(arena, struct ticket, room);
    index->slots = arena_array(arena, uint16_t, slots);
    index->mask = (uint32_t)(slots - 1);
    return index;
}

void gate_index_add(struct gate_index *index, const struct gate *gate, uint32_t tag)
{
    assert(index->count < index->room);
    struct ticket *ticket = &index->tickets[index->count++];
    uint16_t *slot = gate->kind == GATE_BELOW ? &index->below : &index->magic;
    enum part part;

    *ticket = (struct ticket){.kind = gate->kind, .tag = tag, .head = slice_text(gate->text)};
    if (gate->kind == GATE_GLOB || gate->kind == GATE_NAME) {
        bool star = slice_cut(ticket->head, '*', &ticket->head, &ticket->tail);
        assert(star && slice_find_byte(ticket->tail, '*') == ticket->tail.len);
    }
    if (gate->kind != GATE_MAGIC && gate->kind != GATE_BELOW) {
        struct slice key = ticket_key(ticket, &part);
        assert(key.len > 0 || part == PART_FOLDER);
        ticket->hash = part_hash(part, key);
        slot = &index->slots[ticket->hash & index->mask];
    }
    ticket->next = *slot;
    *slot = (uint16_t)index->count;
}

size_t gate_index_find(const struct gate_index *index, struct slice path, uint32_t *tags, size_t max)
{
    size_t cut = last_byte(path, '/', SIZE_MAX);
    struct slice base = slice_skip(path, cut + 1);
    struct slice folder = slice_head(path, cut == SIZE_MAX ? 0 : cut);
    struct slice parts[] = {[PART_BASE] = base,
                            [PART_EXTENSION] = extension(base),
                            [PART_FOLDER] = last_part(folder),
                            [PART_STEM] = stem(base)};
    size_t count = 0;

    for (enum part part = PART_BASE; part < PART_COUNT; part++) {
        uint32_t hash = part_hash(part, parts[part]);
        for (uint16_t next = index->slots[hash & index->mask]; next;) {
            const struct ticket *ticket = &index->tickets[next - 1];
            if (ticket->hash == hash && count < max && ticket_fits(ticket, path, folder, base))
                tags[count++] = ticket->tag;
            next = ticket->next;
        }
    }
    for (uint16_t next = index->below; next; next = index->tickets[next - 1].next)
        if (count < max && ticket_fits(&index->tickets[next - 1], path, folder, base))
            tags[count++] = index->tickets[next - 1].tag;
    return count;
}

size_t gate_index_find_magic(const struct gate_index *index, struct slice head, uint32_t *tags, size_t max)
{
    size_t count = 0;

    for (uint16_t next = index->magic; next; next = index->tickets[next - 1].next)
        if (count < max && slice_starts(head, index->tickets[next - 1].head))
            tags[count++] = index->tickets[next - 1].tag;
    return count;
}

bool gate_index_has_magic(const struct gate_index *index)
{
    return index->magic != 0;
}

bool gate_may_be_program(struct slice path, uint32_t mode)
{
    static const struct slice ends[] = {S_INIT(".so"), S_INIT(".dll"), S_INIT(".exe"), S_INIT(".ko"), S_INIT(".node")};
    struct slice base = last_part(path);
    struct slice folder = last_part(slice_head(path, path.len - base.len - (path.len > base.len)));

    if ((mode & 0111) || slice_find_byte(base, '.') == base.len || slice_equal(folder, S("bin")) ||
        slice_equal(folder, S("sbin")))
        return true;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (slice_ends(base, ends[i]))
            return true;
    return slice_find(base, S(".so.")) < base.len;
}
