#include "analyzer/lang/java/pom.h"
#include "base/xml.h"

enum place {
    PLACE_OTHER,
    PLACE_ROOT,
    PLACE_PROJECT,
    PLACE_PARENT,
    PLACE_PROPERTIES,
    PLACE_DEPENDENCIES,
    PLACE_DEPENDENCY,
    PLACE_MANAGEMENT,
    PLACE_PROFILES,
    PLACE_PROFILE,
    PLACE_ACTIVATION,
    PLACE_PROPERTY, /* leaves: their text is wanted */
    PLACE_TEXT,
};

/* Elements by what encloses them. `field`: where a leaf's text goes, in what its parent describes. */
static const struct {
    enum place in;
    const char *name;
    enum place place;
    size_t field;
} elements[] = {
    {PLACE_ROOT, "project", PLACE_PROJECT, 0},
    {PLACE_PROJECT, "groupId", PLACE_TEXT, offsetof(struct pom, group)},
    {PLACE_PROJECT, "artifactId", PLACE_TEXT, offsetof(struct pom, artifact)},
    {PLACE_PROJECT, "version", PLACE_TEXT, offsetof(struct pom, version)},
    {PLACE_PROJECT, "parent", PLACE_PARENT, 0},
    {PLACE_PROJECT, "properties", PLACE_PROPERTIES, 0},
    {PLACE_PROJECT, "dependencies", PLACE_DEPENDENCIES, 0},
    {PLACE_PROJECT, "dependencyManagement", PLACE_MANAGEMENT, 0},
    {PLACE_PROJECT, "profiles", PLACE_PROFILES, 0},
    {PLACE_PARENT, "groupId", PLACE_TEXT, offsetof(struct pom, parent.group)},
    {PLACE_PARENT, "artifactId", PLACE_TEXT, offsetof(struct pom, parent.artifact)},
    {PLACE_PARENT, "version", PLACE_TEXT, offsetof(struct pom, parent.version)},
    {PLACE_PARENT, "relativePath", PLACE_TEXT, offsetof(struct pom, parent.path)},
    {PLACE_MANAGEMENT, "dependencies", PLACE_DEPENDENCIES, 0},
    {PLACE_DEPENDENCIES, "dependency", PLACE_DEPENDENCY, 0},
    {PLACE_DEPENDENCY, "groupId", PLACE_TEXT, offsetof(struct pom_dependency, group)},
    {PLACE_DEPENDENCY, "artifactId", PLACE_TEXT, offsetof(struct pom_dependency, artifact)},
    {PLACE_DEPENDENCY, "version", PLACE_TEXT, offsetof(struct pom_dependency, version)},
    {PLACE_DEPENDENCY, "scope", PLACE_TEXT, offsetof(struct pom_dependency, scope)},
    {PLACE_DEPENDENCY, "type", PLACE_TEXT, offsetof(struct pom_dependency, type)},
    {PLACE_DEPENDENCY, "classifier", PLACE_TEXT, offsetof(struct pom_dependency, classifier)},
    {PLACE_PROFILES, "profile", PLACE_PROFILE, 0},
    {PLACE_PROFILE, "properties", PLACE_PROPERTIES, 0},
    {PLACE_PROFILE, "dependencies", PLACE_DEPENDENCIES, 0},
    {PLACE_PROFILE, "dependencyManagement", PLACE_MANAGEMENT, 0},
    {PLACE_PROFILE, "activation", PLACE_ACTIVATION, 0},
    {PLACE_ACTIVATION, "activeByDefault", PLACE_TEXT, SIZE_MAX},
};

struct open {
    enum place place;
    size_t field;
};

struct state {
    struct arena *arena;
    struct pom *pom;
    size_t *memory;
    bool full;
    struct open open[XML_DEPTH_MAX + 2];
    size_t depth;
    bool managed; /* below dependencyManagement */
    struct pom_dependency *dependency;
    struct {
        bool active;
        size_t properties, dependencies, managed; /* counts before it */
    } profile;
};

/* returns  false when the pom takes too much */
static bool charge(struct state *state, size_t bytes)
{
    state->full |= bytes > *state->memory;
    if (!state->full)
        *state->memory -= bytes;
    return !state->full;
}

static struct open open_of(const struct state *state, struct slice name)
{
    enum place in = state->open[state->depth].place;

    if (in == PLACE_PROPERTIES)
        return (struct open){PLACE_PROPERTY, 0};
    for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
        if (elements[i].in == in && slice_equal(name, slice_text(elements[i].name)))
            return (struct open){elements[i].place, elements[i].field};
    return (struct open){PLACE_OTHER, 0};
}

static void on_start(void *context, struct slice name, const char **attributes)
{
    struct state *state = context;
    struct pom *pom = state->pom;
    struct open open = open_of(state, name);

    (void)attributes;
    state->open[++state->depth] = open;
    if (open.place == PLACE_MANAGEMENT)
        state->managed = true;
    if (open.place == PLACE_PARENT)
        pom->parent.found = true;
    if (open.place == PLACE_DEPENDENCY && charge(state, 2 * sizeof(struct pom_dependency)))
        state->dependency = ARENA_PUSH(state->arena, state->managed ? &pom->managed : &pom->dependencies);
    if (open.place == PLACE_PROFILE) {
        state->profile.active = false;
        state->profile.properties = pom->properties.count;
        state->profile.dependencies = pom->dependencies.count;
        state->profile.managed = pom->managed.count;
    }
}

static void take_property(struct state *state, struct slice name, struct slice text)
{
    if (!charge(state, 2 * (sizeof(struct pom_property) + sizeof(struct map_entry)) + name.len + text.len))
        return;
    struct pom_property *property = ARENA_PUSH(state->arena, &state->pom->properties);
    property->key = arena_copy(state->arena, name);
    property->value = arena_copy(state->arena, text);
}

/* The text of a leaf, into what its parent describes; the first of two counts. */
static void take_text(struct state *state, size_t offset, struct slice text)
{
    enum place in = state->open[state->depth - 1].place;
    uint8_t *base = in == PLACE_DEPENDENCY ? (uint8_t *)state->dependency : (uint8_t *)state->pom;

    if (in == PLACE_ACTIVATION) {
        state->profile.active = slice_equal(text, S("true"));
        return;
    }
    if (offset == offsetof(struct pom, parent.path) && in == PLACE_PARENT)
        state->pom->parent.path_found = true;
    struct slice *field = base ? (struct slice *)(base + offset) : NULL;
    if (field && field->len == 0 && charge(state, text.len))
        *field = arena_copy(state->arena, text);
}

static void end_profile(struct state *state)
{
    if (state->profile.active)
        return;
    state->pom->properties.count = state->profile.properties;
    state->pom->dependencies.count = state->profile.dependencies;
    state->pom->managed.count = state->profile.managed;
}

static void on_end(void *context, struct slice name, struct slice text)
{
    struct state *state = context;
    struct open open = state->open[state->depth];

    text = slice_trim(text);
    switch (open.place) {
    case PLACE_PROPERTY: take_property(state, name, text); break;
    case PLACE_TEXT: take_text(state, open.field, text); break;
    case PLACE_MANAGEMENT: state->managed = false; break;
    case PLACE_DEPENDENCY: state->dependency = NULL; break;
    case PLACE_PROFILE: end_profile(state); break;
    default: break;
    }
    state->depth--;
}

bool pom_read(struct reader *reader, struct arena *arena, size_t *memory, struct pom *pom, struct error *error)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end};
    struct state state = {.arena = arena, .pom = pom, .memory = memory, .open[0].place = PLACE_ROOT};

    *pom = (struct pom){0};
    if (!xml_read(reader, arena, &handler, &state, error))
        return false;
    if (state.full)
        return fail(error, ERROR_LIMIT, "a project and its parents that take more than %d bytes", POM_MEMORY_MAX);
    map_init(&pom->by_key, arena, NULL);
    for (size_t i = 0; i < pom->properties.count; i++)
        *map_put(&pom->by_key, pom->properties.at[i].key) = &pom->properties.at[i];
    return true;
}

struct slice pom_group(const struct pom *pom)
{
    for (unsigned i = 0; pom && i < POM_PARENTS_MAX; i++, pom = pom->above) {
        if (pom->group.len)
            return pom->group;
        if (!pom->above)
            return pom->parent.group;
    }
    return (struct slice){0};
}

struct slice pom_version(const struct pom *pom)
{
    for (unsigned i = 0; pom && i < POM_PARENTS_MAX; i++, pom = pom->above) {
        if (pom->version.len)
            return pom->version;
        if (!pom->above)
            return pom->parent.version;
    }
    return (struct slice){0};
}

/* "project.version", "pom.version" and "version" are the project's own. */
static bool coordinate(const struct pom *pom, struct slice key, struct slice *value)
{
    if (slice_starts(key, S("project.")))
        key = slice_skip(key, 8);
    else if (slice_starts(key, S("pom.")))
        key = slice_skip(key, 4);
    const struct {
        struct slice key, value;
    } known[] = {
        {S("version"), pom_version(pom)},
        {S("groupId"), pom_group(pom)},
        {S("artifactId"), pom->artifact},
        {S("parent.version"), pom->above ? pom_version(pom->above) : pom->parent.version},
        {S("parent.groupId"), pom->above ? pom_group(pom->above) : pom->parent.group},
        {S("parent.artifactId"), pom->parent.artifact},
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (slice_equal(key, known[i].key)) {
            *value = known[i].value;
            return value->len > 0;
        }
    }
    return false;
}

static bool property(const struct pom *pom, struct slice key, struct slice *value)
{
    for (const struct pom *at = pom; at; at = at->above) {
        const struct pom_property *found = map_get(&at->by_key, key);
        if (found) {
            *value = found->value;
            return true;
        }
    }
    return coordinate(pom, key, value);
}

struct slice pom_resolve(const struct pom *pom, struct arena *arena, struct slice text)
{
    enum { STEPS_MAX = 32, RESOLVED_MAX = 1024 };
    uint8_t buffers[2][RESOLVED_MAX];

    for (unsigned steps = 0; steps < STEPS_MAX; steps++) {
        size_t start = slice_find(text, S("${"));
        if (start == SIZE_MAX)
            return arena_copy(arena, slice_trim(text));
        struct slice rest = slice_skip(text, start + 2), value;
        size_t len = slice_find_byte(rest, '}');
        if (len == rest.len || !property(pom, slice_head(rest, len), &value))
            break;
        rest = slice_skip(rest, len + 1);
        if (start > RESOLVED_MAX || value.len > RESOLVED_MAX - start || rest.len > RESOLVED_MAX - start - value.len)
            break;
        uint8_t *out = buffers[steps % 2];
        memcpy(out, text.at, start);
        memcpy(out + start, value.at, value.len);
        memcpy(out + start + value.len, rest.at, rest.len);
        text = slice_of(out, start + value.len + rest.len);
    }
    return (struct slice){0};
}
