#include "analyzer/lang/java/manifest.h"

enum {
    LINE_MAX_LEN = 4096, /* the specification's lines have 72 bytes; some tools write whole values */
    VALUE_MAX = 4096,    /* what is wanted is short; others (Export-Package) may be of any length */
    /* Of the sections behind the main one: a signed jar has one a class. */
    SECTIONS_MAX = 256,
};

static const struct {
    const char *name;
    size_t offset;
    bool any_section;
} attributes[] = {
    {"Automatic-Module-Name", offsetof(struct manifest, automatic_module_name), false},
    {"Bundle-Name", offsetof(struct manifest, bundle_name), false},
    {"Bundle-SymbolicName", offsetof(struct manifest, bundle_symbolic_name), false},
    {"Bundle-Version", offsetof(struct manifest, bundle_version), false},
    {"Created-By", offsetof(struct manifest, created_by), false},
    {"Extension-Name", offsetof(struct manifest, extension_name), false},
    {"Group-Id", offsetof(struct manifest, group_id), false},
    {"Implementation-Title", offsetof(struct manifest, implementation_title), true},
    {"Implementation-Vendor-Id", offsetof(struct manifest, implementation_vendor_id), true},
    {"Implementation-Version", offsetof(struct manifest, implementation_version), true},
    {"Plugin-Version", offsetof(struct manifest, plugin_version), false},
    {"Short-Name", offsetof(struct manifest, short_name), false},
    {"Specification-Version", offsetof(struct manifest, specification_version), true},
};

/* An attribute whose value may go on in the next lines. */
struct attribute {
    int index; /* in `attributes`, or -1 */
    uint8_t value[VALUE_MAX];
    size_t len;
};

struct state {
    struct manifest *manifest;
    struct arena *arena;
    struct attribute attribute;
    struct slice section; /* name of the one at hand */
    size_t sections;      /* 0: the main one */
    bool empty;           /* nothing since the last empty line */
};

static void append(struct attribute *attribute, struct slice more)
{
    size_t room = VALUE_MAX - attribute->len, len = more.len < room ? more.len : room;

    if (attribute->index < 0 || len == 0)
        return;
    memcpy(attribute->value + attribute->len, more.at, len);
    attribute->len += len;
}

static void finish(struct state *state)
{
    struct attribute *attribute = &state->attribute;

    if (attribute->index < 0)
        return;
    struct slice *field = (struct slice *)((uint8_t *)state->manifest + attributes[attribute->index].offset);
    struct slice value = slice_trim(slice_of(attribute->value, attribute->len));
    if (field->len == 0 && value.len > 0 && (state->sections == 0 || attributes[attribute->index].any_section)) {
        *field = arena_copy(state->arena, value);
        if (state->sections > 0 && state->manifest->section.len == 0)
            state->manifest->section = state->section;
    }
    attribute->index = -1;
}

static int attribute_find(struct slice name)
{
    for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++)
        if (slice_equal_nocase(name, slice_text(attributes[i].name)))
            return (int)i;
    return -1;
}

static void take_line(struct state *state, struct slice line)
{
    struct slice name, value;

    if (line.len > 0 && line.at[0] == ' ') {
        append(&state->attribute, slice_skip(line, 1));
        return;
    }
    finish(state);
    if (line.len == 0) {
        state->sections += !state->empty;
        state->empty = true;
        return;
    }
    if (!slice_cut(line, ':', &name, &value))
        return;
    state->empty = false;
    if (state->sections > 0 && slice_equal_nocase(name, S("Name")))
        state->section = arena_copy(state->arena, slice_trim(value));
    state->attribute.len = 0;
    state->attribute.index = attribute_find(name);
    append(&state->attribute, value);
}

bool manifest_read(struct reader *reader, struct arena *arena, struct manifest *manifest, struct error *error)
{
    struct state *state = arena_new(arena, struct state);
    struct slice line;

    *manifest = (struct manifest){.found = true};
    *state = (struct state){.manifest = manifest, .arena = arena, .attribute.index = -1, .empty = true};
    while (state->sections < SECTIONS_MAX && reader_line(reader, LINE_MAX_LEN, &line) != LINE_END)
        take_line(state, line);
    finish(state);
    return reader_ok(reader, error);
}
