/*
 * Whose the files are in which packages were found. A package manager's list names the file, and the digest that it
 * recorded is the file's: then the package of the operating system owns what was found there. A list alone proves
 * nothing, since anybody may write one. Owned files are many, files with packages few: each owned file is looked up
 * among these.
 */
#include "base/sort.h"
#include "inventory/alias.h"
#include "inventory/join.h"

enum {
    ALIASES_PER_PATH = 4,
    ALIASES_MORE = 4096,
    FILTER_BITS = 18, /* 32 KiB, which stay in the first-level cache; most files end here */
};

/* A file in which packages were found. */
struct found {
    const struct taken *taken;
    struct inventory_package *lister;
    enum ownership ownership;
};

struct owning {
    struct join *join;
    struct found *found;
    struct slice *paths;
    size_t count;
    struct keys keys; /* path or alias -> found */
    uint8_t filter[1 << (FILTER_BITS - 3)];
};

static uint32_t filter_bit(const struct path_hash *hash)
{
    uint32_t bits;

    memcpy(&bits, hash->bytes, sizeof(bits));
    return bits & ((1u << FILTER_BITS) - 1);
}

static void key_add(void *context, size_t index, struct slice path)
{
    struct owning *owning = context;
    struct path_hash hash = path_hash(path);
    uint32_t bit = filter_bit(&hash);

    owning->filter[bit / 8] |= (uint8_t)(1u << bit % 8);
    keys_add(&owning->keys, hash, (uint32_t)index);
}

/* Several rows may have found packages in one file. */
static void collect_found(struct owning *owning)
{
    struct join *join = owning->join;

    owning->found = arena_array(join->scratch, struct found, join->taken_count);
    for (size_t i = 0; i < join->taken_count; i++)
        if (join->taken[i].count > 0 && join->taken[i].source->digests)
            owning->found[owning->count++].taken = &join->taken[i];
}

static int order_found(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(((const struct found *)a)->taken->source->path,
                         ((const struct found *)b)->taken->source->path);
}

static void collect_keys(struct owning *owning)
{
    struct join *join = owning->join;
    size_t most = ALIASES_PER_PATH * owning->count + ALIASES_MORE;

    sort_items(owning->found, owning->count, sizeof(owning->found[0]), order_found, NULL);
    owning->paths = arena_array(join->scratch, struct slice, owning->count);
    keys_create(&owning->keys, join->scratch, owning->count + most);
    for (size_t i = 0; i < owning->count; i++) {
        owning->paths[i] = owning->found[i].taken->source->path;
        key_add(owning, i, owning->paths[i]);
    }
    if (!alias_each(join->scratch, join->input, owning->paths, owning->count, most, key_add, owning))
        join_problem(join,
                     "links lead to files in more ways than are followed: of some it is not known whose they are");
    keys_sort(&owning->keys);
}

static struct slice value_of(const struct fact_source *source, struct slice name)
{
    for (size_t i = 0; i < source->values.count; i++)
        if (slice_equal(source->values.at[i].name, name))
            return source->values.at[i].text;
    return S("");
}

/* "libc6:amd64" (dpkg), "bash-5.2.026-2" (pacman): the name in it. */
static struct slice name_of_list(struct slice type, struct slice value, struct slice *arch)
{
    struct slice name;

    *arch = S("");
    if (slice_equal(type, S("alpm"))) {
        size_t release = slice_find_last(value, '-');
        return slice_head(value, slice_find_last(slice_head(value, release), '-'));
    }
    slice_cut(value, ':', &name, arch);
    return name;
}

/*
 * Lists apart from their database: "info/libc6:amd64.md5sums" beside "status" in the folder above (dpkg, opkg),
 * "base.md5sums" beside the record "base" (status.d), "mtree" beside "desc" (pacman).
 */
static bool lies_beside(const struct inventory_package *entry, const struct fact_source *list)
{
    struct slice folder = path_folder(list->path), database = path_folder(entry->path);

    return slice_equal(folder, database) ||
           (!slice_equal(entry->package.type, S("alpm")) && slice_equal(path_folder(folder), database));
}

static int order_to(const struct package *package, struct slice type, struct slice name)
{
    int order = slice_compare(package->type, type);

    return order ? order : slice_compare(package->name, name);
}

/* The first place in the list whose package is not before type and name. */
static size_t first_named(const struct join *join, struct slice type, struct slice name)
{
    return SORTED_FIRST(join->count, i, order_to(&join->list[i].package, type, name) >= 0);
}

/* A list that names no package installed now is what a removed one left behind, or a forgery. */
static struct inventory_package *package_of_list(const struct join *join, const struct fact_source *list)
{
    static const struct slice types[] = {S_INIT("deb"), S_INIT("opkg"), S_INIT("alpm")};

    for (size_t t = 0; t < sizeof(types) / sizeof(types[0]); t++) {
        struct slice arch, name = name_of_list(types[t], value_of(list, S("package")), &arch);
        for (size_t i = first_named(join, types[t], name); i < join->count; i++) {
            struct inventory_package *entry = &join->list[i];
            if (!slice_equal(entry->package.type, types[t]) || !slice_equal(entry->package.name, name))
                break;
            if (entry->removed_in < 0 && (arch.len == 0 || slice_equal(entry->package.arch, arch)) &&
                lies_beside(entry, list))
                return entry;
        }
    }
    return NULL;
}

static struct inventory_package *lister_of(const struct join *join, const struct taken *taken,
                                           const struct owned *owned)
{
    uint32_t number = owned_package(owned);

    return number == OWNED_NO_PACKAGE ? package_of_list(join, taken->source) : join_package(join, taken, number);
}

static enum ownership compare(const struct owned *owned, const struct file_digests *digests)
{
    const uint8_t *digest = file_digest(digests, (enum digest_kind)owned->kind);

    if (digest == NULL)
        return OWNERSHIP_UNPROVEN;
    return memcmp(digest, owned->digest, sizeof(owned->digest)) == 0 ? OWNERSHIP_OWNED : OWNERSHIP_CHANGED;
}

/* Of several packages that list a file, one whose digest holds: files move between packages. */
static void take(struct owning *owning, const struct taken *taken, const struct owned *owned, struct found *found)
{
    enum ownership ownership = compare(owned, found->taken->source->digests);
    struct inventory_package *lister;

    if (ownership < found->ownership || (lister = lister_of(owning->join, taken, owned)) == NULL)
        return;
    if (ownership == found->ownership && lister >= found->lister)
        return;
    found->ownership = ownership;
    found->lister = lister;
}

static void look_up(struct owning *owning, const struct taken *taken)
{
    for (size_t i = 0; i < taken->source->owned.count; i++) {
        const struct owned *owned = &taken->source->owned.at[i];
        uint32_t bit = filter_bit(&owned->path);
        if (!(owning->filter[bit / 8] >> bit % 8 & 1))
            continue;
        for (size_t at = keys_find(&owning->keys, owned->path); keys_is(&owning->keys, at, owned->path); at++)
            take(owning, taken, owned, &owning->found[keys_number(&owning->keys, at)]);
    }
}

/* A list says of packages elsewhere; whose the list is does not tell whose they are. */
static bool lies_in(const struct inventory_package *entry, struct slice file)
{
    struct slice location = entry->package.location;

    return location.len == 0 || slice_equal(location, file) || path_within(location, file);
}

static void give(struct join *join, const struct found *found)
{
    for (size_t i = 0; i < found->taken->count; i++) {
        struct inventory_package *entry = &join->list[join->places[found->taken->first + i]];
        if (!lies_in(entry, found->taken->source->path))
            continue;
        entry->ownership = found->ownership;
        entry->lister = found->lister;
        entry->owner = found->ownership == OWNERSHIP_OWNED ? found->lister : NULL;
    }
}

void join_owners(struct join *join)
{
    struct owning *owning = arena_new(join->scratch, struct owning);

    owning->join = join;
    collect_found(owning);
    if (owning->count == 0)
        return;
    collect_keys(owning);
    for (size_t i = 0; i < join->taken_count; i++)
        look_up(owning, &join->taken[i]);
    for (size_t i = 0; i < owning->count; i++)
        if (owning->found[i].ownership != OWNERSHIP_NONE)
            give(join, &owning->found[i]);
}

struct slice inventory_ownership(struct arena *arena, const struct inventory_package *entry)
{
    static const char *const reasons[] = {
        [OWNERSHIP_UNPROVEN] =
            "lists this file, but records no digest that would prove it: upstream's advisories decide",
        [OWNERSHIP_CHANGED] = "lists this file with another digest, so it was changed after installation: upstream's "
                              "advisories decide",
        [OWNERSHIP_OWNED] = "put this file there, and it is unchanged: the distribution's advisories decide",
    };

    const char *reason = reasons[entry->ownership];

    if (entry->ownership == OWNERSHIP_NONE)
        return S("");
    if (entry->owner && entry->owner->origin == ORIGIN_THIRD_PARTY)
        reason = "put this file there, but the distribution did not build it: upstream's advisories decide";
    return arena_format(arena, "%.*s package %.*s %s", SLICE_ARG(entry->lister->package.type),
                        SLICE_ARG(entry->lister->package.name), reason);
}
