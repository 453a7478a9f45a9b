#include "analyzer/lang/javascript/npm_lock_read.h"

#include "analyzer/lang/javascript/npm_licence.h"
#include "analyzer/lang/javascript/npm_spec.h"
#include "base/json_fields.h"
#include "base/text.h"

enum { NO_PLACE = UINT32_MAX, ROOT = 0 };

/* Where something stands: parent and name as node looks it up, the folder's name being the name asked for. */
struct place {
    uint32_t parent, name; /* together the key of the look-up */
    uint32_t node;         /* in the graph; NO_PLACE for folders of the project and links to them */
    struct slice path;     /* lockfileVersion 2 and 3 */
};

/* A name that a place asks for. */
struct want {
    uint32_t place, name;
};

struct lock {
    struct json json;
    struct arena *arena;
    struct npm_graph *graph;
    const struct slice *located;
    struct {
        struct place *at;
        size_t count, room;
    } places;
    struct {
        struct want *at;
        size_t count, room;
    } wants;
    struct map names;    /* -> number + 1 */
    bool has_packages;   /* of version 2 and 3: then "dependencies" beside it only repeat it */
    bool has_root_entry; /* "packages" holds the project itself */
};

/* One entry, as it stands there. */
struct locked {
    struct lock *lock;
    uint32_t place;
    struct slice version, name, commit;
    struct slices licences;
    bool link, dev, optional, dev_optional, in_bundle, resolved;
    bool installed; /* stands below a folder node_modules */
};

static uint32_t name_number(struct lock *lock, struct slice name)
{
    void *known = map_get(&lock->names, name);

    if (!known) {
        known = (void *)(uintptr_t)(lock->names.count + 1);
        *map_put(&lock->names, arena_copy(lock->arena, name)) = known;
    }
    return (uint32_t)((uintptr_t)known - 1);
}

static struct slice name_text(const struct lock *lock, uint32_t number)
{
    return lock->names.entries[number].key;
}

static uint32_t add_place(struct lock *lock, uint32_t parent, uint32_t name, struct slice path)
{
    *ARENA_PUSH(lock->arena, &lock->places) = (struct place){parent, name, NO_PLACE, path};
    return (uint32_t)(lock->places.count - 1);
}

/* Whether there is memory for more. If not, this is where reading ends. */
static bool has_room(struct lock *lock)
{
    return !npm_graph_full(lock->graph) || json_fail(&lock->json, "too many packages");
}

/* A text where npm writes one. null is as good as nothing; anything else is no lock file of npm's. */
static void read_text(struct json *json, const char *member, struct slice *text)
{
    if (json_peek(json) == JSON_STRING)
        json_string(json, text);
    else if (json_peek(json) == JSON_NULL)
        json_skip(json);
    else
        json_fail(json, "'%s' of a package is no text", member);
}

/* {"name": "range"}: the names. */
static void read_wants(const struct locked *locked, const char *member)
{
    struct lock *lock = locked->lock;
    struct json *json = &lock->json;
    struct slice name;

    if (!json_object(json))
        return;
    while (has_room(lock) && json_member(json, &name)) {
        *ARENA_PUSH(lock->arena, &lock->wants) = (struct want){locked->place, name_number(lock, name)};
        if (json_peek(json) != JSON_STRING)
            json_fail(json, "a range in '%s' of a package is no text", member);
        json_skip(json);
    }
}

static void take_version(struct json *json, void *object)
{
    struct locked *locked = object;

    read_text(json, "version", &locked->version);
}

/* Where it came from: only a commit is of interest. npm 6 wrote false for what it had in its cache. */
static void take_resolved(struct json *json, void *object)
{
    struct locked *locked = object;
    struct slice source;

    if (json_peek(json) == JSON_FALSE || json_peek(json) == JSON_TRUE) {
        json_skip(json);
    } else if (json_peek(json) == JSON_STRING && json_string_borrow(json, &source)) {
        locked->resolved = source.len > 0;
        locked->commit = arena_copy(locked->lock->arena, npm_spec_commit(source));
    } else if (json_peek(json) != JSON_NONE) {
        read_text(json, "resolved", &source);
    }
}

/* Members that entries of all versions have. */
#define ENTRY_MEMBERS                                                                                                  \
    JSON_FIELD("link", struct locked, link), JSON_FIELD("dev", struct locked, dev),                                    \
        JSON_FIELD("optional", struct locked, optional), JSON_FIELD("devOptional", struct locked, dev_optional),       \
        JSON_FIELD("inBundle", struct locked, in_bundle), JSON_TAKE("version", take_version),                          \
        JSON_TAKE("resolved", take_resolved)

static uint8_t groups_of(const struct locked *locked)
{
    bool dev = locked->dev || locked->dev_optional, optional = locked->optional || locked->dev_optional;

    return (uint8_t)((dev ? NPM_DEV : 0) | (optional ? NPM_OPTIONAL : 0) | (locked->in_bundle ? NPM_BUNDLED : 0));
}

static void add_node(struct lock *lock, uint32_t place, const struct npm_node *node)
{
    lock->places.at[place].node = npm_graph_node(lock->graph, node);
}

/* ---- version 1: "dependencies" in each other, as the folders stand ---- */

static void finish_dependency(const struct locked *locked)
{
    struct lock *lock = locked->lock;
    struct slice version = locked->version;
    struct npm_node node = {.name = name_text(lock, lock->places.at[locked->place].name), .version = version};

    if (slice_starts(version, S("file:")))
        node.version = S(""); /* an archive or folder of the project: which version it holds is not told */
    else if (npm_spec_is_local(version))
        return;
    else if (!npm_spec_alias(version, &node.name, &node.version) && npm_spec_is_source(version)) {
        struct slice commit = npm_spec_commit(version);
        node.version = commit.len ? commit : text_mask_urls(lock->arena, version);
    }
    node.groups = groups_of(locked);
    add_node(lock, locked->place, &node);
}

static void take_requires(struct json *json, void *locked)
{
    if (json_peek(json) == JSON_OBJECT)
        read_wants(locked, "requires");
    else
        json_skip(json);
}

static void read_dependencies(struct lock *lock, uint32_t parent);

/* As deep as JSON may be. */
static void take_dependencies(struct json *json, void *object)
{
    struct locked *locked = object;

    (void)json;
    read_dependencies(locked->lock, locked->place);
}

static void read_dependency(struct lock *lock, uint32_t parent, struct slice name)
{
    static const struct json_field members[] = {ENTRY_MEMBERS, JSON_TAKE("requires", take_requires),
                                                JSON_TAKE("dependencies", take_dependencies)};
    struct locked locked = {.lock = lock, .place = add_place(lock, parent, name_number(lock, name), S(""))};

    if (JSON_FIELDS(&lock->json, members, &locked))
        finish_dependency(&locked);
    else
        json_fail(&lock->json, "a package that is no object");
}

static void read_dependencies(struct lock *lock, uint32_t parent)
{
    struct slice name;

    if (json_object(&lock->json))
        while (has_room(lock) && json_member(&lock->json, &name))
            read_dependency(lock, parent, name);
}

/* ---- versions 2 and 3: "packages" by their paths ---- */

/* Cuts at the last folder node_modules. returns  false when it is not directly in one: a folder of the project */
static bool split_path(struct slice path, struct slice *parent, struct slice *name)
{
    struct slice folder = path_folder(path), scope = path_base(folder);

    *name = path_base(path);
    if (slice_starts(scope, S("@"))) {
        *name = slice_skip(path, folder.len - scope.len);
        folder = path_folder(folder);
    }
    *parent = path_folder(folder);
    return slice_equal(path_base(folder), S("node_modules"));
}

static struct slice manifest_path(struct lock *lock, struct slice path)
{
    struct slice joined, normal;

    if (!lock->located)
        return S("");
    joined = path_join(lock->arena, path, S("package.json"));
    if (lock->located->len)
        joined = path_join(lock->arena, *lock->located, joined);
    uint8_t *out = arena_array(lock->arena, uint8_t, joined.len);
    return path_normalise(joined, out, &normal) ? normal : S("");
}

/*
 * A folder of the project (a member of its workspace, "file:") came from nowhere, and the entry in node_modules that
 * leads there has no version. A list of what is installed finds them by their own files.
 */
static void finish_package(const struct locked *locked)
{
    struct lock *lock = locked->lock;
    struct slice path = lock->places.at[locked->place].path, parent, name;
    bool project = (!split_path(path, &parent, &name) && !locked->resolved) || locked->link;
    struct npm_node node = {
        .name = locked->name.len ? locked->name : name,
        .version = locked->version.len || project ? locked->version : locked->commit,
        .licences = locked->licences,
        .groups = groups_of(locked),
        .project = project,
    };

    lock->places.at[locked->place].name = name_number(lock, name);
    if (path.len == 0 || node.name.len == 0 || (project && lock->located))
        return;
    node.location = manifest_path(lock, path);
    add_node(lock, locked->place, &node);
}

static void take_name(struct json *json, void *object)
{
    struct locked *locked = object;

    read_text(json, "name", &locked->name);
}

static void take_licence(struct json *json, void *object)
{
    struct locked *locked = object;

    npm_licence_read(json, &locked->licences);
}

static void take_wants(struct json *json, void *locked)
{
    (void)json;
    read_wants(locked, "dependencies");
}

/* Of what is installed these are not. */
static void take_development(struct json *json, void *object)
{
    struct locked *locked = object;

    if (locked->installed)
        json_skip(json);
    else
        read_wants(locked, "dependencies");
}

static void read_package(struct lock *lock, struct slice path)
{
    static const struct json_field members[] = {ENTRY_MEMBERS,
                                                JSON_TAKE("name", take_name),
                                                JSON_TAKE("license", take_licence),
                                                JSON_TAKE("dependencies", take_wants),
                                                JSON_TAKE("optionalDependencies", take_wants),
                                                JSON_TAKE("peerDependencies", take_wants),
                                                JSON_TAKE("devDependencies", take_development)};
    struct locked locked = {.lock = lock, .installed = slice_find(path, S("node_modules/")) != SIZE_MAX};

    locked.place = path.len ? add_place(lock, NO_PLACE, 0, arena_copy(lock->arena, path)) : ROOT;
    lock->has_root_entry = lock->has_root_entry || locked.place == ROOT;
    if (JSON_FIELDS(&lock->json, members, &locked))
        finish_package(&locked);
    else
        json_fail(&lock->json, "a package that is no object");
}

/* Forgets what "dependencies" said. */
static void start_again(struct lock *lock)
{
    lock->places.count = 1;
    lock->wants.count = 0;
    lock->graph->nodes.count = 0;
}

static void take_packages(struct json *json, void *object)
{
    struct lock *lock = object;
    struct slice path;

    if (!json_object(json))
        return;
    start_again(lock);
    lock->has_packages = true;
    while (has_room(lock) && json_member(json, &path))
        read_package(lock, path);
}

static void find_parents(struct lock *lock)
{
    struct npm_seed seed = npm_seed(lock->arena);
    struct slice parent, name;
    struct map paths;

    map_init(&paths, lock->arena, seed.words);
    for (size_t i = 1; i < lock->places.count; i++)
        *map_put(&paths, lock->places.at[i].path) = (void *)(uintptr_t)i;
    for (size_t i = 1; i < lock->places.count; i++) {
        struct place *place = &lock->places.at[i];
        if (!split_path(place->path, &parent, &name))
            continue;
        void *found = parent.len ? map_get(&paths, parent) : NULL;
        if (found || parent.len == 0)
            place->parent = (uint32_t)(uintptr_t)found;
    }
}

/* ---- who needs whom ---- */

static struct slice place_key(const struct place *place)
{
    _Static_assert(offsetof(struct place, name) == sizeof(uint32_t), "parent and name stand side by side");
    return slice_of(&place->parent, 2 * sizeof(uint32_t));
}

enum { NESTING_MAX = 100 }; /* folders node_modules in one another; paths of systems end long before */

/* As node looks it up: in node_modules of the folder itself, then of those around it. returns  NO_PLACE for none */
static uint32_t look_up(const struct lock *lock, const struct map *places, uint32_t from, uint32_t name)
{
    struct place key = {.parent = from, .name = name};

    for (unsigned depth = 0; depth < NESTING_MAX; depth++) {
        void *found = map_get(places, place_key(&key));
        if (found)
            return (uint32_t)((uintptr_t)found - 1);
        if (key.parent == ROOT)
            break;
        key.parent = lock->places.at[key.parent].parent;
        if (key.parent == NO_PLACE)
            key.parent = ROOT;
    }
    return NO_PLACE;
}

static void connect(struct lock *lock)
{
    struct npm_seed seed = npm_seed(lock->arena);
    struct map places;

    map_init(&places, lock->arena, seed.words);
    for (size_t i = 1; i < lock->places.count; i++)
        if (lock->places.at[i].parent != NO_PLACE)
            *map_put(&places, place_key(&lock->places.at[i])) = (void *)(uintptr_t)(i + 1);
    for (size_t i = 0; i < lock->wants.count && !npm_graph_full(lock->graph); i++) {
        const struct want *want = &lock->wants.at[i];
        uint32_t found = look_up(lock, &places, want->place, want->name), from = lock->places.at[want->place].node;
        if (found == NO_PLACE || lock->places.at[found].node == NO_PLACE)
            continue;
        uint32_t to = lock->places.at[found].node;
        if (from != NO_PLACE)
            npm_graph_edge(lock->graph, from, to);
        if (from == NO_PLACE || lock->graph->nodes.at[from].project)
            lock->graph->nodes.at[to].direct = true;
    }
    lock->graph->tells_direct = lock->has_root_entry;
}

static void take_lock_version(struct json *json, void *lock)
{
    (void)lock;
    if (json_peek(json) != JSON_NUMBER && json_peek(json) != JSON_NULL)
        json_fail(json, "'lockfileVersion' is no number");
    json_skip(json);
}

static void take_top_dependencies(struct json *json, void *object)
{
    struct lock *lock = object;

    if (lock->has_packages)
        json_skip(json);
    else
        read_dependencies(lock, ROOT);
}

bool npm_lock_read(struct reader *reader, const struct slice *located, struct npm_graph *graph, struct error *error)
{
    static const struct json_field members[] = {JSON_TAKE("lockfileVersion", take_lock_version),
                                                JSON_TAKE("packages", take_packages),
                                                JSON_TAKE("dependencies", take_top_dependencies)};
    struct lock lock = {.arena = graph->arena, .graph = graph, .located = located};
    struct npm_seed seed = npm_seed(graph->arena);

    map_init(&lock.names, graph->arena, seed.words);
    json_init(&lock.json, reader, graph->arena);
    add_place(&lock, NO_PLACE, name_number(&lock, S("")), S(""));
    if (!JSON_FIELDS(&lock.json, members, &lock))
        json_fail(&lock.json, "not an object");
    if (!npm_graph_full(graph) && !json_end(&lock.json, error))
        return false;
    if (lock.has_packages)
        find_parents(&lock);
    connect(&lock);
    return !npm_graph_full(graph) || npm_graph_too_large(graph, error);
}
