#include "analyzer/binary/search.h"

struct search_entry {
    const struct pattern *pattern;
    bool found;
    struct slice version;
};

enum {
    WINDOW = 128 * 1024,
    WORK_MAX = 1000 * 1000 * 1000, /* seconds of matching; programs that we know take a thousandth */
};

struct search search_create(struct arena *arena)
{
    return (struct search){.arena = arena, .most = WORK_MAX};
}

size_t search_add(struct search *search, struct slice text)
{
    struct search_entry *entry = ARENA_PUSH(search->arena, search);
    struct pattern *pattern = pattern_compile(search->arena, text);
    size_t margin = pattern->before > pattern->behind ? pattern->before : pattern->behind;

    if (margin > PATTERN_SPAN_MAX)
        margin = PATTERN_SPAN_MAX;
    if (margin > search->margin)
        search->margin = margin;
    entry->pattern = pattern;
    search->open++;
    return search->count - 1;
}

/* Candidates whose anchor begins in [from, to). */
static void look(struct search *search, struct search_entry *entry, struct slice text, size_t from, size_t to)
{
    const struct pattern *p = entry->pattern;

    for (size_t at = from; at < to && search->work < search->most; at++) {
        const uint8_t *hit =
            at + p->rare < text.len ? memchr(text.at + at + p->rare, p->rare_byte, text.len - at - p->rare) : NULL;
        if (!hit)
            return;
        at = (size_t)(hit - text.at) - p->rare;
        if (at >= to || !pattern_anchor_at(p, text, at))
            continue;
        size_t start = at > p->before ? at - p->before : 0;
        struct slice window = slice_head(slice_skip(text, start), at - start + p->behind);
        struct slice version;
        search->work += window.len * p->count;
        if (pattern_match(p, window, false, search->arena, &version)) {
            entry->version = arena_copy(search->arena, version);
            entry->found = true;
            search->open--;
            return;
        }
    }
}

/* Candidates of all patterns. returns  false when they are too many */
static bool look_for_all(struct search *search, struct slice text, size_t from, size_t to, struct error *error)
{
    for (size_t i = 0; i < search->count; i++)
        if (!search->at[i].found)
            look(search, &search->at[i], text, from, to);
    return search->work < search->most ||
           fail(error, ERROR_LIMIT, "a program in which everything looks like a version");
}

/* What lies in memory is looked through where it is, piece by piece: each stays in the cache for all patterns. */
static bool run_over(struct search *search, struct slice text, struct error *error)
{
    for (size_t from = 0; from < text.len && search->open > 0; from += WINDOW) {
        size_t start = from > search->margin ? from - search->margin : 0;
        struct slice window = slice_head(slice_skip(text, start), from - start + WINDOW + search->margin);
        size_t to = text.len - from > WINDOW ? from - start + WINDOW : window.len;
        if (!look_for_all(search, window, from - start, to, error))
            return false;
    }
    return true;
}

bool search_run(struct search *search, struct reader *reader, struct error *error)
{
    size_t most = WINDOW + 2 * search->margin, room = 0, len = 0, from = 0;

    if (reader->source == NULL)
        return run_over(search, reader->left, error);
    uint8_t *window = arena_buffer(search->arena, NULL, &room, most);
    bool good = true;
    for (bool end = false; good && !end && search->open > 0;) {
        while (len < most && !reader->failed && !reader_at_end(reader)) {
            size_t wanted = most - len;
            struct slice more = reader_take_upto(reader, reader->left.len < wanted ? reader->left.len : wanted);
            memcpy(window + len, more.at, more.len);
            len += more.len;
        }
        end = len < most;
        size_t to = end ? len : len - search->margin;
        good = look_for_all(search, slice_of(window, len), from, to, error);
        size_t keep = len - to + search->margin; /* what candidates of the next window may look back at */
        if (!end)
            memmove(window, window + len - keep, keep);
        len = keep;
        from = search->margin;
    }
    arena_buffer_release(search->arena, window);
    return good && reader_ok(reader, error);
}

bool search_found(const struct search *search, size_t number, struct slice *version)
{
    *version = search->at[number].version;
    return search->at[number].found;
}
