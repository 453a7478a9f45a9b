/*
 * The package URL of a package: base/purl.h knows the types, here is what an inventory knows of a package.
 */
#include "base/purl.h"
#include "inventory/distro.h"

/* Packages of operating systems: their namespace is the distribution, which stands in a qualifier with its release too.
 */
struct purl_system {
    const char *type;
    bool release_in_version, epoch_qualifier;
};

static const struct purl_system systems[] = {
    {"deb", false, false},
    {"apk", false, false},
    {"alpm", false, false},
    {"rpm", true, true},
};

static const struct purl_system *purl_system(struct slice type)
{
    for (size_t i = 0; i < sizeof(systems) / sizeof(systems[0]); i++)
        if (slice_equal(type, slice_text(systems[i].type)))
            return &systems[i];
    return NULL;
}

static struct slice purl_version(struct arena *arena, const struct package *package, const struct purl_system *system)
{
    struct slice version = package->version;

    if (!version.len)
        return version;
    if (package->epoch != EPOCH_ABSENT && !(system && system->epoch_qualifier))
        version = arena_format(arena, "%lld:%.*s", (long long)package->epoch, SLICE_ARG(version));
    if (package->release.len && system && system->release_in_version)
        version = arena_format(arena, "%.*s-%.*s", SLICE_ARG(version), SLICE_ARG(package->release));
    return version;
}

static void purl_add_system(struct arena *arena, struct purl *purl, const struct package *package, const struct os *os,
                            const struct purl_system *system)
{
    const struct distro *distro = os->said_id.len ? distro_find(os->said_id) : NULL;
    struct slice release = os->version_id.len ? os->version_id : os->codename;

    purl->name = package->name;
    purl->namespace = distro ? slice_text(distro->purl_namespace) : os->said_id;
    if (os->said_id.len)
        purl_qualify(arena, purl, S("distro"),
                     release.len ? arena_format(arena, "%.*s-%.*s", SLICE_ARG(os->said_id), SLICE_ARG(release))
                                 : os->said_id);
    if (package->epoch != EPOCH_ABSENT && system->epoch_qualifier)
        purl_qualify(arena, purl, S("epoch"), arena_format(arena, "%lld", (long long)package->epoch));
}

struct slice purl_of(struct arena *arena, const struct package *package, const struct os *os)
{
    const struct purl_system *system = purl_system(package->type);
    struct purl purl = {.type = package->type, .version = purl_version(arena, package, system)};

    if (system)
        purl_add_system(arena, &purl, package, os, system);
    else
        purl_take_name(arena, &purl, package->name);
    purl_qualify(arena, &purl, S("arch"), package->arch);
    purl_normalise(arena, &purl);
    return purl_build(arena, &purl);
}

struct slice package_full_version(struct arena *arena, const struct package *package)
{
    struct slice version = package->version;

    if (package->epoch != EPOCH_ABSENT)
        version = arena_format(arena, "%lld:%.*s", (long long)package->epoch, SLICE_ARG(version));
    if (package->release.len)
        version = arena_format(arena, "%.*s-%.*s", SLICE_ARG(version), SLICE_ARG(package->release));
    return version;
}
