/*
 * Package URLs. Source: package-url/purl-spec, PURL-SPECIFICATION.rst and types/TYPE-definition.json.
 */
#include "inventory/distro.h"

/* Characters that stand as they are: alphanumerics and ". - _ ~ :" (the specification's "permitted characters"). */
static bool plain(uint8_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' ||
           c == '_' || c == '~' || c == ':';
}

static struct slice percent_encode(struct arena *arena, struct slice text, bool lower)
{
    static const char hex[] = "0123456789ABCDEF";
    uint8_t *out = arena_array(arena, uint8_t, text.len * 3 + 1);
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.at[i];
        if (lower && c >= 'A' && c <= 'Z')
            c = (uint8_t)(c + 32);
        if (plain(c)) {
            out[len++] = c;
        } else {
            out[len++] = '%';
            out[len++] = (uint8_t)hex[c >> 4];
            out[len++] = (uint8_t)hex[c & 15];
        }
    }
    return slice_of(out, len);
}

/* How a type writes its parts; types that are not here keep name and version as they are and have no namespace. */
struct purl_type {
    const char *type;
    bool lower_name, distro_namespace, release_in_version, epoch_qualifier;
};

static const struct purl_type types[] = {
    {"deb", true, true, false, false}, {"apk", true, true, false, false},    {"alpm", true, true, false, false},
    {"rpm", false, true, true, true},  {"opkg", false, false, false, false},
};

static const struct purl_type *purl_type(struct slice type)
{
    static const struct purl_type other = {"", false, false, false, false};

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (slice_equal(type, slice_text(types[i].type)))
            return &types[i];
    return &other;
}

static struct slice purl_version(struct arena *arena, const struct package *package, const struct purl_type *type)
{
    struct slice version = package->version;

    if (!version.len)
        return version;
    if (package->epoch != EPOCH_ABSENT && !type->epoch_qualifier)
        version = arena_format(arena, "%lld:%.*s", (long long)package->epoch, SLICE_ARG(version));
    if (package->release.len && type->release_in_version)
        version = arena_format(arena, "%.*s-%.*s", SLICE_ARG(version), SLICE_ARG(package->release));
    return percent_encode(arena, version, false);
}

struct slice purl_of(struct arena *arena, const struct package *package, const struct os *os)
{
    const struct purl_type *type = purl_type(package->type);
    const struct distro *distro = os->said_id.len ? distro_find(os->said_id) : NULL;
    struct slice namespace = distro ? slice_text(distro->purl_namespace) : os->said_id;
    struct slice name = percent_encode(arena, package->name, type->lower_name);
    struct slice version = purl_version(arena, package, type);
    struct slice purl = arena_format(arena, "pkg:%.*s/", SLICE_ARG(package->type));
    char separator = '?';

    if (type->distro_namespace && namespace.len)
        purl = arena_format(arena, "%.*s%.*s/", SLICE_ARG(purl), SLICE_ARG(percent_encode(arena, namespace, true)));
    purl = arena_format(arena, "%.*s%.*s", SLICE_ARG(purl), SLICE_ARG(name));
    if (version.len)
        purl = arena_format(arena, "%.*s@%.*s", SLICE_ARG(purl), SLICE_ARG(version));
    /* Qualifiers in the order of their names. */
    if (package->arch.len) {
        purl = arena_format(arena, "%.*s%carch=%.*s", SLICE_ARG(purl), separator,
                            SLICE_ARG(percent_encode(arena, package->arch, false)));
        separator = '&';
    }
    if (type->distro_namespace && os->said_id.len) {
        struct slice release = os->version_id.len ? os->version_id : os->codename;
        struct slice value =
            release.len ? arena_format(arena, "%.*s-%.*s", SLICE_ARG(os->said_id), SLICE_ARG(release)) : os->said_id;
        purl = arena_format(arena, "%.*s%cdistro=%.*s", SLICE_ARG(purl), separator,
                            SLICE_ARG(percent_encode(arena, value, false)));
        separator = '&';
    }
    if (package->epoch != EPOCH_ABSENT && type->epoch_qualifier)
        purl = arena_format(arena, "%.*s%cepoch=%lld", SLICE_ARG(purl), separator, (long long)package->epoch);
    return purl;
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
