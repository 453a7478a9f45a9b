#include "analyzer/binary/pattern.h"

#include <assert.h>

#include "base/digest.h"

enum {
    WORDS = PATTERN_SPAN_MAX / 64 + 1, /* places before each byte, and one behind the last */
    DIGITS_MAX = 24,                   /* that # takes: more are no part of a version */
    REPEAT_MAX = 64,                   /* of a set with + or * */
    NULS_MAX = 300,                    /* padding between texts */
    GROUP_REPEAT_MAX = 8,
};

struct sequence {
    struct pattern_item *at;
    size_t count, room;
};

struct pattern_item {
    bool group, version;
    struct pattern_set set;
    struct {
        struct sequence *at;
        size_t count, room;
    } choices; /* of a group */
    uint16_t min, max;
};

/* ---- compile ---- */

struct parse {
    struct arena *arena;
    struct slice left;
};

static uint8_t next_byte(struct parse *parse)
{
    assert(parse->left.len > 0);
    uint8_t byte = parse->left.at[0];
    parse->left = slice_skip(parse->left, 1);
    return byte;
}

static bool next_is(struct parse *parse, uint8_t byte)
{
    if (parse->left.len == 0 || parse->left.at[0] != byte)
        return false;
    parse->left = slice_skip(parse->left, 1);
    return true;
}

static void set_add(struct pattern_set *set, unsigned first, unsigned last)
{
    for (unsigned byte = first; byte <= last; byte++)
        set->bits[byte >> 6] |= (uint64_t)1 << (byte & 63);
}

static struct pattern_set set_of(uint8_t byte)
{
    struct pattern_set set = {{0}};

    set_add(&set, byte, byte);
    return set;
}

static uint8_t escaped(struct parse *parse)
{
    uint8_t byte = next_byte(parse), value;

    if (byte != 'x')
        return byte;
    bool good = hex_parse(slice_head(parse->left, 2), &value, 1);
    assert(good);
    parse->left = slice_skip(parse->left, 2);
    return value;
}

static uint8_t set_byte(struct parse *parse)
{
    uint8_t byte = next_byte(parse);

    return byte == '@' ? 0 : byte == '\\' ? escaped(parse) : byte;
}

static struct pattern_set parse_set(struct parse *parse)
{
    struct pattern_set set = {{0}};
    bool others = next_is(parse, '^');

    while (!next_is(parse, ']')) {
        uint8_t first = set_byte(parse), last = first;
        if (parse->left.len > 1 && parse->left.at[0] == '-' && parse->left.at[1] != ']') {
            next_byte(parse);
            last = set_byte(parse);
        }
        set_add(&set, first, last);
    }
    for (size_t i = 0; others && i < 4; i++)
        set.bits[i] = ~set.bits[i];
    return set;
}

static uint16_t parse_number(struct parse *parse)
{
    uint16_t value = 0;

    while (parse->left.len > 0 && parse->left.at[0] >= '0' && parse->left.at[0] <= '9')
        value = (uint16_t)(value * 10 + next_byte(parse) - '0');
    return value;
}

static void parse_repeat(struct parse *parse, struct pattern_item *item)
{
    item->min = item->max = parse_number(parse);
    if (next_is(parse, ','))
        item->max = parse_number(parse);
    bool closed = next_is(parse, '}');
    assert(closed && item->min <= item->max);
}

static void parse_choices(struct parse *parse, struct pattern_item *group, uint8_t end);

static void parse_item(struct parse *parse, struct pattern_item *item)
{
    uint8_t byte = next_byte(parse);

    item->min = item->max = 1;
    switch (byte) {
    case '#': item->max = DIGITS_MAX; /* fall through */
    case '%': set_add(&item->set, '0', '9'); break;
    case '~': item->max = NULS_MAX; /* fall through */
    case '@': item->set = set_of(0); break;
    case '^':
        set_add(&item->set, ' ', ' ');
        set_add(&item->set, '\t', '\n');
        break;
    case '$': set_add(&item->set, 0, 255); break;
    case '[': item->set = parse_set(parse); break;
    case '(': parse_choices(parse, item, ')'); break;
    case '<':
        parse_choices(parse, item, '>');
        item->version = true;
        break;
    case '\\': item->set = set_of(escaped(parse)); break;
    default: item->set = set_of(byte); break;
    }
    uint16_t most = item->group ? GROUP_REPEAT_MAX : REPEAT_MAX;
    if (next_is(parse, '?'))
        item->min = 0;
    else if (next_is(parse, '+'))
        item->max = most;
    else if (next_is(parse, '*'))
        item->min = 0, item->max = most;
    else if (next_is(parse, '{'))
        parse_repeat(parse, item);
}

static void parse_sequence(struct parse *parse, struct sequence *sequence, const char *ends)
{
    while (parse->left.len > 0 && !memchr(ends, parse->left.at[0], strlen(ends)))
        parse_item(parse, ARENA_PUSH(parse->arena, sequence));
}

static void parse_choices(struct parse *parse, struct pattern_item *group, uint8_t end)
{
    const char ends[] = {'|', (char)end, 0};

    group->group = true;
    do
        parse_sequence(parse, ARENA_PUSH(parse->arena, &group->choices), ends);
    while (next_is(parse, '|'));
    bool closed = next_is(parse, end);
    assert(closed);
}

/* ---- the anchor ---- */

struct place {
    struct pattern_set set;
    size_t before; /* bytes that may stand before it, at most */
    bool joined;   /* follows the place before it at once */
};

struct places_list {
    struct arena *arena;
    struct place *at;
    size_t count, room;
    size_t before; /* of what comes next */
    bool joined;
};

static size_t longest(const struct sequence *sequence);

static size_t longest_item(const struct pattern_item *item)
{
    size_t most = 1;

    if (item->group) {
        most = 0;
        for (size_t i = 0; i < item->choices.count; i++) {
            size_t len = longest(&item->choices.at[i]);
            most = len > most ? len : most;
        }
    }
    return most * item->max;
}

static size_t longest(const struct sequence *sequence)
{
    size_t len = 0;

    for (size_t i = 0; i < sequence->count; i++)
        len += longest_item(&sequence->at[i]);
    return len;
}

static void add_place(struct places_list *list, const struct pattern_set *set, size_t before)
{
    *ARENA_PUSH(list->arena, list) = (struct place){*set, before, list->joined};
    list->joined = true;
}

/* Bytes that every match must hold. */
static void collect_places(struct places_list *list, const struct sequence *sequence)
{
    for (size_t i = 0; i < sequence->count; i++) {
        const struct pattern_item *item = &sequence->at[i];
        if (item->group && item->min == 1 && item->max == 1 && item->choices.count == 1) {
            collect_places(list, &item->choices.at[0]);
            continue;
        }
        if (item->group || item->min == 0) {
            list->joined = false;
        } else if (item->max == item->min) {
            for (uint16_t n = 0; n < item->min && n < PATTERN_ANCHOR_MAX; n++)
                add_place(list, &item->set, list->before + n);
            list->joined = list->joined && item->min <= PATTERN_ANCHOR_MAX;
        } else {
            add_place(list, &item->set,
                      list->before); /* its first byte joins what is before, its last what is behind */
            list->joined = false;
            add_place(list, &item->set, list->before + item->max - 1u);
        }
        list->before += longest_item(item);
    }
}

/* How seldom a byte of the set is: bits, more for letters and signs that machine code and padding do not have. */
static unsigned rarity(const struct pattern_set *set)
{
    unsigned count = 0;

    for (size_t i = 0; i < 4; i++)
        count += (unsigned)__builtin_popcountll(set->bits[i]);
    if (count > 1)
        return count <= 10 ? 4 : count <= 64 ? 2 : 0;
    return pattern_set_has(set, 0) ? 1 : 7;
}

static bool only_byte(const struct pattern_set *set, uint8_t *byte)
{
    unsigned count = 0;

    for (unsigned i = 0; i < 256; i++) {
        if (pattern_set_has(set, (uint8_t)i)) {
            *byte = (uint8_t)i;
            count++;
        }
    }
    return count == 1;
}

/* Of the bytes with one value, the one that programs have least of. */
static bool rarest(const struct place *places, size_t count, size_t *rare, uint8_t *rare_byte)
{
    static const struct slice frequent = S_INIT("\0etaoinsr");
    bool found = false, good = false;

    for (size_t i = 0; i < count; i++) {
        uint8_t byte;
        if (!only_byte(&places[i].set, &byte))
            continue;
        bool seldom = slice_find_byte(frequent, byte) == frequent.len;
        if (found && (good || !seldom))
            continue;
        found = true;
        good = seldom;
        *rare = i;
        *rare_byte = byte;
    }
    return found;
}

static void choose_anchor(struct pattern *pattern, const struct places_list *list)
{
    unsigned best = 0;

    for (size_t from = 0; from < list->count; from++) {
        unsigned value = 0;
        for (size_t len = 1; len <= PATTERN_ANCHOR_MAX && from + len <= list->count; len++) {
            if (len > 1 && !list->at[from + len - 1].joined)
                break;
            value += rarity(&list->at[from + len - 1].set);
            size_t before = list->at[from].before, rare = 0;
            /* A long way back costs with every candidate. */
            unsigned worth = value > before / 64 ? value - (unsigned)(before / 64) : 0;
            uint8_t byte = 0;
            if (worth <= best || !rarest(&list->at[from], len, &rare, &byte))
                continue;
            best = worth;
            for (size_t i = 0; i < len; i++)
                pattern->anchor[i] = list->at[from + i].set;
            pattern->anchor_len = len;
            pattern->rare = rare;
            pattern->rare_byte = byte;
            pattern->before = before;
            pattern->behind = pattern->span - before;
        }
    }
    assert(pattern->anchor_len > 0);
}

struct pattern *pattern_compile(struct arena *arena, struct slice text)
{
    struct pattern *pattern = arena_new(arena, struct pattern);
    struct parse parse = {.arena = arena, .left = text};
    struct places_list list = {.arena = arena};
    struct sequence all = {0};

    parse_sequence(&parse, &all, "");
    pattern->items = all.at;
    pattern->count = all.count;
    collect_places(&list, &all);
    pattern->span = longest(&all);
    assert(pattern->span < PATTERN_SPAN_MAX);
    choose_anchor(pattern, &list);
    return pattern;
}

bool pattern_anchor_at(const struct pattern *pattern, struct slice text, size_t at)
{
    if (at > text.len || pattern->anchor_len > text.len - at)
        return false;
    for (size_t i = 0; i < pattern->anchor_len; i++)
        if (!pattern_set_has(&pattern->anchor[i], text.at[at + i]))
            return false;
    return true;
}

/* ---- match ---- */

/*
 * Places of the text, as bits. For each item, from the last to the first, those from which it and all behind it can
 * match; then the way is walked forwards, and every choice that leads to such a place is right at once.
 */
struct places {
    uint64_t words[WORDS];
};

struct matching {
    struct slice text;
    struct arena *arena;
    struct slice version;
};

static bool has(const struct places *places, size_t at)
{
    return places->words[at >> 6] >> (at & 63) & 1;
}

static void add(struct places *places, size_t at)
{
    places->words[at >> 6] |= (uint64_t)1 << (at & 63);
}

static void set_before(const struct matching *m, const struct pattern_item *item, const struct places *behind,
                       struct places *before)
{
    uint16_t nearest[PATTERN_SPAN_MAX + 2]; /* place at or behind this one */
    size_t len = m->text.len, run = 0;

    memset(before, 0, sizeof *before);
    nearest[len + 1] = UINT16_MAX;
    for (size_t at = len + 1; at-- > 0;) {
        nearest[at] = has(behind, at) ? (uint16_t)at : nearest[at + 1];
        run = at < len && pattern_set_has(&item->set, m->text.at[at]) ? run + 1 : 0;
        size_t most = run < item->max ? run : item->max;
        if (most >= item->min && nearest[at + item->min] <= at + most)
            add(before, at);
    }
}

static struct places *sequence_before(struct matching *m, const struct pattern_item *items, size_t count,
                                      const struct places *behind);

/* Places from which one of the choices leads to `behind`. */
static void choices_before(struct matching *m, const struct pattern_item *group, const struct places *behind,
                           struct places *before)
{
    memset(before, 0, sizeof *before);
    for (size_t i = 0; i < group->choices.count; i++) {
        struct arena_mark mark = arena_mark(m->arena);
        const struct places *some = sequence_before(m, group->choices.at[i].at, group->choices.at[i].count, behind);
        for (size_t w = 0; w < WORDS; w++)
            before->words[w] |= some->words[w];
        arena_reset(m->arena, mark);
    }
}

/* Places from which exactly so many repetitions lead to `behind`, for each number of them. */
static struct places *repetitions(struct matching *m, const struct pattern_item *group, const struct places *behind)
{
    struct places *layers = arena_array(m->arena, struct places, group->max + 1u);

    layers[0] = *behind;
    for (uint16_t i = 1; i <= group->max; i++)
        choices_before(m, group, &layers[i - 1], &layers[i]);
    return layers;
}

static void item_before(struct matching *m, const struct pattern_item *item, const struct places *behind,
                        struct places *before)
{
    if (!item->group) {
        set_before(m, item, behind, before);
        return;
    }
    struct arena_mark mark = arena_mark(m->arena);
    const struct places *layers = repetitions(m, item, behind);
    memset(before, 0, sizeof *before);
    for (uint16_t i = item->min; i <= item->max; i++)
        for (size_t w = 0; w < WORDS; w++)
            before->words[w] |= layers[i].words[w];
    arena_reset(m->arena, mark);
}

/* For each item the places from which the rest matches; the last is `behind`. */
static struct places *sequence_before(struct matching *m, const struct pattern_item *items, size_t count,
                                      const struct places *behind)
{
    struct places *before = arena_array(m->arena, struct places, count + 1);

    before[count] = *behind;
    for (size_t i = count; i-- > 0;)
        item_before(m, &items[i], &before[i + 1], &before[i]);
    return before;
}

static size_t walk(struct matching *m, const struct pattern_item *items, size_t count, const struct places *before,
                   size_t at);

static size_t walk_choice(struct matching *m, const struct pattern_item *group, const struct places *behind, size_t at)
{
    for (size_t i = 0; i < group->choices.count; i++) {
        const struct sequence *choice = &group->choices.at[i];
        struct arena_mark mark = arena_mark(m->arena);
        const struct places *before = sequence_before(m, choice->at, choice->count, behind);
        bool here = has(before, at);
        if (here)
            at = walk(m, choice->at, choice->count, before, at);
        arena_reset(m->arena, mark);
        if (here)
            break;
    }
    return at;
}

static size_t walk_group(struct matching *m, const struct pattern_item *group, const struct places *behind, size_t at)
{
    struct arena_mark mark = arena_mark(m->arena);
    const struct places *layers = repetitions(m, group, behind);
    uint16_t times = group->max;
    size_t start = at;

    while (times > group->min && !has(&layers[times], at))
        times--;
    for (; times > 0; times--)
        at = walk_choice(m, group, &layers[times - 1], at);
    if (group->version)
        m->version = slice_of(m->text.at + start, at - start);
    arena_reset(m->arena, mark);
    return at;
}

static size_t walk_set(const struct matching *m, const struct pattern_item *item, const struct places *behind,
                       size_t at)
{
    size_t run = 0;

    while (run < item->max && at + run < m->text.len && pattern_set_has(&item->set, m->text.at[at + run]))
        run++;
    while (run > item->min && !has(behind, at + run))
        run--;
    return at + run;
}

static size_t walk(struct matching *m, const struct pattern_item *items, size_t count, const struct places *before,
                   size_t at)
{
    for (size_t i = 0; i < count; i++)
        at = items[i].group ? walk_group(m, &items[i], &before[i + 1], at) : walk_set(m, &items[i], &before[i + 1], at);
    return at;
}

bool pattern_match(const struct pattern *pattern, struct slice text, bool whole, struct arena *arena,
                   struct slice *version)
{
    struct matching m = {.text = slice_head(text, PATTERN_SPAN_MAX - 1), .arena = arena, .version = S("")};
    struct arena_mark mark = arena_mark(arena);
    struct places ends = {{0}};
    size_t start = 0;

    for (size_t at = whole ? m.text.len : 0; at <= m.text.len; at++)
        add(&ends, at);
    const struct places *before = sequence_before(&m, pattern->items, pattern->count, &ends);
    while (start <= m.text.len && !has(before, start))
        start++;
    bool found = start <= m.text.len && (!whole || start == 0);
    if (found)
        walk(&m, pattern->items, pattern->count, before, start);
    *version = m.version;
    arena_reset(arena, mark);
    return found;
}
