#include "inventory/inventory.h"

#include "base/map.h"
#include "base/sort.h"
#include "inventory/distro.h"
#include "inventory/origin.h"
#include "inventory/os.h"
#include "inventory/overlay.h"

/* What a layer says of the repositories that its packages came from; made when first asked for. */
struct content {
    bool read;
    struct slices sets, nvrs;
};

/* While the list is put together; packages are shared by pointer so that owners stay valid through the sort. */
struct build {
    struct arena *arena;
    const struct inventory_input *input;
    struct inventory *inventory;
    struct {
        struct inventory_package **at;
        size_t count, room;
    } list;
    struct map indexes;      /* fact_source as bytes of its pointer -> struct map of its packages by identity */
    struct map present;      /* identity and path of what the final tree holds, for all_layers */
    struct content *content; /* one a layer */
    bool database_seen;
    bool vendors_told;
};

/* Package types that an operating system's package manager installs, and so need an operating system to be judged. */
static const char *const os_types[] = {"deb", "rpm", "apk", "alpm", "opkg"};

static bool is_os_type(struct slice type)
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

/* Two packages with the same identity are the same package, in whatever layer they stand. */
static struct slice identity(struct arena *arena, const struct package *package)
{
    return arena_format(arena, "%.*s\n%.*s\n%lld\n%.*s\n%.*s\n%.*s\n%.*s", SLICE_ARG(package->type),
                        SLICE_ARG(package->name), (long long)package->epoch, SLICE_ARG(package->version),
                        SLICE_ARG(package->release), SLICE_ARG(package->arch), SLICE_ARG(package->module));
}

/* Not there: removed and at most its configuration files are left (deb: dpkg(1), "Package states"). */
static bool is_gone(const struct package *package)
{
    return slice_equal(package->state, S("config-files")) || slice_equal(package->state, S("not-installed"));
}

/* The identities of one source, made when first asked for. */
static struct map *index_of(struct build *build, const struct fact_source *source)
{
    struct slice key = slice_of(arena_copy(build->arena, slice_of(&source, sizeof(source))).at, sizeof(source));
    void **place = map_put(&build->indexes, key);

    if (!*place) {
        struct map *map = arena_new(build->arena, struct map);
        map_init(map, build->arena, NULL);
        for (size_t i = 0; i < source->packages.count; i++)
            if (!is_gone(&source->packages.at[i]))
                *map_put(map, identity(build->arena, &source->packages.at[i])) = &source->packages.at[i];
        place = map_put(&build->indexes, key);
        *place = map;
    }
    return *place;
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
    struct slice key = identity(build->arena, package);
    int64_t below = layer;

    for (;;) {
        source = source_below(build, layer, source, &below);
        if (!source || !map_get(index_of(build, source), key))
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

static void take_package(struct build *build, const struct fact_source *source, const struct package *package,
                         int64_t layer, int64_t removed_in)
{
    struct inventory *inventory = build->inventory;

    if (package->key_entry) {
        inventory->counts.keys += removed_in < 0;
        return;
    }
    struct inventory_package *entry = arena_new(build->arena, struct inventory_package);
    bool document = slice_equal(source->analyzer, S("document"));
    entry->package = *package;
    take_content_sets(build, &entry->package, layer);
    entry->path = document ? package->location : source->path;
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
    if (is_os_type(package->type))
        build->database_seen = true;
    *ARENA_PUSH(build->arena, &build->list) = entry;
}

static void take_source(struct build *build, const struct fact_source *source, int64_t layer)
{
    for (size_t i = 0; i < source->packages.count; i++) {
        const struct package *package = &source->packages.at[i];
        if (is_gone(package))
            continue;
        int64_t brought = layer >= 0 ? layer_of(build, package, source, layer) : layer;
        take_package(build, source, package, brought, -1);
        if (build->input->all_layers)
            *map_put(&build->present,
                     arena_format(build->arena, "%.*s\n%.*s", SLICE_ARG(identity(build->arena, package)),
                                  SLICE_ARG(source->path))) = build;
    }
}

/* rpm keeps one database, of the newest format it knows; an older one beside it is what a conversion left behind. */
static bool is_left_behind(const struct build *build, const struct fact_source *source)
{
    static const struct {
        const char *analyzer, *newer_name, *newer_analyzer;
    } older[] = {
        {"rpm_bdb", "rpmdb.sqlite", "rpm_sqlite"},
        {"rpm_bdb", "Packages.db", "rpm_ndb"},
        {"rpm_ndb", "rpmdb.sqlite", "rpm_sqlite"},
    };

    for (size_t i = 0; i < sizeof(older) / sizeof(older[0]); i++) {
        if (!slice_equal(source->analyzer, slice_text(older[i].analyzer)))
            continue;
        struct slice path = path_join(build->arena, path_folder(source->path), slice_text(older[i].newer_name));
        int64_t layer = overlay_find(build->input, path);
        if (layer >= 0 && overlay_source(build->input->facts[layer], path, slice_text(older[i].newer_analyzer)))
            return true;
    }
    return false;
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
        if (is_left_behind(build, source)) {
            problem_add(build->inventory, ERROR_PASSED_OVER, layer, source->path,
                        S("an rpm database of an older format beside the one in use"));
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
static int64_t removed_in(struct build *build, const struct fact_source *source, struct slice key, int64_t layer)
{
    for (;;) {
        int64_t above = overlay_hidden_by(build->input, layer, source->path);
        const struct fact_source *next =
            above < 0 ? NULL : overlay_source(build->input->facts[above], source->path, source->analyzer);
        if (!next || !map_get(index_of(build, next), key))
            return above < 0 ? layer : above;
        layer = above;
    }
}

/* Packages that some layer had and the final tree has not; each once, from the lowest layer that had it. */
static void take_removed(struct build *build)
{
    for (size_t n = 0; n < build->input->layer_count; n++) {
        const struct facts *facts = build->input->facts[n];
        for (size_t i = 0; facts && i < facts->sources.count; i++) {
            const struct fact_source *source = &facts->sources.at[i];
            for (size_t k = 0; k < source->packages.count; k++) {
                const struct package *package = &source->packages.at[k];
                struct slice name = identity(build->arena, package);
                struct slice key = arena_format(build->arena, "%.*s\n%.*s", SLICE_ARG(name), SLICE_ARG(source->path));
                if (is_gone(package) || map_get(&build->present, key))
                    continue;
                *map_put(&build->present, key) = build;
                take_package(build, source, package, (int64_t)n, removed_in(build, source, name, (int64_t)n));
            }
        }
    }
}

static int order_packages(const void *a, const void *b, void *context)
{
    const struct inventory_package *x = *(struct inventory_package *const *)a;
    const struct inventory_package *y = *(struct inventory_package *const *)b;
    const struct package *p = &x->package, *q = &y->package;
    int order = slice_compare(p->type, q->type);

    (void)context;
    if (!order)
        order = slice_compare(p->name, q->name);
    if (!order)
        order = (p->epoch > q->epoch) - (p->epoch < q->epoch);
    if (!order)
        order = slice_compare(p->version, q->version);
    if (!order)
        order = slice_compare(p->release, q->release);
    if (!order)
        order = slice_compare(p->arch, q->arch);
    if (!order)
        order = slice_compare(x->path, y->path);
    if (!order)
        order = slice_compare(p->module, q->module);
    if (!order)
        order = slice_compare(p->id, q->id);
    return order ? order : (x->layer > y->layer) - (x->layer < y->layer);
}

/* Ids of a document lead to their packages; the owner must be one of the same list. */
static void resolve_owners(struct build *build, struct inventory *inventory)
{
    struct map ids;

    map_init(&ids, build->arena, NULL);
    for (size_t i = 0; i < inventory->package_count; i++)
        if (inventory->packages[i].package.id.len)
            *map_put(&ids, inventory->packages[i].package.id) = &inventory->packages[i];
    for (size_t i = 0; i < inventory->package_count; i++)
        if (inventory->packages[i].package.owner.len)
            inventory->packages[i].owner = map_get(&ids, inventory->packages[i].package.owner);
}

static void finish_packages(struct build *build)
{
    struct inventory *inventory = build->inventory;

    sort_items(build->list.at, build->list.count, sizeof(build->list.at[0]), order_packages, NULL);
    inventory->package_count = build->list.count;
    inventory->packages = arena_array(build->arena, struct inventory_package, build->list.count + 1);
    for (size_t i = 0; i < build->list.count; i++) {
        struct inventory_package *package = &inventory->packages[i];
        *package = *build->list.at[i];
        package->index = i;
        package->origin =
            origin_judge(build->arena, &package->package, &inventory->os, build->vendors_told, &package->origin_reason);
        package->purl = package->package.purl.len ? package->package.purl
                                                  : purl_of(build->arena, &package->package, &inventory->os);
        inventory->counts.third_party += package->origin == ORIGIN_THIRD_PARTY;
        inventory->counts.declared += package->package.scope == SCOPE_DECLARED;
    }
    inventory->counts.packages = inventory->package_count;
    resolve_owners(build, inventory);
}

/* A distribution without its database, or packages of one that does not say which: nothing could be judged. */
static void judge_databases(struct build *build)
{
    struct inventory *inventory = build->inventory;
    const struct os *os = &inventory->os;
    bool unreadable = false, sidecars = false;

    for (size_t i = 0; i < inventory->problems.count; i++)
        unreadable = unreadable || inventory->problems.at[i].code == ERROR_DATABASE_UNREADABLE;
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

bool inventory_build(struct arena *arena, const struct inventory_input *input, struct inventory *inventory,
                     struct error *error)
{
    struct inventory result = {.arena = arena};
    struct build build = {.arena = arena, .input = input, .inventory = &result};

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
    judge_databases(&build);
    finish_problems(&result);
    *inventory = result;
    return true;
}
