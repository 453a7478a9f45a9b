/*
 * OSV's ranges: "ECOSYSTEM|event=version,event=version;…", events introduced, fixed and last_affected in any order,
 * ranges divided by ';'. The ecosystem says which scheme orders the versions; SEMVER is OSV's range type of that name.
 * Source: ossf.github.io/osv-schema, "Evaluation".
 */
#include "version/range.h"
#include "version/run.h"

static const struct {
    struct slice ecosystem;
    const struct version_scheme *scheme;
} osv_ecosystems[] = {
    {S_INIT("AlmaLinux"), &version_rpm},   {S_INIT("Alpaquita"), &version_apk},
    {S_INIT("Alpine"), &version_apk},      {S_INIT("Bioconductor"), &version_cran},
    {S_INIT("Bitnami"), &version_bitnami}, {S_INIT("CRAN"), &version_cran},
    {S_INIT("Chainguard"), &version_apk},  {S_INIT("ConanCenter"), &version_conan},
    {S_INIT("Debian"), &version_deb},      {S_INIT("Echo"), &version_deb},
    {S_INIT("GHC"), &version_hackage},     {S_INIT("Go"), &version_go},
    {S_INIT("Hackage"), &version_hackage}, {S_INIT("Hex"), &version_hex},
    {S_INIT("Julia"), &version_julia},     {S_INIT("Mageia"), &version_rpm},
    {S_INIT("Maven"), &version_maven},     {S_INIT("MinimOS"), &version_apk},
    {S_INIT("NuGet"), &version_nuget},     {S_INIT("Packagist"), &version_composer},
    {S_INIT("Photon OS"), &version_rpm},   {S_INIT("Pub"), &version_pub},
    {S_INIT("PyPI"), &version_pep440},     {S_INIT("Red Hat"), &version_rpm},
    {S_INIT("Rocky Linux"), &version_rpm}, {S_INIT("RubyGems"), &version_gem},
    {S_INIT("SEMVER"), &version_semver},   {S_INIT("SUSE"), &version_rpm},
    {S_INIT("SwiftURL"), &version_swift},  {S_INIT("Ubuntu"), &version_deb},
    {S_INIT("Wolfi"), &version_apk},       {S_INIT("crates.io"), &version_cargo},
    {S_INIT("npm"), &version_npm},         {S_INIT("openEuler"), &version_rpm},
    {S_INIT("openSUSE"), &version_rpm},    {S_INIT("opam"), &version_opam},
};

/* Up to a ':', behind which a distribution's release stands. */
static const struct version_scheme *osv_scheme(struct slice ecosystem)
{
    ecosystem = slice_head(ecosystem, slice_find_byte(ecosystem, ':'));
    for (size_t i = 0; i < sizeof(osv_ecosystems) / sizeof(*osv_ecosystems); i++)
        if (slice_equal(ecosystem, osv_ecosystems[i].ecosystem))
            return osv_ecosystems[i].scheme;
    return NULL;
}

/* The last event at or before a version; an empty bound is before all versions. */
struct osv_state {
    struct slice bound;
    bool any, affected;
};

static bool osv_event(const struct version_scheme *scheme, struct slice event, struct slice version,
                      struct osv_state *state)
{
    struct slice kind, bound;

    slice_cut(event, '=', &kind, &bound);
    bool introduced = slice_equal(kind, S("introduced")), last = slice_equal(kind, S("last_affected"));
    if (!introduced && !last && !slice_equal(kind, S("fixed")))
        return false;
    /* "0" is before all versions, as an event and as a version. */
    if (slice_equal(bound, S("0")))
        bound.len = 0;
    else if (!version_placed(scheme, bound))
        return false;
    int order = !bound.len ? 1 : slice_equal(version, S("0")) ? -1 : scheme->compare(version, bound);
    if (order < 0 || (last && order == 0))
        return true;
    bool later = !state->any || (bound.len && (!state->bound.len || scheme->compare(bound, state->bound) > 0));
    if (later)
        *state = (struct osv_state){.bound = bound, .any = true, .affected = introduced};
    return true;
}

static enum version_answer osv_contains(struct slice range, struct slice version)
{
    struct slice ecosystem, events, event;
    bool affected = false;

    if (!slice_cut(range, '|', &ecosystem, &range))
        return VERSION_INVALID;
    const struct version_scheme *scheme = osv_scheme(ecosystem);
    if (!scheme || !version_placed(scheme, version))
        return VERSION_INVALID;
    while (slice_next(&range, ';', &events)) {
        struct osv_state state = {0};
        while (slice_next(&events, ',', &event))
            if (!osv_event(scheme, event, version, &state))
                return VERSION_INVALID;
        affected = affected || state.affected;
    }
    return range_answer(affected);
}

const struct version_language language_osv = {.name = "osv", .contains = osv_contains};
