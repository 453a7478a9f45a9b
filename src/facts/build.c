#include "facts/wire.h"

#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

enum { STRING_HEAD = 3 };

void facts_init(struct facts *facts, struct arena *arena, struct slice table)
{
    *facts = (struct facts){.arena = arena, .table = table, .store = arena_branch(arena)};
}

static struct slice current_path(const struct facts *facts)
{
    return facts->current ? facts->current->path : S("");
}

static void push_problem(struct facts *facts, enum error_code code, struct slice path, struct slice detail)
{
    struct problem *problem = ARENA_PUSH(facts->store, &facts->problems);
    *problem = (struct problem){.code = code, .layer = -1, .path = path, .detail = detail};
}

/*
 * Accounts for a record of `bytes` in the stream and `weight` decoded.
 * returns  false when the limit was reached now or before: the record must be left out
 */
static bool has_room(struct facts *facts, size_t bytes, size_t weight)
{
    if (facts->full)
        return false;
    if (bytes > FACTS_MAX - FACTS_FRAME - facts->used || weight > FACTS_WEIGHT_MAX - facts->weight) {
        facts->full = true;
        push_problem(facts, ERROR_LIMIT, arena_copy(facts->store, current_path(facts)),
                     S("this layer says more than facts may hold (16 MiB): the rest was left out"));
        return false;
    }
    facts->used += bytes;
    facts->weight += weight;
    return true;
}

/* At most `max` bytes, not cut within a character. */
static struct slice cut(struct slice s, size_t max)
{
    if (s.len <= max)
        return s;
    while (max > 0 && (s.at[max] & 0xC0) == 0x80)
        max--;
    return slice_head(s, max);
}

/* UTF-8 without NUL of at most `max` bytes, from anything. returns  `s` itself where it is that already */
static struct slice clean(struct facts *facts, struct slice s, size_t max)
{
    size_t nul;

    s = cut(s, max);
    if (!utf8_valid(s))
        s = cut(text_utf8_copy(facts->arena, s), max);
    if ((nul = slice_find_byte(s, 0)) == s.len)
        return s;
    /* U+FFFD as for other bytes that may not stand in text */
    size_t len = 0;
    uint8_t *out = arena_array(facts->arena, uint8_t, s.len * 3);
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == 0) {
            memcpy(out + len, "\xEF\xBF\xBD", 3);
            len += 3;
        } else {
            out[len++] = s.at[i];
        }
    }
    return cut(slice_of(out, len), max);
}

void facts_problem_at(struct facts *facts, enum error_code code, struct slice path, struct slice detail)
{
    if (facts->problems.count >= FACTS_PROBLEMS_MAX) {
        facts->problems_dropped++;
        return;
    }
    path = clean(facts, path, PATH_LEN_MAX);
    detail = clean(facts, detail, ERROR_TEXT_MAX);
    if (has_room(facts, path.len + detail.len + 2 * STRING_HEAD + NUMBER_MAX, sizeof(struct problem)))
        push_problem(facts, code, arena_copy(facts->store, path), arena_copy(facts->store, detail));
}

void facts_problem(struct facts *facts, enum error_code code, const char *format, ...)
{
    char text[ERROR_TEXT_MAX];
    va_list list;

    va_start(list, format);
    int len = vsnprintf(text, sizeof(text), format, list);
    va_end(list);
    assert(len >= 0);
    facts_problem_at(facts, code, current_path(facts), slice_text(text));
}

static bool is_empty(const struct fact_source *source)
{
    return source->packages.count == 0 && source->values.count == 0 && source->owned.count == 0;
}

void build_end_source(struct facts *facts)
{
    facts->sources.count -= facts->current && is_empty(facts->current);
    facts->current = NULL;
}

void facts_source(struct facts *facts, struct slice path, const char *analyzer, uint64_t size, uint32_t mode)
{
    build_end_source(facts);
    facts->path_bytes = arena_buffer(facts->store, facts->path_bytes, &facts->path_room, path.len);
    if (path.len)
        memcpy(facts->path_bytes, path.at, path.len);
    facts->current = ARENA_PUSH(facts->store, &facts->sources);
    *facts->current = (struct fact_source){
        .path = slice_of(facts->path_bytes, path.len),
        .analyzer = slice_text(analyzer),
        .size = size,
        .mode = mode,
    };
}

struct slice facts_path_before(const struct facts *facts)
{
    return facts->sources.count < 2 ? S("") : facts->sources.at[facts->sources.count - 2].path;
}

/* A source takes memory once something is said of it: many files of a layer that rows look at say nothing. */
static struct fact_building *building_of(struct facts *facts)
{
    struct fact_source *source = facts->current;

    if (source->building == NULL) {
        source->path = arena_copy(facts->store, source->path);
        source->building = arena_new(facts->store, struct fact_building);
        source->building->packages.arena = facts->store;
    }
    return source->building;
}

/* The first record of a source accounts for the source too. */
static bool has_room_in_source(struct facts *facts, size_t bytes, size_t weight)
{
    const struct fact_source *source = facts->current;

    assert(source);
    if (is_empty(source)) {
        bytes += source->path.len + source->analyzer.len + 2 * STRING_HEAD + 5 * NUMBER_MAX;
        weight += sizeof(struct fact_source);
    }
    if (!has_room(facts, bytes, weight))
        return false;
    struct fact_building *building = building_of(facts);
    building->used += bytes;
    building->weight += weight;
    return true;
}

/* Makes the strings of a list clean, and drops empty ones. */
static void clean_list(struct facts *facts, struct slices *list, size_t *bytes, size_t *weight)
{
    struct slice *at;
    size_t count = 0;

    if (list->count == 0)
        return;
    at = arena_array(facts->arena, struct slice, list->count);
    for (size_t i = 0; i < list->count; i++) {
        struct slice s = clean(facts, list->at[i], FACTS_TEXT_MAX);
        if (s.len == 0)
            continue;
        at[count++] = s;
        *bytes += s.len + STRING_HEAD;
    }
    *list = (struct slices){.at = at, .count = count};
    *bytes += STRING_HEAD;
    *weight += count * sizeof(struct slice);
}

/* returns  false when a string had to be cut */
static bool clean_package(struct facts *facts, struct package *package, size_t *bytes, size_t *weight)
{
    bool whole = true;

    *bytes = NUMBER_MAX; /* the mask */
    *weight = 0;
    for (size_t i = 0; i < FACTS_FIELDS; i++) {
        const struct fact_field *field = &facts_fields[i];
        void *member = (uint8_t *)package + field->offset;
        struct slice *s = member;
        if (field->kind == FIELD_STRING && s->len > 0) {
            whole = whole && s->len <= field->max;
            *s = clean(facts, *s, field->max);
            *bytes += s->len + STRING_HEAD;
        } else if (field->kind == FIELD_LIST) {
            clean_list(facts, member, bytes, weight);
        } else if (field->kind == FIELD_EPOCH) {
            *bytes += NUMBER_MAX;
        } else if (field->kind == FIELD_CHOICE) {
            *bytes += 1;
        }
    }
    return whole;
}

static uint32_t refuse(struct facts *facts, enum error_code code, const char *why)
{
    facts_problem(facts, code, "%s", why);
    return UINT32_MAX;
}

uint32_t facts_package(struct facts *facts, const struct package *package)
{
    struct package copy = *package;
    size_t bytes, weight;

    assert(facts->current && package->type.len && package->epoch >= EPOCH_ABSENT);
    if (package->name.len == 0)
        return refuse(facts, ERROR_MALFORMED, "a package without a name");
    if (package->name.len > FACTS_NAME_MAX)
        return refuse(facts, ERROR_LIMIT, "a package name of more than 1,024 bytes");
    if (package->version.len > FACTS_NAME_MAX)
        return refuse(facts, ERROR_LIMIT, "a package version of more than 1,024 bytes");
    if (facts->package_count == FACTS_PACKAGES_MAX && !facts->full) {
        facts->full = true;
        push_problem(facts, ERROR_LIMIT, arena_copy(facts->store, current_path(facts)),
                     S("more than 100,000 packages: the rest was left out"));
    }
    if (facts->full)
        return UINT32_MAX;
    if (!clean_package(facts, &copy, &bytes, &weight))
        facts_problem(facts, ERROR_MALFORMED, "package '%.*s': a field is too long and was cut", SLICE_ARG(copy.name));
    if (!has_room_in_source(facts, bytes, weight))
        return UINT32_MAX;
    struct output *out = &facts->current->building->packages;
    package_put(out, &copy);
    facts->package_count++;
    facts->current->packages.bytes = slice_of(out->at, out->count);
    return (uint32_t)facts->current->packages.count++;
}

void facts_value(struct facts *facts, const char *name, struct slice text)
{
    struct value value = {.name = slice_text(name), .text = clean(facts, text, FACTS_TEXT_MAX)};

    if (text.len > FACTS_TEXT_MAX)
        facts_problem(facts, ERROR_MALFORMED, "'%s' is too long and was cut", name);
    if (has_room_in_source(facts, value.name.len + value.text.len + 2 * STRING_HEAD, sizeof(struct value))) {
        value.text = arena_copy(facts->store, value.text);
        *ARENA_PUSH(facts->store, &facts->current->values) = value;
    }
}

void build_owned(struct facts *facts, const struct owned *owned)
{
    struct fact_source *source = facts->current;

    if (facts->owned_count == FACTS_OWNED_MAX) {
        facts->owned_dropped++;
        return;
    }
    if (!has_room_in_source(facts, sizeof(struct owned), 0))
        return;
    facts->owned_count++;
    facts->owned_kinds |= DIGEST_BIT(owned->kind);
    *ARENA_PUSH(facts->store, &source->building->owned) = *owned;
    source->owned.at = source->building->owned.at;
    source->owned.count++;
}

void facts_owned(struct facts *facts, uint32_t package, struct slice path, enum digest_kind kind, const uint8_t *digest)
{
    struct owned owned = {.path = path_hash(path), .kind = (uint8_t)kind};

    for (unsigned i = 0; i < sizeof(owned.package); i++)
        owned.package[i] = (uint8_t)(package >> (24 - 8 * i));
    if (kind != DIGEST_NONE)
        memcpy(owned.digest, digest, sizeof(owned.digest));
    build_owned(facts, &owned);
}

bool facts_yielded(const struct facts *facts)
{
    return facts->current && facts->current->packages.count > 0;
}

void facts_digests(struct facts *facts, const struct file_digests *digests)
{
    assert(facts_yielded(facts) && facts->current->digests == NULL);
    if (!has_room_in_source(facts, sizeof(*digests), 0))
        return;
    facts->current->digests = digests;
}

void facts_removed(struct facts *facts, struct slice path)
{
    if (has_room(facts, path.len + STRING_HEAD, sizeof(struct slice)))
        *ARENA_PUSH(facts->store, &facts->removed) = arena_copy(facts->store, path);
}

void facts_opaque(struct facts *facts, struct slice path)
{
    if (has_room(facts, path.len + STRING_HEAD, sizeof(struct slice)))
        *ARENA_PUSH(facts->store, &facts->opaque) = arena_copy(facts->store, path);
}

static size_t link_bytes(struct slice path, struct slice target)
{
    return path.len + target.len + 2 * STRING_HEAD + 1;
}

void facts_link(struct facts *facts, struct slice path, struct slice target, bool hard)
{
    if (!has_room(facts, link_bytes(path, target), sizeof(struct fact_link)))
        return;
    struct fact_link *link = ARENA_PUSH(facts->store, &facts->links);
    link->path = arena_copy(facts->store, path);
    link->target = arena_copy(facts->store, target);
    link->hard = hard;
}

void facts_member(struct facts *facts, const struct fact_member *member)
{
    if (!has_room(facts, member->path.len + member->link.len + 2 * STRING_HEAD + 3 * NUMBER_MAX, sizeof(*member)))
        return;
    struct fact_member *copy = ARENA_PUSH(facts->store, &facts->members);
    *copy = *member;
    copy->path = arena_copy(facts->store, member->path);
    copy->link = arena_copy(facts->store, member->link);
}

void facts_path(struct facts *facts, struct path_hash hash)
{
    if (facts->hashes.count < FACTS_PATHS_MAX)
        *ARENA_PUSH(facts->store, &facts->hashes) = hash;
    else
        facts->paths_dropped++;
}

static bool at_or_below(struct slice path, struct slice folder)
{
    return slice_equal(path, folder) || path_within(path, folder);
}

static void forget_source(struct facts *facts, const struct fact_source *source)
{
    facts->used -= source->building->used;
    facts->weight -= source->building->weight;
    facts->package_count -= source->packages.count;
    facts->owned_count -= source->owned.count;
}

static void forget_link(struct facts *facts, const struct fact_link *link)
{
    facts->used -= link_bytes(link->path, link->target);
    facts->weight -= sizeof(*link);
}

void facts_forget(struct facts *facts, struct slice path)
{
    build_end_source(facts);
    size_t kept = 0;

    for (size_t i = 0; i < facts->sources.count; i++)
        if (at_or_below(facts->sources.at[i].path, path))
            forget_source(facts, &facts->sources.at[i]);
        else
            facts->sources.at[kept++] = facts->sources.at[i];
    facts->sources.count = kept;

    kept = 0;
    for (size_t i = 0; i < facts->links.count; i++)
        if (at_or_below(facts->links.at[i].path, path))
            forget_link(facts, &facts->links.at[i]);
        else
            facts->links.at[kept++] = facts->links.at[i];
    facts->links.count = kept;
}
