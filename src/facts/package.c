/* A package as bytes and back: see wire.h. Field by field from one table, so that neither direction forgets one. */
#include "facts/wire.h"

#include <assert.h>

static unsigned choice_of(const void *member)
{
    unsigned value;
    memcpy(&value, member, sizeof(value));
    return value;
}

static bool is_present(const struct fact_field *field, const void *member)
{
    switch (field->kind) {
    case FIELD_STRING: return ((const struct slice *)member)->len > 0;
    case FIELD_LIST: return ((const struct slices *)member)->count > 0;
    case FIELD_EPOCH: return *(const int64_t *)member != EPOCH_ABSENT;
    case FIELD_CHOICE: return choice_of(member) != 0;
    case FIELD_FLAG: return *(const bool *)member;
    }
    return false;
}

static void list_put(struct output *out, const struct slices *list)
{
    output_number(out, list->count);
    for (size_t i = 0; i < list->count; i++)
        output_string(out, list->at[i]);
}

static void field_put(struct output *out, const struct fact_field *field, const void *member)
{
    switch (field->kind) {
    case FIELD_STRING: output_string(out, *(const struct slice *)member); break;
    case FIELD_LIST: list_put(out, member); break;
    case FIELD_EPOCH: output_number(out, (uint64_t) * (const int64_t *)member); break;
    case FIELD_CHOICE:
        assert(choice_of(member) <= field->max);
        output_number(out, choice_of(member));
        break;
    case FIELD_FLAG: break;
    }
}

void package_put(struct output *out, const struct package *package)
{
    const uint8_t *base = (const uint8_t *)package;
    uint64_t mask = 0;

    for (size_t i = 0; i < FACTS_FIELDS; i++)
        if (is_present(&facts_fields[i], base + facts_fields[i].offset))
            mask |= UINT64_C(1) << i;
    output_number(out, mask);
    for (size_t i = 0; i < FACTS_FIELDS; i++)
        if (mask >> i & 1)
            field_put(out, &facts_fields[i], base + facts_fields[i].offset);
}

static void list_take(struct input *in, struct slices *list, size_t max)
{
    INPUT_LIST(in, list, 2);
    if (list->count == 0)
        input_bad(in, "an empty list");
    for (size_t i = 0; i < list->count && !in->reader.failed; i++) {
        list->at[i] = input_string(in, max);
        if (list->at[i].len == 0)
            input_bad(in, "an empty item of a list");
    }
}

static void field_take(struct input *in, const struct fact_field *field, void *member)
{
    unsigned choice;

    switch (field->kind) {
    case FIELD_STRING:
        *(struct slice *)member = input_string(in, field->max);
        if (((struct slice *)member)->len == 0)
            input_bad(in, "an empty text");
        break;
    case FIELD_LIST: list_take(in, member, field->max); break;
    case FIELD_EPOCH: *(int64_t *)member = (int64_t)input_number(in, INT64_MAX); break;
    case FIELD_CHOICE:
        choice = (unsigned)input_number(in, field->max);
        if (choice == 0)
            input_bad(in, "a choice that was not made");
        memcpy(member, &choice, sizeof(choice));
        break;
    case FIELD_FLAG: *(bool *)member = true; break;
    }
}

void package_take(struct input *in, struct package *package)
{
    uint64_t mask = input_number(in, (UINT64_C(1) << FACTS_FIELDS) - 1);

    *package = (struct package){.epoch = EPOCH_ABSENT};
    for (size_t i = 0; i < FACTS_FIELDS && !in->reader.failed; i++)
        if (mask >> i & 1)
            field_take(in, &facts_fields[i], (uint8_t *)package + facts_fields[i].offset);
    if (package->name.len == 0 || package->type.len == 0)
        input_bad(in, "a package without a name or a type");
}

bool facts_next_package(struct slice *left, struct arena *arena, struct package *package)
{
    struct input in = {.reader = reader_over(*left), .arena = arena, .weight_max = FACTS_WEIGHT_MAX};

    if (left->len == 0)
        return false;
    package_take(&in, package);
    assert(!in.reader.failed && "the bytes are the builder's or were checked by facts_decode");
    *left = in.reader.left;
    return true;
}
