/* What other sources say of a CVE: the segments "cvss" and "signals". */
#include "advisory/cve.h"
#include "advisory/cves.h"
#include "advisory/day.h"
#include "advisory/segment.h"

/*
 * Blocks that were read last, each in its slot by number: findings come by the thousand, and those of one package are
 * neighbours.
 */
enum { SLOTS = 256 };
struct cves_slot {
    bool used;
    uint32_t block;
    uint8_t *at;
    size_t len, room; /* len 0: the segment has no such block */
};
struct cves_cache {
    struct cves_slot slots[SLOTS];
};

/* Words that one CVE may have; a segment of ours has less. */
enum { WORDS_MAX = 1024, WORD_IDS_MAX = 1 << 20 };

static bool damaged(const struct segment *segment, struct error *error)
{
    return fail(error, ERROR_DATABASE_UNREADABLE, "'%s': what it says of a CVE is damaged", segment->path);
}

static bool block_of(struct segment *segment, uint32_t block, struct slice *body, struct error *error)
{
    struct cves_slot *slot;
    struct slice read;

    if (segment->blocks == NULL)
        segment->blocks = arena_new(segment->arena, struct cves_cache);
    slot = &segment->blocks->slots[block % SLOTS];
    if (!slot->used || slot->block != block) {
        if (!segment_get_block(segment, block, &read, error))
            return false;
        if (read.len > slot->room) { /* what it had before is lost to the arena: the next one is twice as large */
            slot->room = 2 * read.len;
            slot->at = arena_array(segment->arena, uint8_t, slot->room);
        }
        if (read.len)
            memcpy(slot->at, read.at, read.len);
        slot->len = read.len;
        slot->block = block;
        slot->used = true;
    }
    *body = slice_of(slot->at, slot->len);
    return true;
}

/* entry  empty with a NULL pointer when the segment says nothing of this CVE */
static bool entry_of(struct segment *segment, uint32_t code, struct slice *entry, struct error *error)
{
    struct slice body;

    *entry = (struct slice){0};
    if (!block_of(segment, cves_block(code), &body, error))
        return false;
    if (body.len == 0)
        return true;
    return cves_find(body, cves_low(code), entry) || damaged(segment, error);
}

static bool word_of(struct segment *segment, uint64_t id, struct slice *text, struct error *error)
{
    struct slice read;

    if (id >= WORD_IDS_MAX)
        return damaged(segment, error);
    while (id >= segment->words.room) {
        size_t before = segment->words.room;
        segment->words.at = arena_grow(segment->arena, segment->words.at, before, &segment->words.room,
                                       sizeof segment->words.at[0], _Alignof(struct slice));
        memset(segment->words.at + before, 0, (segment->words.room - before) * sizeof segment->words.at[0]);
    }
    if (segment->words.at[id].at == NULL) {
        if (!segment_get_word(segment, (uint32_t)id, &read, error))
            return false;
        if (read.at == NULL)
            return damaged(segment, error);
        segment->words.at[id] = arena_copy(segment->arena, read);
    }
    *text = segment->words.at[id];
    return true;
}

static bool take_cvss(struct segment *segment, struct slice entry, struct arena *arena, struct cve_signals *signals,
                      struct error *error)
{
    struct reader r = reader_over(entry);
    uint8_t flags = reader_u8(&r);
    size_t count;

    signals->rejected = flags & CVES_REJECTED;
    if (flags & CVES_PUBLISHED)
        signals->published = day_text(arena, (uint32_t)bytes_take_below(&r, DAY_LIMIT));
    count = bytes_take_below(&r, WORDS_MAX);
    signals->words = arena_array(arena, struct cve_word, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct cve_word *word = &signals->words[i];
        uint64_t source = bytes_take_number(&r), vector = bytes_take_number(&r);
        if (r.failed || !word_of(segment, source, &word->source, error))
            return r.failed ? damaged(segment, error) : false;
        if (vector == 0)
            word->severity = (enum severity)bytes_take_below(&r, SEVERITY_CRITICAL + 1);
        else if (!word_of(segment, vector, &word->vector, error))
            return false;
    }
    signals->word_count = count;
    return (!r.failed && reader_at_end(&r)) || damaged(segment, error);
}

static bool epss_date(struct segment *segment, struct error *error)
{
    struct slice date;

    if (segment->epss_date.at)
        return true;
    if (!segment_get_meta(segment, S("epss_date"), &date, error))
        return false;
    segment->epss_date = date.len ? arena_copy(segment->arena, date) : S("");
    return true;
}

static bool take_signals(struct segment *segment, struct slice entry, struct arena *arena, struct cve_signals *signals,
                         struct error *error)
{
    struct reader r = reader_over(entry);
    uint8_t flags = reader_u8(&r);

    if (flags & CVES_EPSS) {
        signals->epss = (double)bytes_take_number(&r) / 100000;
        signals->epss_percentile = (double)bytes_take_number(&r) / 100000;
        if (!epss_date(segment, error))
            return false;
        signals->epss_date = arena_copy(arena, segment->epss_date);
    }
    if (flags & CVES_KEV) {
        uint32_t added = (uint32_t)bytes_take_below(&r, DAY_LIMIT), due = (uint32_t)bytes_take_below(&r, DAY_LIMIT);
        signals->kev = true;
        signals->kev_ransomware = flags & CVES_RANSOMWARE;
        signals->kev_added = added ? day_text(arena, added) : (struct slice){0};
        signals->kev_due = due ? day_text(arena, due) : (struct slice){0};
    }
    return (!r.failed && reader_at_end(&r)) || damaged(segment, error);
}

bool database_signals(struct database *database, struct slice cve, struct arena *arena, struct cve_signals *signals,
                      struct error *error)
{
    static const struct {
        struct slice name;
        bool (*take)(struct segment *segment, struct slice entry, struct arena *arena, struct cve_signals *signals,
                     struct error *error);
    } parts[] = {{S_INIT("cvss"), take_cvss}, {S_INIT("signals"), take_signals}};
    uint32_t code;

    *signals = (struct cve_signals){.epss = -1};
    if (!cve_code(cve, &code))
        return true;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct segment *segment;
        struct slice entry;
        if (database_find(database, parts[i].name) == NULL)
            continue;
        if (!database_segment(database, parts[i].name, &segment, error) || !entry_of(segment, code, &entry, error))
            return false;
        if (entry.len && !parts[i].take(segment, entry, arena, signals, error))
            return false;
    }
    return true;
}
