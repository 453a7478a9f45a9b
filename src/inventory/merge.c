/*
 * Several records of one package are one package:
 * - the same at the same path, whichever rows say so;
 * - one that a list of installed packages names (npm's hidden lock file, conda's history) and the file at the place
 *   where the list says that it lies;
 * - one that a lock file or manifest declares and one with the same name and version that is installed;
 * - one of a distribution that programs carry in their package notes, each of them, and that its database lists.
 * Other versions, and other places of what is installed, stay apart.
 */
#include "base/sort.h"
#include "inventory/join.h"

/* Installed packages of one name and version that take what one declaration says of them. */
enum { TOLD_MAX = 64 };

/* Ecosystems that install below the project: elsewhere it is another project's, of which a lock file says nothing. */
static const char *const below_project[] = {"npm", "composer"};

static bool is_below_project(struct slice type)
{
    for (size_t i = 0; i < sizeof(below_project) / sizeof(below_project[0]); i++)
        if (slice_equal(type, slice_text(below_project[i])))
            return true;
    return false;
}

static bool has(const struct slices *list, struct slice text)
{
    for (size_t i = 0; i < list->count; i++)
        if (slice_equal(list->at[i], text))
            return true;
    return false;
}

static void fill_list(struct slices *into, const struct slices *from)
{
    if (into->count == 0)
        *into = *from;
}

/* A package that is both for production and for development is for production; one needed directly is direct. */
static void take_role(struct package *into, const struct package *from)
{
    if (into->groups.count == 0 || (has(&from->groups, S("prod")) && !has(&into->groups, S("prod"))))
        into->groups = from->groups;
    if (into->relationship == RELATION_UNKNOWN ||
        (into->relationship == RELATION_TRANSITIVE && from->relationship == RELATION_DIRECT))
        into->relationship = from->relationship;
}

/* `from` is the package at `into`. */
static void merge(struct join *join, uint32_t into, uint32_t from, bool role)
{
    struct package *package = &join->list[into].package;
    const struct package *other = &join->list[from].package;

    join->same[from] = into;
    if (role)
        take_role(package, other);
    fill_list(&package->licences, &other->licences);
    fill_list(&package->cpes, &other->cpes);
}

static bool same_version(const struct package *a, const struct package *b)
{
    return a->epoch == b->epoch && slice_equal(a->version, b->version) && slice_equal(a->release, b->release);
}

static bool same_package(const struct package *a, const struct package *b)
{
    return slice_equal(a->type, b->type) && slice_equal(a->name, b->name) && same_version(a, b);
}

static bool is_duplicate(const struct inventory_package *a, const struct inventory_package *b)
{
    const struct package *p = &a->package, *q = &b->package;

    return a->removed_in < 0 && b->removed_in < 0 && same_package(p, q) && slice_equal(p->arch, q->arch) &&
           slice_equal(a->path, b->path) && slice_equal(p->module, q->module) && slice_equal(p->purl, q->purl) &&
           slice_equal(p->embedded_in, q->embedded_in);
}

/* Duplicates stand side by side. What is installed stays before what is declared. */
static void merge_duplicates(struct join *join)
{
    uint32_t first = 0;

    for (uint32_t i = 1; i < join->count; i++) {
        if (!is_duplicate(&join->list[first], &join->list[i])) {
            first = i;
        } else if (join->list[first].package.scope == SCOPE_DECLARED &&
                   join->list[i].package.scope == SCOPE_INSTALLED) {
            merge(join, i, first, true);
            first = i;
        } else {
            merge(join, first, i, true);
        }
    }
}

/* A record of a package that lies elsewhere than the file that says so. */
static bool is_located(const struct inventory_package *entry)
{
    return entry->package.location.len > 0 && entry->package.scope == SCOPE_INSTALLED && entry->removed_in < 0 &&
           !slice_equal(entry->analyzer, S("document"));
}

/* The packages from `first` to before `end` have one name and version. */
static void merge_located_of(struct join *join, uint32_t first, uint32_t end)
{
    struct arena_mark mark = arena_mark(join->scratch);
    struct keys keys;

    keys_create(&keys, join->scratch, 2 * (size_t)(end - first));
    for (uint32_t i = first; i < end; i++) {
        const struct inventory_package *entry = &join->list[i];
        if (join->same[i] != i || entry->removed_in >= 0 || entry->package.location.len || !entry->source ||
            entry->package.scope == SCOPE_DECLARED)
            continue;
        keys_add(&keys, path_hash(entry->source->path), i);
        keys_add(&keys, path_hash(path_folder(entry->source->path)), i);
    }
    keys_sort(&keys);
    for (uint32_t i = first; i < end; i++) {
        if (join->same[i] != i || !is_located(&join->list[i]))
            continue;
        size_t at = keys_find(&keys, path_hash(join->list[i].package.location));
        if (at < keys.count)
            merge(join, keys_number(&keys, at), i, true);
    }
    arena_reset(join->scratch, mark);
}

static void merge_located(struct join *join)
{
    for (uint32_t first = 0, end; first < join->count; first = end) {
        bool located = false;
        for (end = first; end < join->count && same_package(&join->list[first].package, &join->list[end].package);
             end++)
            located = located || is_located(&join->list[end]);
        if (located && end - first > 1)
            merge_located_of(join, first, end);
    }
}

static struct path_hash name_and_version(struct arena *arena, const struct package *package)
{
    struct arena_mark mark = arena_mark(arena);
    const struct slice parts[] = {package->type, S("\n"), name_normal(arena, package->type, package->name), S("\n"),
                                  package->version};
    struct path_hash hash = path_hash(arena_join(arena, parts, sizeof(parts) / sizeof(parts[0])));

    arena_reset(arena, mark);
    return hash;
}

static bool may_be_declared(const struct join *join, uint32_t place, enum package_scope scope)
{
    const struct inventory_package *entry = &join->list[place];

    return join->same[place] == place && entry->removed_in < 0 && entry->package.version.len > 0 &&
           entry->package.scope == scope && !slice_equal(entry->analyzer, S("document"));
}

/*
 * Those in the project that declares it are meant first. Where there are none it is still the same package, but a
 * lock file has no say on the place that another project's copy has there.
 */
static void merge_declared_one(struct join *join, const struct keys *installed, uint32_t place)
{
    const struct inventory_package *declared = &join->list[place];
    struct path_hash hash = name_and_version(join->scratch, &declared->package);
    struct slice project = path_folder(declared->source->path);
    size_t first = keys_find(installed, hash), at = first;
    uint32_t into = UINT32_MAX;

    for (unsigned n = 0; n < TOLD_MAX && keys_is(installed, at, hash); n++, at++) {
        uint32_t number = keys_number(installed, at);
        if (!path_within(join->list[number].path, project))
            continue;
        take_role(&join->list[number].package, &declared->package);
        into = into == UINT32_MAX ? number : into;
    }
    if (into != UINT32_MAX)
        merge(join, into, place, false);
    else if (first < installed->count)
        merge(join, keys_number(installed, first), place, !is_below_project(declared->package.type));
}

static void merge_declared(struct join *join)
{
    struct arena_mark mark = arena_mark(join->scratch);
    struct keys installed;
    size_t count = 0;

    for (uint32_t i = 0; i < join->count; i++)
        count += may_be_declared(join, i, SCOPE_DECLARED);
    if (count == 0 || count == join->count)
        return;
    keys_create(&installed, join->scratch, join->count);
    for (uint32_t i = 0; i < join->count; i++)
        if (may_be_declared(join, i, SCOPE_INSTALLED))
            keys_add(&installed, name_and_version(join->scratch, &join->list[i].package), i);
    keys_sort(&installed);
    for (uint32_t i = 0; i < join->count; i++)
        if (may_be_declared(join, i, SCOPE_DECLARED))
            merge_declared_one(join, &installed, i);
    arena_reset(join->scratch, mark);
}

static bool is_note(const struct inventory_package *entry)
{
    return entry->removed_in < 0 && slice_equal(entry->analyzer, S("elf_note"));
}

/* Type, name, and version with release; the epoch is not in every note. */
static struct path_hash note_key(struct arena *arena, struct slice type, struct slice name, struct slice version,
                                 struct slice release)
{
    struct arena_mark mark = arena_mark(arena);
    const struct slice parts[] = {type, S("\n"), name, S("\n"), version, release.len ? S("-") : S(""), release};
    struct path_hash hash = path_hash(arena_join(arena, parts, sizeof(parts) / sizeof(parts[0])));

    arena_reset(arena, mark);
    return hash;
}

static struct slice without_epoch(struct slice version)
{
    size_t colon = slice_find_byte(version, ':');

    return colon < version.len ? slice_skip(version, colon + 1) : version;
}

/* Notes name the package or its source. */
static void add_note_keys(struct keys *keys, struct arena *arena, const struct package *package, uint32_t place)
{
    keys_add(keys, note_key(arena, package->type, package->name, without_epoch(package->version), package->release),
             place);
    if (package->source_name.len > 0)
        keys_add(keys,
                 note_key(arena, package->type, package->source_name, without_epoch(package->source_version), S("")),
                 place);
}

/*
 * Nearly every program of some distributions says whose it is: what the package database lists is that, and of what it
 * does not list one program speaks for all.
 */
static void merge_notes(struct join *join)
{
    struct arena_mark mark = arena_mark(join->scratch);
    struct keys keys;
    size_t notes = 0;

    for (uint32_t i = 0; i < join->count; i++)
        notes += is_note(&join->list[i]);
    if (notes == 0)
        return;
    keys_create(&keys, join->scratch, 2 * (size_t)join->count);
    for (uint32_t i = 0; i < join->count; i++) {
        const struct inventory_package *entry = &join->list[i];
        if (join->same[i] == i && entry->removed_in < 0 && entry->package.scope == SCOPE_INSTALLED && !is_note(entry))
            add_note_keys(&keys, join->scratch, &entry->package, i);
    }
    keys_sort(&keys);
    uint32_t first = UINT32_MAX; /* of those that no database lists; equal ones stand side by side */
    for (uint32_t i = 0; i < join->count; i++) {
        const struct package *note = &join->list[i].package;
        if (join->same[i] != i || !is_note(&join->list[i]))
            continue;
        size_t at = keys_find(
            &keys, note_key(join->scratch, note->type, note->name, without_epoch(note->version), note->release));
        if (at < keys.count)
            merge(join, keys_number(&keys, at), i, false);
        else if (first != UINT32_MAX && same_package(&join->list[first].package, note) &&
                 slice_equal(join->list[first].package.arch, note->arch))
            merge(join, first, i, false);
        else
            first = i;
    }
    arena_reset(join->scratch, mark);
}

/* A file that named a package which stands elsewhere. */
struct location {
    uint32_t place;
    struct slice path;
};

static int order_locations(const void *a, const void *b, void *context)
{
    const struct location *x = a, *y = b;

    (void)context;
    return x->place != y->place ? (x->place > y->place) - (x->place < y->place) : slice_compare(x->path, y->path);
}

/*
 * Not where the path begins with it already (an archive in an archive). Notes are left out, since a package may have
 * hundreds of programs; of documents it is the image that counts.
 */
static bool is_location(const struct join *join, uint32_t place)
{
    const struct inventory_package *entry = &join->list[place];

    return !slice_starts(join->list[join_place(join, place)].path, entry->source->path) && !is_note(entry) &&
           !slice_equal(entry->analyzer, S("document"));
}

static struct slices paths_of(struct arena *arena, const struct location *from, size_t count)
{
    struct slices paths = {.at = arena_array(arena, struct slice, count)};

    for (size_t i = 0; i < count; i++)
        if (i == 0 || !slice_equal(from[i - 1].path, from[i].path))
            paths.at[paths.count++] = from[i].path;
    return paths;
}

/* Where else a package was found is kept: who looks for what a lock file says finds it. */
static void keep_locations(struct join *join)
{
    struct arena_mark mark = arena_mark(join->scratch);
    struct {
        struct location *at;
        size_t count, room;
    } all = {0};

    for (uint32_t i = 0; i < join->count; i++)
        if (is_location(join, i))
            *ARENA_PUSH(join->scratch, &all) = (struct location){join_place(join, i), join->list[i].source->path};
    sort_items(all.at, all.count, sizeof(all.at[0]), order_locations, NULL);
    for (size_t first = 0, end; first < all.count; first = end) {
        for (end = first + 1; end < all.count && all.at[end].place == all.at[first].place;)
            end++;
        join->list[all.at[first].place].package.locations = paths_of(join->arena, &all.at[first], end - first);
    }
    arena_reset(join->scratch, mark);
}

void join_merge(struct join *join)
{
    merge_duplicates(join);
    merge_notes(join);
    merge_located(join);
    merge_declared(join);
    keep_locations(join);
}
