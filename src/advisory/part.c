#include "advisory/part.h"

#include "advisory/day.h"

enum {
    BOUND_FIXED = 1 << 0,
    BOUND_FIXED_LIST = 1 << 1,
    BOUND_RANGES = 1 << 2, /* has_ranges, perhaps with none */
    BOUND_NOT_AFFECTED = 1 << 3,
    BOUND_VERSIONS = 1 << 4,
    BOUND_ALL = (1 << 5) - 1,

    EXTRA_ALIASES = 1 << 0,
    EXTRA_VENDOR_IDS = 1 << 1,
    EXTRA_PUBLISHED = 1 << 2,
    EXTRA_AVAILABLE = 1 << 3,
    EXTRA_CVSS = 1 << 4,
    EXTRA_SYMBOLS = 1 << 5,
    EXTRA_SYSTEMS = 1 << 6,
    EXTRA_ALL = (1 << 7) - 1, /* one byte as a number */
};

void part_put_shape(struct bytes *bytes, const struct advisory *a)
{
    bytes_put_u8(bytes, (uint8_t)a->kind);
    bytes_put_u8(bytes, (uint8_t)a->status);
    bytes_put_text(bytes, a->source);
    bytes_put_text(bytes, a->distro_id);
    bytes_put_text(bytes, a->release);
    bytes_put_text(bytes, a->ecosystem);
    bytes_put_text(bytes, a->cpe);
    bytes_put_text(bytes, a->scheme);
    bytes_put_text(bytes, a->severity);
    bytes_put_text(bytes, a->urgency);
    bytes_put_text(bytes, a->module);
    bytes_put_text(bytes, a->channel);
    bytes_put_text(bytes, a->minor);
    bytes_put_text(bytes, a->informational);
    bytes_put_list(bytes, a->arches);
    bytes_put_list(bytes, a->repos);
}

bool part_take_shape(struct slice part, struct arena *arena, struct advisory *a)
{
    struct reader r = reader_over(part);

    a->kind = (enum package_kind)bytes_take_below(&r, KIND_CPE + 1);
    a->status = (enum advisory_status)bytes_take_below(&r, STATUS_UNDER_INVESTIGATION + 1);
    a->source = bytes_take_text(&r);
    a->distro_id = bytes_take_text(&r);
    a->release = bytes_take_text(&r);
    a->ecosystem = bytes_take_text(&r);
    a->cpe = bytes_take_text(&r);
    a->scheme = bytes_take_text(&r);
    a->severity = bytes_take_text(&r);
    a->urgency = bytes_take_text(&r);
    a->module = bytes_take_text(&r);
    a->channel = bytes_take_text(&r);
    a->minor = bytes_take_text(&r);
    a->informational = bytes_take_text(&r);
    a->arches = bytes_take_list(&r, arena);
    a->repos = bytes_take_list(&r, arena);
    return !r.failed && reader_at_end(&r);
}

void part_put_bound(struct bytes *bytes, const struct advisory *a)
{
    unsigned flags = (a->fixed_version.len ? BOUND_FIXED : 0) | (a->fixed_versions.count ? BOUND_FIXED_LIST : 0) |
                     (a->has_ranges ? BOUND_RANGES : 0) | (a->has_not_affected ? BOUND_NOT_AFFECTED : 0) |
                     (a->versions.count ? BOUND_VERSIONS : 0);

    bytes_put_u8(bytes, (uint8_t)flags);
    if (flags & BOUND_FIXED)
        bytes_put_text(bytes, a->fixed_version);
    if (flags & BOUND_FIXED_LIST)
        bytes_put_list(bytes, a->fixed_versions);
    if (flags & BOUND_RANGES)
        bytes_put_list(bytes, a->ranges);
    if (flags & BOUND_NOT_AFFECTED)
        bytes_put_list(bytes, a->not_affected_ranges);
    if (flags & BOUND_VERSIONS)
        bytes_put_list(bytes, a->versions);
}

/* A text or list that its flag promises; an empty one would be a second form of the same bound. */
static struct slice take_text(struct reader *r, uint64_t flag)
{
    struct slice text = flag ? bytes_take_text(r) : (struct slice){0};

    if (flag && text.len == 0)
        reader_fail(r, ERROR_MALFORMED, "an empty text");
    return text;
}

static struct slices take_list(struct reader *r, uint64_t flag, bool may_be_empty, struct arena *arena)
{
    struct slices list = flag ? bytes_take_list(r, arena) : (struct slices){0};

    if (flag && list.count == 0 && !may_be_empty)
        reader_fail(r, ERROR_MALFORMED, "an empty list");
    return list;
}

bool part_take_bound(struct slice part, struct arena *arena, struct advisory *a)
{
    struct reader r = reader_over(part);
    uint64_t flags = bytes_take_below(&r, BOUND_ALL + 1);

    a->fixed_version = take_text(&r, flags & BOUND_FIXED);
    a->fixed_versions = take_list(&r, flags & BOUND_FIXED_LIST, false, arena);
    a->has_ranges = flags & BOUND_RANGES;
    a->ranges = take_list(&r, flags & BOUND_RANGES, true, arena);
    a->has_not_affected = flags & BOUND_NOT_AFFECTED;
    a->not_affected_ranges = take_list(&r, flags & BOUND_NOT_AFFECTED, true, arena);
    a->versions = take_list(&r, flags & BOUND_VERSIONS, false, arena);
    return !r.failed && reader_at_end(&r);
}

void part_put_extra(struct bytes *bytes, const struct advisory *a)
{
    uint32_t published = 0, available = 0;
    bool has_published = day_parse(a->published, &published), has_available = day_parse(a->available, &available);
    unsigned flags = (a->aliases.count ? EXTRA_ALIASES : 0) | (a->vendor_ids.count ? EXTRA_VENDOR_IDS : 0) |
                     (has_published ? EXTRA_PUBLISHED : 0) | (has_available ? EXTRA_AVAILABLE : 0) |
                     (a->cvss.len ? EXTRA_CVSS : 0) | (a->symbols.count ? EXTRA_SYMBOLS : 0) |
                     (a->systems.count ? EXTRA_SYSTEMS : 0);

    bytes_put_u8(bytes, (uint8_t)flags);
    if (flags & EXTRA_ALIASES)
        bytes_put_list(bytes, a->aliases);
    if (flags & EXTRA_VENDOR_IDS)
        bytes_put_list(bytes, a->vendor_ids);
    if (flags & EXTRA_PUBLISHED)
        bytes_put_number(bytes, published);
    if (flags & EXTRA_AVAILABLE)
        bytes_put_number(bytes, available);
    if (flags & EXTRA_CVSS)
        bytes_put_text(bytes, a->cvss);
    if (flags & EXTRA_SYMBOLS)
        bytes_put_list(bytes, a->symbols);
    if (flags & EXTRA_SYSTEMS)
        bytes_put_list(bytes, a->systems);
}

static struct slice take_day(struct reader *r, uint64_t flag, struct arena *arena)
{
    struct slice text = {0};
    uint32_t day = 0;

    if (!flag)
        return text;
    text = day_text(arena, (uint32_t)bytes_take_below(r, DAY_LIMIT));
    if (!day_parse(text, &day))
        reader_fail(r, ERROR_MALFORMED, "no day");
    return text;
}

bool part_take_extra(struct slice part, struct arena *arena, struct advisory *a)
{
    struct reader r = reader_over(part);
    uint64_t flags = bytes_take_below(&r, EXTRA_ALL + 1);

    a->aliases = take_list(&r, flags & EXTRA_ALIASES, false, arena);
    a->vendor_ids = take_list(&r, flags & EXTRA_VENDOR_IDS, false, arena);
    a->published = take_day(&r, flags & EXTRA_PUBLISHED, arena);
    a->available = take_day(&r, flags & EXTRA_AVAILABLE, arena);
    a->cvss = take_text(&r, flags & EXTRA_CVSS);
    a->symbols = take_list(&r, flags & EXTRA_SYMBOLS, false, arena);
    a->systems = take_list(&r, flags & EXTRA_SYSTEMS, false, arena);
    return !r.failed && reader_at_end(&r);
}
