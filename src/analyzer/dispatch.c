#include "analyzer/dispatch.h"

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
    uint16_t row;
    enum gate_kind kind;
    bool sidecar;
    struct slice head, tail; /* GATE_GLOB, GATE_NAME: around the '*'; else `head` is the gate's text */
};

struct dispatch {
    const struct analyzer *const *rows;
    struct ticket *tickets;
    uint16_t *slots; /* index + 1 of the first ticket, or 0 */
    uint32_t mask;
};

/* Slots for a ticket: nearly all look-ups end at an empty slot. */
enum { DISPATCH_SLOTS_EACH = 8, DISPATCH_TICKETS_MAX = 8000 };

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

/* The letters that it begins with. */
static inline struct slice stem(struct slice base)
{
    size_t len = 0;

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
    case GATE_FOLDER: *part = PART_FOLDER; return last_part(ticket->head);
    case GATE_SUFFIX: *part = PART_EXTENSION; return extension(ticket->head);
    case GATE_GLOB:
        if (last_byte(ticket->tail, '/', SIZE_MAX) != SIZE_MAX) {
            *part = PART_BASE;
            return last_part(ticket->tail);
        }
        *part = PART_EXTENSION;
        return extension(ticket->tail);
    case GATE_NAME: *part = PART_STEM; return stem(ticket->head);
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
    case GATE_BASENAME: return slice_equal(base, ticket->head);
    case GATE_SUFFIX: return slice_ends(base, ticket->head);
    case GATE_GLOB:
        return slice_starts(path, ticket->head) && slice_ends(slice_skip(path, ticket->head.len), ticket->tail);
    case GATE_NAME: {
        struct slice rest = slice_skip(base, ticket->head.len);
        return slice_starts(base, ticket->head) && slice_ends(rest, ticket->tail) &&
               (rest.len == ticket->tail.len || !is_letter(rest.at[0]));
    }
    case GATE_END: break;
    }
    return false;
}

/* In the order of the table, a row once; wanted for itself weighs more than wanted beside another file. */
static size_t want_put(struct dispatch_want *wants, size_t count, const struct analyzer *const *rows,
                       const struct ticket *ticket)
{
    const struct analyzer *analyzer = rows[ticket->row];
    size_t at = 0;

    for (; at < count; at++) {
        if (wants[at].analyzer == analyzer) {
            wants[at].sidecar = wants[at].sidecar && ticket->sidecar;
            return count;
        }
        if (wants[at].row > ticket->row)
            break;
    }
    if (at == DISPATCH_WANTS_MAX)
        return count;
    if (count == DISPATCH_WANTS_MAX)
        count--;
    memmove(&wants[at + 1], &wants[at], (count - at) * sizeof *wants);
    wants[at] = (struct dispatch_want){analyzer, ticket->row, ticket->sidecar};
    return count + 1;
}

size_t dispatch_find(const struct dispatch *dispatch, struct slice path, struct dispatch_want wants[DISPATCH_WANTS_MAX])
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
        for (uint16_t next = dispatch->slots[hash & dispatch->mask]; next;) {
            const struct ticket *ticket = &dispatch->tickets[next - 1];
            if (ticket->hash == hash && ticket_fits(ticket, path, folder, base))
                count = want_put(wants, count, dispatch->rows, ticket);
            next = ticket->next;
        }
    }
    return count;
}

static size_t gate_count(const struct gate *gates)
{
    size_t count = 0;

    while (gates && gates[count].kind != GATE_END)
        count++;
    return count;
}

static void ticket_file(struct dispatch *dispatch, size_t *count, const struct gate *gate, size_t row, bool sidecar)
{
    struct ticket *ticket = &dispatch->tickets[(*count)++];
    enum part part;

    *ticket = (struct ticket){.row = (uint16_t)row, .kind = gate->kind, .sidecar = sidecar};
    ticket->head = slice_text(gate->text);
    if (gate->kind == GATE_GLOB || gate->kind == GATE_NAME) {
        bool star = slice_cut(ticket->head, '*', &ticket->head, &ticket->tail);
        assert(star && slice_find_byte(ticket->tail, '*') == ticket->tail.len);
    }
    struct slice key = ticket_key(ticket, &part);
    assert(key.len > 0 || part == PART_FOLDER);
    ticket->hash = part_hash(part, key);
    ticket->next = dispatch->slots[ticket->hash & dispatch->mask];
    dispatch->slots[ticket->hash & dispatch->mask] = (uint16_t)*count;
}

struct dispatch *dispatch_create_from(struct arena *arena, const struct analyzer *const *rows, size_t count)
{
    struct dispatch *dispatch = arena_new(arena, struct dispatch);
    size_t tickets = 0, slots = 64, filed = 0;

    for (size_t row = 0; row < count; row++)
        tickets += gate_count(rows[row]->gates) + gate_count(rows[row]->sidecar_gates);
    assert(tickets <= DISPATCH_TICKETS_MAX && count <= DISPATCH_TICKETS_MAX);
    while (slots < tickets * DISPATCH_SLOTS_EACH)
        slots *= 2;

    dispatch->rows = rows;
    dispatch->tickets = arena_array(arena, struct ticket, tickets);
    dispatch->slots = arena_array(arena, uint16_t, slots);
    dispatch->mask = (uint32_t)(slots - 1);
    for (size_t row = 0; row < count; row++) {
        for (size_t i = 0; i < gate_count(rows[row]->gates); i++)
            ticket_file(dispatch, &filed, &rows[row]->gates[i], row, false);
        for (size_t i = 0; i < gate_count(rows[row]->sidecar_gates); i++)
            ticket_file(dispatch, &filed, &rows[row]->sidecar_gates[i], row, true);
    }
    return dispatch;
}

struct dispatch *dispatch_create(struct arena *arena)
{
    size_t count = 0;

    while (analyzer_at(count))
        count++;
    const struct analyzer **rows = arena_array(arena, const struct analyzer *, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = analyzer_at(i);
    return dispatch_create_from(arena, rows, count);
}

static const char *const gate_names[] = {
    [GATE_PATH] = "path",     [GATE_FOLDER] = "folder", [GATE_BASENAME] = "basename",
    [GATE_SUFFIX] = "suffix", [GATE_GLOB] = "glob",     [GATE_NAME] = "name",
};

struct lines {
    struct slice *at;
    size_t count, room;
};

static void table_lines(struct arena *arena, struct lines *lines, const struct analyzer *row, const struct gate *gates,
                        const char *role)
{
    for (size_t i = 0; i < gate_count(gates); i++)
        *ARENA_PUSH(arena, lines) =
            arena_format(arena, "%s %u %s %s %s %s\n", row->name, row->revision, gate_names[gates[i].kind],
                         row->database ? "database" : "plain", role, gates[i].text);
}

struct slice dispatch_table_text(struct arena *arena)
{
    struct lines lines = {0};
    const struct analyzer *row;

    for (size_t i = 0; (row = analyzer_at(i)); i++) {
        table_lines(arena, &lines, row, row->gates, "primary");
        table_lines(arena, &lines, row, row->sidecar_gates, "sidecar");
    }
    return arena_join(arena, lines.at, lines.count);
}

struct slice dispatch_table_digest(struct arena *arena)
{
    struct digest digest = digest_over(DIGEST_SHA256, dispatch_table_text(arena));
    return digest_text(&digest, arena);
}
