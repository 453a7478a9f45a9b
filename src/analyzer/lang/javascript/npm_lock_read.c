#include "analyzer/lang/javascript/npm_lock_read.h"

#include "analyzer/lang/javascript/npm_licence.h"
#include "analyzer/lang/javascript/npm_spec.h"
#include "base/json.h"
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

/* Of one entry, as it stands there. */
struct fields {
    struct slice version, name, commit;
    struct slices licences;
    bool link, dev, optional, dev_optional, in_bundle, resolved;
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
static void read_wants(struct lock *lock, uint32_t place, const char *member)
{
    struct json *json = &lock->json;
    struct slice name;

    if (!json_object(json))
        return;
    while (!npm_graph_full(lock->graph) && json_member(json, &name)) {
        *ARENA_PUSH(lock->arena, &lock->wants) = (struct want){place, name_number(lock, name)};
        if (json_peek(json) != JSON_STRING)
            json_fail(json, "a range in '%s' of a package is no text", member);
        json_skip(json);
    }
}

/* Where it came from: only a commit is of interest. npm 6 wrote false for what it had in its cache. */
static void read_resolved(struct lock *lock, struct fields *fields)
{
    struct json *json = &lock->json;
    struct slice source;

    if (json_peek(json) == JSON_FALSE || json_peek(json) == JSON_TRUE) {
        json_skip(json);
        return;
    }
    if (json_peek(json) == JSON_STRING && json_string_borrow(json, &source)) {
        fields->resolved = source.len > 0;
        fields->commit = arena_copy(lock->arena, npm_spec_commit(source));
    } else if (json_peek(json) != JSON_NONE) {
        read_text(json, "resolved", &source);
    }
}

/* Members that entries of all versions have. returns  false for another one, which waits to be read */
static bool read_member(struct lock *lock, struct slice key, struct fields *fields)
{
    const struct {
        struct slice name;
        bool *value;
    } flags[] = {
        {S("link"), &fields->link},          {S("dev"), &fields->dev},
        {S("optional"), &fields->optional},  {S("devOptional"), &fields->dev_optional},
        {S("inBundle"), &fields->in_bundle},
    };

    for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
        if (slice_equal(key, flags[i].name)) {
            json_bool(&lock->json, flags[i].value);
            return true;
        }
    if (slice_equal(key, S("version")))
        read_text(&lock->json, "version", &fields->version);
    else if (slice_equal(key, S("resolved")))
        read_resolved(lock, fields);
    else
        return false;
    return true;
}

static uint8_t groups_of(const struct fields *fields)
{
    bool dev = fields->dev || fields->dev_optional, optional = fields->optional || fields->dev_optional;

    return (uint8_t)((dev ? NPM_DEV : 0) | (optional ? NPM_OPTIONAL : 0) | (fields->in_bundle ? NPM_BUNDLED : 0));
}

static void add_node(struct lock *lock, uint32_t place, const struct npm_node *node)
{
    lock->places.at[place].node = npm_graph_node(lock->graph, node);
}

/* ---- version 1: "dependencies" in each other, as the folders stand ---- */

static void read_dependencies(struct lock *lock, uint32_t parent);

static void finish_dependency(struct lock *lock, uint32_t place, const struct fields *fields)
{
    struct npm_node node = {.name = name_text(lock, lock->places.at[place].name), .version = fields->version};

    if (slice_starts(fields->version, S("file:")))
        node.version = S(""); /* an archive or folder of the project: which version it holds is not told */
    else if (npm_spec_is_local(fields->version))
        return;
    else if (!npm_spec_alias(fields->version, &node.name, &node.version) && npm_spec_is_source(fields->version)) {
        struct slice commit = npm_spec_commit(fields->version);
        node.version = commit.len ? commit : text_mask_urls(lock->arena, fields->version);
    }
    node.groups = groups_of(fields);
    add_node(lock, place, &node);
}

static void read_dependency(struct lock *lock, uint32_t parent, struct slice name)
{
    struct json *json = &lock->json;
    struct fields fields = {0};
    uint32_t place = add_place(lock, parent, name_number(lock, name), S(""));
    struct slice key;

    if (!json_object(json)) {
        json_fail(json, "a package that is no object");
        return;
    }
    while (!npm_graph_full(lock->graph) && json_member(json, &key)) {
        if (read_member(lock, key, &fields))
            continue;
        if (slice_equal(key, S("requires")) && json_peek(json) == JSON_OBJECT)
            read_wants(lock, place, "requires");
        else if (slice_equal(key, S("dependencies")))
            read_dependencies(lock, place); /* as deep as JSON may be */
        else
            json_skip(json);
    }
    finish_dependency(lock, place, &fields);
}

static void read_dependencies(struct lock *lock, uint32_t parent)
{
    struct slice name;

    if (json_object(&lock->json))
        while (!npm_graph_full(lock->graph) && json_member(&lock->json, &name))
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
 * A folder of the project (a member of its workspace, "file:") is none of its packages; the entry in node_modules that
 * leads there neither. Only such a folder came from nowhere.
 */
static void finish_package(struct lock *lock, uint32_t place, const struct fields *fields)
{
    struct slice path = lock->places.at[place].path, parent, name;
    bool installed = split_path(path, &parent, &name);
    struct npm_node node = {
        .name = fields->name.len ? fields->name : name,
        .version = fields->version.len ? fields->version : fields->commit,
        .licences = fields->licences,
        .groups = groups_of(fields),
    };

    lock->places.at[place].name = name_number(lock, name);
    if (path.len == 0 || fields->link || (!installed && !fields->resolved))
        return;
    node.location = manifest_path(lock, path);
    add_node(lock, place, &node);
}

static bool is_wants(struct slice key)
{
    return slice_equal(key, S("dependencies")) || slice_equal(key, S("optionalDependencies")) ||
           slice_equal(key, S("peerDependencies"));
}

static void read_package(struct lock *lock, struct slice path)
{
    struct json *json = &lock->json;
    struct fields fields = {0};
    uint32_t place = path.len ? add_place(lock, NO_PLACE, 0, arena_copy(lock->arena, path)) : ROOT;
    bool installed = slice_find(path, S("node_modules/")) != SIZE_MAX;
    struct slice key;

    lock->has_root_entry = lock->has_root_entry || place == ROOT;
    if (!json_object(json)) {
        json_fail(json, "a package that is no object");
        return;
    }
    while (!npm_graph_full(lock->graph) && json_member(json, &key)) {
        if (read_member(lock, key, &fields))
            continue;
        if (slice_equal(key, S("name")))
            read_text(json, "name", &fields.name);
        else if (slice_equal(key, S("license")))
            npm_licence_read(json, lock->arena, &fields.licences);
        else if (is_wants(key) || (!installed && slice_equal(key, S("devDependencies"))))
            read_wants(lock, place, "dependencies");
        else
            json_skip(json);
    }
    finish_package(lock, place, &fields);
}

/* Forgets what "dependencies" said. */
static void start_again(struct lock *lock)
{
    lock->places.count = 1;
    lock->wants.count = 0;
    lock->graph->nodes.count = 0;
}

static void read_packages(struct lock *lock)
{
    struct slice path;

    if (!json_object(&lock->json))
        return;
    start_again(lock);
    lock->has_packages = true;
    while (!npm_graph_full(lock->graph) && json_member(&lock->json, &path))
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
        if (from == NO_PLACE)
            lock->graph->nodes.at[to].direct = true;
        else
            npm_graph_edge(lock->graph, from, to);
    }
    lock->graph->tells_direct = lock->has_root_entry;
}

static void read_document(struct lock *lock)
{
    struct json *json = &lock->json;
    struct slice key;

    if (!json_object(json)) {
        json_fail(json, "not an object");
        return;
    }
    while (!npm_graph_full(lock->graph) && json_member(json, &key)) {
        if (slice_equal(key, S("lockfileVersion"))) {
            if (json_peek(json) != JSON_NUMBER && json_peek(json) != JSON_NULL)
                json_fail(json, "'lockfileVersion' is no number");
            json_skip(json);
        } else if (slice_equal(key, S("packages"))) {
            read_packages(lock);
        } else if (slice_equal(key, S("dependencies")) && !lock->has_packages) {
            read_dependencies(lock, ROOT);
        } else {
            json_skip(json);
        }
    }
}

bool npm_lock_read(struct reader *reader, const struct slice *located, struct npm_graph *graph, struct error *error)
{
    struct lock lock = {.arena = graph->arena, .graph = graph, .located = located};
    struct npm_seed seed = npm_seed(graph->arena);

    map_init(&lock.names, graph->arena, seed.words);
    json_init(&lock.json, reader, graph->arena);
    add_place(&lock, NO_PLACE, name_number(&lock, S("")), S(""));
    read_document(&lock);
    if (!npm_graph_full(graph) && !json_end(&lock.json, error))
        return false;
    if (lock.json.failed)
        return json_ok(&lock.json, error);
    if (lock.has_packages)
        find_parents(&lock);
    connect(&lock);
    return !npm_graph_full(graph) || npm_graph_too_large(graph, error);
}
