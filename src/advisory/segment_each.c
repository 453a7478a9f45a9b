#include "advisory/cve.h"
#include "advisory/part.h"
#include "advisory/rules.h"
#include "advisory/segment.h"

/* More is no segment that was made of feeds. */
enum { SHAPES_MAX = 1 << 20 };

/* returns  the shape as an advisory with the other fields empty, or NULL with `error` set */
static const struct advisory *shape_of(struct segment *segment, uint32_t id, struct error *error)
{
    struct advisory *shape;
    struct slice part;

    if (id < segment->shapes.room && segment->shapes.at[id])
        return segment->shapes.at[id];
    if (!segment_get_shape(segment, id, &part, error))
        return NULL;
    shape = arena_new(segment->arena, struct advisory);
    if (id >= SHAPES_MAX || !part_take_shape(arena_copy(segment->arena, part), segment->arena, shape)) {
        fail(error, ERROR_DATABASE_UNREADABLE, "'%s': shape %u is damaged", segment->path, id);
        return NULL;
    }
    while (id >= segment->shapes.room) {
        size_t before = segment->shapes.room;
        segment->shapes.at = arena_grow(segment->arena, segment->shapes.at, before, &segment->shapes.room,
                                        sizeof segment->shapes.at[0], _Alignof(struct advisory *));
        memset(segment->shapes.at + before, 0, (segment->shapes.room - before) * sizeof segment->shapes.at[0]);
    }
    return segment->shapes.at[id] = shape;
}

static bool advisory_of(struct segment *segment, const struct rule *rule, struct slice package,
                        struct advisory *advisory, struct error *error)
{
    const struct advisory *shape = shape_of(segment, rule->shape, error);

    if (shape == NULL)
        return false;
    *advisory = *shape;
    advisory->package = package;
    if (rule->numbered) {
        uint8_t *id = arena_array(segment->scratch, uint8_t, CVE_TEXT_MAX);
        advisory->id = slice_of(id, cve_write(rule->cve, id));
    } else {
        advisory->id = rule->name;
    }
    if (part_take_bound(rule->bound, segment->scratch, advisory) &&
        part_take_extra(rule->extra, segment->scratch, advisory))
        return true;
    return fail(error, ERROR_DATABASE_UNREADABLE, "'%s': a statement about '%.*s' is damaged", segment->path,
                SLICE_ARG(package));
}

bool segment_of_packages(const struct segment *segment)
{
    return segment->kind == SEGMENT_PACKAGES;
}

bool segment_each(struct segment *segment, struct slice package, bool (*visit)(void *context, const struct advisory *),
                  void *context, struct error *error)
{
    struct advisory advisory;
    struct slice blob;
    struct rules rules;
    struct rule rule;
    bool good;

    arena_reset(segment->scratch, segment->scratch_mark);
    /* The segment of an ecosystem has its name. */
    package = arena_copy(segment->scratch, advisory_key(segment->scratch, segment->name, package));
    if (!segment_get_package(segment, package, &blob, error))
        return false;
    if (blob.at == NULL)
        return true;
    if (!rules_open(blob, segment->scratch, &rules))
        return fail(error, ERROR_DATABASE_UNREADABLE, "'%s': the statements about '%.*s' are damaged", segment->path,
                    SLICE_ARG(package));
    while (rules_next(&rules, &rule, &good)) {
        if (!advisory_of(segment, &rule, package, &advisory, error))
            return false;
        if (!visit(context, &advisory))
            return true;
    }
    return good || fail(error, ERROR_DATABASE_UNREADABLE, "'%s': the statements about '%.*s' are damaged",
                        segment->path, SLICE_ARG(package));
}
