#include "inventory/inventory.h"

#include "base/map.h"
#include "base/sort.h"
#include "base/text.h"
#include "facts/order.h"
#include "inventory/distro.h"
#include "inventory/join.h"
#include "inventory/origin.h"
#include "inventory/os.h"
#include "inventory/overlay.h"

/* What a layer says of the repositories that its packages came from; made when first asked for. */
struct content {
    bool read;
    struct slices sets, nvrs;
};

/*
 * What one entry of a map of identities takes, with what growing leaves behind; and what joins take of a package: its
 * places and its keys.
 */
enum { PRESENT_WEIGHT = 160, JOIN_WEIGHT = 64 };

/* While the list is put together. */
struct build {
    struct arena *arena;
    const struct inventory_input *input;
    struct inventory *inventory;
    struct {
        struct inventory_package *at;
        size_t count, room;
    } list;
    size_t left_out; /* packages for which there was no memory */
    struct arena *scratch;
    struct {
        struct taken *at;
        size_t count, room;
    } taken;                 /* sources of the final tree, in the order of `list` */
    struct map indexes;      /* fact_source as bytes of its pointer -> its struct identities */
    struct map present;      /* identities of what the final tree holds, for all_layers */
    struct content *content; /* one a layer */
    bool database_seen;
    bool vendors_told;
};

/* Package types that an operating system's package manager installs, and so need an operating system to be judged. */
static const char *const os_types[] = {"deb", "rpm", "apk", "alpm", "opkg"};

bool inventory_is_os_type(struct slice type)
{
    for (size_t i = 0; i < sizeof(os_types) / sizeof(os_types[0]); i++)
        if (slice_equal(type, slice_text(os_types[i])))
            return true;
    return false;
}

static void problem_add(struct inventory *inventory, enum error_code code, int64_t layer, struct slice path,
                        struct slice detail)
{
    *ARENA_PUSH(inventory->arena, &inventory->problems) =
        (struct problem){.code = code, .layer = layer, .path = path, .detail = detail};
}

/* As a worker told it, now with its layer. */
static void problem_take(struct inventory *inventory, const struct problem *told, int64_t layer)
{
    struct problem *problem = ARENA_PUSH(inventory->arena, &inventory->problems);

    *problem = *told;
    problem->layer = layer;
}

/*
 * Two packages with the same identity are the same package, in whatever layer they stand. A hash, since a database of
 * thousands of packages stands in each of many layers.
 */
static struct path_hash identity(struct arena *arena, const struct package *package, struct slice path)
{
    struct arena_mark mark = arena_mark(arena);
    struct path_hash hash = path_hash(arena_format(
        arena, "%.*s\n%.*s\n%lld\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s", SLICE_ARG(package->type),
        SLICE_ARG(package->name), (long long)package->epoch, SLICE_ARG(package->version), SLICE_ARG(package->release),
        SLICE_ARG(package->arch), SLICE_ARG(package->module), SLICE_ARG(package->location), SLICE_ARG(path)));

    arena_reset(arena, mark);
    return hash;
}

/* Not there: removed and at most its configuration files are left (deb: dpkg(1), "Package states"). */
static bool is_gone(const struct package *package)
{
    return slice_equal(package->state, S("config-files")) || slice_equal(package->state, S("not-installed"));
}

/* The identities of one source, sorted. */
struct identities {
    struct path_hash *at;
    size_t count;
};

static struct identities *identities_create(struct arena *arena, const struct fact_source *source)
{
    struct identities *identities = arena_new(arena, struct identities);
    struct slice left = source->packages.bytes;
    struct package package;

    identities->at = arena_array(arena, struct path_hash, source->packages.count);
    for (;;) {
        struct arena_mark mark = arena_mark(arena);
        bool more = facts_next_package(&left, arena, &package);
        if (more && !is_gone(&package))
            identities->at[identities->count++] = identity(arena, &package, source->path);
        arena_reset(arena, mark);
        if (!more)
            break;
    }
    order_records(identities->at, identities->count, sizeof(identities->at[0]));
    return identities;
}

/* Whether the source has the package; its identities are made when first asked for. */
static bool has_package(struct build *build, const struct fact_source *source, const struct path_hash *identity)
{
    struct slice key = slice_of(&source, sizeof(source));
    const struct identities *identities = map_get(&build->indexes, key);

    if (!identities) {
        identities = identities_create(build->arena, source);
        *map_put(&build->indexes, arena_copy(build->arena, key)) = (void *)(uintptr_t)identities;
    }
    size_t first = SORTED_FIRST(identities->count, i, memcmp(&identities->at[i], identity, sizeof(*identity)) >= 0);
    return first < identities->count && memcmp(&identities->at[first], identity, sizeof(*identity)) == 0;
}

/* The state of the same database before `layer`: the next source below at that path, unless something between hid it.
 */
static const struct fact_source *source_below(const struct build *build, int64_t layer,
                                              const struct fact_source *source, int64_t *below)
{
    for (int64_t n = layer - 1; n >= 0; n--) {
        const struct facts *facts = build->input->facts[n];
        const struct fact_source *found = facts ? overlay_source(facts, source->path, source->analyzer) : NULL;
        if (found) {
            int64_t hidden = overlay_hidden_by(build->input, n, source->path);
            *below = n;
            return hidden < 0 || hidden >= layer ? found : NULL;
        }
    }
    return NULL;
}

/* A package belongs to the lowest layer from which on it is present without a break. */
static int64_t layer_of(struct build *build, const struct package *package, const struct fact_source *source,
                        int64_t layer)
{
    struct path_hash key = {0};
    int64_t below = layer, start = layer;

    for (;;) {
        source = source_below(build, layer, source, &below);
        if (!source)
            return layer;
        if (layer == start)
            key = identity(build->arena, package, source->path);
        if (!has_package(build, source, &key))
            return layer;
        layer = below;
    }
}

static void add_values(struct build *build, const struct facts *facts, const char *name, struct slices *list)
{
    struct {
        struct slice *at;
        size_t count, room;
    } values = {0};

    for (size_t i = 0; i < facts->sources.count; i++)
        for (size_t k = 0; k < facts->sources.at[i].values.count; k++)
            if (slice_equal(facts->sources.at[i].values.at[k].name, slice_text(name)))
                *ARENA_PUSH(build->arena, &values) = facts->sources.at[i].values.at[k].text;
    *list = (struct slices){values.at, values.count};
}

/*
 * Red Hat's build records: which repositories the packages of a layer came from. They hold for the layers above as
 * well, until one brings its own, since an image keeps its repositories when others build on it.
 */
static const struct content *content_of(struct build *build, int64_t layer)
{
    struct content *content = &build->content[layer];

    if (!content->read && build->input->facts[layer]) {
        add_values(build, build->input->facts[layer], "content_set", &content->sets);
        add_values(build, build->input->facts[layer], "build_nvr", &content->nvrs);
    }
    content->read = true;
    return content;
}

static bool has_room(const struct build *build)
{
    return build->list.count < build->list.room;
}

static void take_content_sets(struct build *build, struct package *package, int64_t layer)
{
    if (!slice_equal(package->type, S("rpm")) || package->content_sets.count || package->repos.count)
        return;
    for (int64_t n = layer; n >= 0; n--) {
        const struct content *content = content_of(build, n);
        if (!content->nvrs.count && !content->sets.count)
            continue;
        package->content_sets = content->sets;
        if (content->nvrs.count)
            package->build_nvr = content->nvrs.at[0];
        return;
    }
}

/* Lists of a package lie on the scratch arena when it is read; what depends on what is asked for again (graph.c). */
static void keep_lists(struct build *build, struct package *package)
{
    static const size_t lists[] = {offsetof(struct package, licences),     offsetof(struct package, groups),
                                   offsetof(struct package, channels),     offsetof(struct package, repos),
                                   offsetof(struct package, content_sets), offsetof(struct package, cpes),
                                   offsetof(struct package, locations)};

    package->depends_on = (struct slices){0};
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        struct slices list;
        memcpy(&list, (const uint8_t *)package + lists[i], sizeof(list));
        if (list.count == 0)
            continue;
        struct slice *copy = arena_array(build->arena, struct slice, list.count);
        memcpy(copy, list.at, list.count * sizeof(*copy));
        list.at = copy;
        memcpy((uint8_t *)package + lists[i], &list, sizeof(list));
    }
}

/* A document says where its packages lie; a list of installed packages, or an archive, may. */
static struct slice path_of(const struct fact_source *source, const struct package *package)
{
    bool document = slice_equal(source->analyzer, S("document"));

    return document || (package->location.len && package->scope == SCOPE_INSTALLED) ? package->location : source->path;
}

static void take_package(struct build *build, const struct fact_source *source, uint32_t number,
                         const struct package *package, int64_t layer, int64_t removed_in)
{
    struct inventory *inventory = build->inventory;

    if (package->key_entry) {
        inventory->counts.keys += removed_in < 0;
        return;
    }
    if (!has_room(build)) {
        build->left_out++;
        return;
    }
    struct inventory_package *entry = &build->list.at[build->list.count];
    bool document = slice_equal(source->analyzer, S("document"));
    entry->source = source;
    entry->number = number;
    entry->taken = (uint32_t)build->list.count++;
    entry->package = *package;
    keep_lists(build, &entry->package);
    entry->package.vendor = text_mask_urls(build->arena, package->vendor);
    take_content_sets(build, &entry->package, layer);
    entry->path = path_of(source, package);
    entry->analyzer = source->analyzer;
    entry->removed_in = removed_in;
    uint64_t told;
    entry->layer = -1;
    if (document && slice_decimal(package->layer_of, &told) && told < INT64_MAX)
        entry->layer = (int64_t)told;
    else if (!document && !build->input->directory && layer >= 0)
        entry->layer = build->input->layers[layer].index;
    if (package->vendor.len)
        build->vendors_told = true;
    if (inventory_is_os_type(package->type))
        build->database_seen = true;
}

/* returns  false when the final tree, or a lower layer, had it already */
static bool is_new(struct build *build, struct path_hash identity)
{
    struct slice key = slice_of(&identity, sizeof(identity));

    if (map_get(&build->present, key))
        return false;
    *map_put(&build->present, arena_copy(build->arena, key)) = build;
    return true;
}

static void take_source(struct build *build, const struct fact_source *source, int64_t layer)
{
    struct slice left = source->packages.bytes;
    struct taken taken = {.source = source, .first = build->list.count};
    struct package package;

    for (uint32_t number = 0;; number++) {
        struct arena_mark mark = arena_mark(build->scratch);
        if (!facts_next_package(&left, build->scratch, &package))
            break;
        if (!is_gone(&package)) {
            int64_t brought = layer >= 0 ? layer_of(build, &package, source, layer) : layer;
            taken.refers = taken.refers || package.depends_on.count || package.owner.len;
            take_package(build, source, number, &package, brought, -1);
            if (build->input->all_layers && has_room(build))
                is_new(build, identity(build->arena, &package, source->path));
        }
        arena_reset(build->scratch, mark);
    }
    taken.count = build->list.count - taken.first;
    if (taken.count || source->owned.count)
        *ARENA_PUSH(build->arena, &build->taken) = taken;
}

/*
 * Why a file does not count beside another one in its folder: rpm keeps one database, of the newest format it knows,
 * and an older one is what a conversion left behind; npm reads no package-lock.json where npm-shrinkwrap.json lies
 * (npm's documentation, "npm-shrinkwrap.json"). returns  NULL where it counts
 */
static const char *left_behind(const struct build *build, const struct fact_source *source)
{
    static const char old_database[] = "an rpm database of an older format beside the one in use";
    static const struct {
        const char *analyzer, *newer_name, *newer_analyzer, *why;
    } older[] = {
        {"rpm_bdb", "rpmdb.sqlite", "rpm_sqlite", old_database},
        {"rpm_bdb", "Packages.db", "rpm_ndb", old_database},
        {"rpm_ndb", "rpmdb.sqlite", "rpm_sqlite", old_database},
        {"npm_lock", "npm-shrinkwrap.json", "npm_lock", "npm reads npm-shrinkwrap.json beside it instead"},
    };

    for (size_t i = 0; i < sizeof(older) / sizeof(older[0]); i++) {
        if (!slice_equal(source->analyzer, slice_text(older[i].analyzer)) ||
            slice_equal(path_base(source->path), slice_text(older[i].newer_name)))
            continue;
        struct slice path = path_join(build->arena, path_folder(source->path), slice_text(older[i].newer_name));
        int64_t layer = overlay_find(build->input, path);
        if (layer >= 0 && overlay_source(build->input->facts[layer], path, slice_text(older[i].newer_analyzer)))
            return older[i].why;
    }
    return NULL;
}

static bool replaced_late(const struct build *build, const struct fact_source *source)
{
    return build->input->late && overlay_source(build->input->late, source->path, source->analyzer);
}

static void take_layer(struct build *build, int64_t layer)
{
    const struct facts *facts = build->input->facts[layer];

    for (size_t i = 0; i < facts->sources.count; i++) {
        const struct fact_source *source = &facts->sources.at[i];
        if (overlay_hidden_by(build->input, layer, source->path) >= 0 || replaced_late(build, source))
            continue;
        const char *why = left_behind(build, source);
        if (why) {
            problem_add(build->inventory, ERROR_PASSED_OVER, layer, source->path, slice_text(why));
            continue;
        }
        take_source(build, source, layer);
    }
    /* What is hidden from the final tree cannot spoil it. */
    for (size_t i = 0; i < facts->problems.count; i++) {
        const struct problem *problem = &facts->problems.at[i];
        if (!problem->path.len || build->input->all_layers || overlay_hidden_by(build->input, layer, problem->path) < 0)
            problem_take(build->inventory, problem, build->input->directory ? -1 : layer);
    }
}

static void take_late(struct build *build)
{
    const struct facts *late = build->input->late;

    for (size_t i = 0; late && i < late->sources.count; i++)
        take_source(build, &late->sources.at[i], overlay_find(build->input, late->sources.at[i].path));
    for (size_t i = 0; late && i < late->problems.count; i++)
        problem_take(build->inventory, &late->problems.at[i], -1);
}

/* The first layer above in which the database is hidden or stands without the package. */
static int64_t removed_in(struct build *build, const struct fact_source *source, const struct path_hash *key,
                          int64_t layer)
{
    for (;;) {
        int64_t above = overlay_hidden_by(build->input, layer, source->path);
        const struct fact_source *next =
            above < 0 ? NULL : overlay_source(build->input->facts[above], source->path, source->analyzer);
        if (!next || !has_package(build, next, key))
            return above < 0 ? layer : above;
        layer = above;
    }
}

static void take_removed_of(struct build *build, const struct fact_source *source, int64_t layer)
{
    struct slice left = source->packages.bytes;
    struct package package;

    for (uint32_t number = 0;; number++) {
        struct arena_mark mark = arena_mark(build->scratch);
        if (!facts_next_package(&left, build->scratch, &package))
            break;
        struct path_hash key = identity(build->arena, &package, source->path);
        if (!has_room(build)) {
            build->left_out++; /* at least this one */
            return;
        }
        if (!is_gone(&package) && is_new(build, key))
            take_package(build, source, number, &package, layer, removed_in(build, source, &key, layer));
        arena_reset(build->scratch, mark);
    }
}

/* Packages that some layer had and the final tree has not; each once, from the lowest layer that had it. */
static void take_removed(struct build *build)
{
    for (size_t n = 0; n < build->input->layer_count; n++) {
        const struct facts *facts = build->input->facts[n];
        for (size_t i = 0; facts && i < facts->sources.count; i++)
            take_removed_of(build, &facts->sources.at[i], (int64_t)n);
    }
}

static void join(struct build *build)
{
    struct join join = {.arena = build->arena,
                        .scratch = build->scratch,
                        .input = build->input,
                        .inventory = build->inventory,
                        .list = build->list.at,
                        .count = build->list.count,
                        .taken = build->taken.at,
                        .taken_count = build->taken.count};

    join_packages(&join);
    build->inventory->package_count = join.count;
    build->inventory->packages = join.list;
}

static void finish_packages(struct build *build)
{
    struct inventory *inventory = build->inventory;
    struct arena *scratch = build->scratch;

    join(build);
    for (size_t i = 0; i < inventory->package_count; i++) {
        struct inventory_package *package = &inventory->packages[i];
        package->origin =
            origin_judge(build->arena, &package->package, &inventory->os, build->vendors_told, &package->origin_reason);
        package->purl = package->package.purl;
        if (!package->purl.len) {
            struct arena_mark mark = arena_mark(scratch);
            package->purl = arena_copy(build->arena, purl_of(scratch, &package->package, &inventory->os));
            arena_reset(scratch, mark);
        }
        inventory->counts.third_party += package->origin == ORIGIN_THIRD_PARTY;
        inventory->counts.declared += package->package.scope == SCOPE_DECLARED;
    }
    inventory->counts.packages = inventory->package_count;
    if (build->left_out)
        problem_add(inventory, ERROR_LIMIT, -1, S(""),
                    arena_format(build->arena, "%s%zu more packages than --max-memory can hold were left out",
                                 build->input->all_layers ? "at least " : "", build->left_out));
}

/* Listed but not matched, the project itself aside; rows tell by a problem of programs that they do not list for want
 * of a version. */
static void judge_versions(struct build *build)
{
    enum { NAMED = 5 };
    struct inventory *inventory = build->inventory;
    struct slice names = {NULL, 0};
    size_t count = 0;

    for (size_t i = 0; i < inventory->problems.count; i++)
        inventory->counts.version_unknown += inventory->problems.at[i].code == ERROR_VERSION_UNKNOWN;
    for (size_t i = 0; i < inventory->package_count; i++) {
        const struct package *package = &inventory->packages[i].package;
        if (package->version.len || (package->scope == SCOPE_DECLARED && package->relationship == RELATION_ROOT))
            continue;
        if (count < NAMED)
            names =
                arena_format(build->arena, "%.*s%s%.*s", SLICE_ARG(names), count ? ", " : "", SLICE_ARG(package->name));
        count++;
    }
    inventory->counts.version_unknown += count;
    if (count)
        problem_add(inventory, ERROR_VERSION_UNKNOWN, -1, (struct slice){NULL, 0},
                    arena_format(build->arena, "%zu packages are listed without a version and were not matched: %.*s%s",
                                 count, SLICE_ARG(names), count > NAMED ? " …" : ""));
}

/* A distribution without its database, or packages of one that does not say which: nothing could be judged. */
static void judge_databases(struct build *build)
{
    struct inventory *inventory = build->inventory;
    const struct os *os = &inventory->os;
    bool unreadable = false, sidecars = false;

    for (size_t i = 0; i < inventory->problems.count; i++)
        unreadable = unreadable || inventory->problems.at[i].code == ERROR_DATABASE_UNREADABLE ||
                     inventory->problems.at[i].database;
    for (size_t n = 0; n < build->input->layer_count; n++)
        for (size_t i = 0; build->input->facts[n] && i < build->input->facts[n]->sources.count; i++)
            sidecars = sidecars || slice_equal(build->input->facts[n]->sources.at[i].analyzer, S("dpkg_files"));
    bool document = slice_equal(os->from, S("document"));
    if (!build->database_seen && !unreadable && !document && (os->package_type.len || sidecars))
        problem_add(
            inventory, ERROR_DATABASE_MISSING, -1, (struct slice){NULL, 0},
            os->said_id.len
                ? arena_format(
                      build->arena,
                      "the image says that it is %.*s, but no package database lies where its package manager keeps it",
                      SLICE_ARG(os->name.len ? os->name : os->said_id))
                : S("files of a package manager lie there, but not its database"));
    if (build->database_seen && !os->said_id.len)
        problem_add(inventory, ERROR_OS_UNKNOWN, -1, (struct slice){NULL, 0},
                    S("packages of an operating system were found, but no file says which one it is"));
}

static int order_problems(const void *a, const void *b, void *context)
{
    const struct problem *x = a, *y = b;
    int order = (x->layer > y->layer) - (x->layer < y->layer);

    (void)context;
    if (!order)
        order = slice_compare(x->path, y->path);
    if (!order)
        order = (x->code > y->code) - (x->code < y->code);
    return order ? order : slice_compare(x->detail, y->detail);
}

static void finish_problems(struct inventory *inventory)
{
    size_t kept = 0;

    sort_items(inventory->problems.at, inventory->problems.count, sizeof(struct problem), order_problems, NULL);
    for (size_t i = 0; i < inventory->problems.count; i++)
        if (!kept || order_problems(&inventory->problems.at[kept - 1], &inventory->problems.at[i], NULL))
            inventory->problems.at[kept++] = inventory->problems.at[i];
    inventory->problems.count = kept;
}

static size_t packages_of(const struct facts *facts)
{
    size_t count = 0;

    for (size_t i = 0; facts && i < facts->sources.count; i++)
        count += facts->sources.at[i].packages.count;
    return count;
}

/* The list at once, as long as it can get: it is most of the memory of a scan, and growing would need it twice. */
static void make_room(struct build *build)
{
    const struct inventory_input *input = build->input;
    size_t count = packages_of(input->late), used = arena_used(build->arena);

    for (size_t n = 0; n < input->layer_count; n++)
        count += packages_of(input->facts[n]);
    if (input->memory) {
        /* The identities of all are compared, and with all_layers those of the list are kept. */
        size_t each = sizeof(struct inventory_package) + JOIN_WEIGHT + (input->all_layers ? PRESENT_WEIGHT : 0);
        used += count * sizeof(struct path_hash);
        size_t most = used < input->memory ? (input->memory - used) / each : 0;
        count = count < most ? count : most;
    }
    build->list.at = arena_array(build->arena, struct inventory_package, count);
    build->list.room = count;
}

bool inventory_build(struct arena *arena, const struct inventory_input *input, struct inventory *inventory,
                     struct error *error)
{
    struct inventory result = {.arena = arena};
    struct build build = {.arena = arena, .input = input, .inventory = &result};

    build.scratch = arena_branch(arena);
    make_room(&build);
    build.content = arena_array(arena, struct content, input->layer_count + 1);

    map_init(&build.indexes, arena, NULL);
    map_init(&build.present, arena, NULL);
    if (!os_detect(arena, input, &result.os, error))
        return false;
    result.layer_count = input->directory ? 0 : input->layer_count;
    result.layers = arena_array(arena, struct layer_info, result.layer_count + 1);
    for (size_t n = 0; n < result.layer_count; n++)
        result.layers[n] = input->layers[n];
    for (size_t i = 0; i < input->problem_count; i++)
        *ARENA_PUSH(arena, &result.problems) = input->problems[i];
    for (size_t n = 0; n < input->layer_count; n++)
        if (input->facts[n]) {
            take_layer(&build, (int64_t)n);
            result.counts.files += input->facts[n]->paths.count;
        }
    take_late(&build);
    if (input->all_layers)
        take_removed(&build);
    finish_packages(&build);
    judge_versions(&build);
    judge_databases(&build);
    finish_problems(&result);
    *inventory = result;
    return true;
}
