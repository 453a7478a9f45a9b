/*
 * Red Hat's word on each CVE: https://access.redhat.com/hydra/rest/securitydata/cve/CVE-….json. Names are source
 * packages, products are CPEs.
 *   threat_severity, cvss3, cvss    about the CVE
 *   package_state[]                 what is not fixed: {"package_name", "fix_state", "cpe"}; "nodejs:18/nodejs" is of a
 *                                   module, any other name with a slash is a container image
 *   affected_release[]              what was fixed: {"package": "openssl-1:1.1.1k-5.el8_5", "advisory", "cpe", …};
 *                                   a module's build (nodejs:18-8080…) and an image do not tell packages
 * Errata of RHEL itself since 2019 are left to the OSV records, which know every binary package.
 */
#include "advisory/cve.h"
#include "advisory/feed/feed.h"
#include "advisory/feed/redhat.h"
#include "advisory/feed/rpm.h"
#include "base/json_fields.h"

enum { OSV_FIRST_YEAR = 2019 };

struct release {
    struct slice advisory, package, cpe, day, impact;
};
struct state {
    struct slice package, cpe, state, impact;
};
struct cve {
    struct slice name, severity, public_day, vector, vector2;
    struct {
        struct release *at;
        size_t count, room;
    } releases;
    struct {
        struct state *at;
        size_t count, room;
    } states;
};

static void take_release(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_FIELD("advisory", struct release, advisory), JSON_FIELD("package", struct release, package),
        JSON_FIELD("cpe", struct release, cpe),           JSON_FIELD("release_date", struct release, day),
        JSON_FIELD("impact", struct release, impact),
    };
    struct cve *cve = object;
    struct release release = {.advisory = {0}};

    if (JSON_FIELDS(json, fields, &release))
        *ARENA_PUSH(json->arena, &cve->releases) = release;
}

static void take_state(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_FIELD("package_name", struct state, package),
        JSON_FIELD("cpe", struct state, cpe),
        JSON_FIELD("fix_state", struct state, state),
        JSON_FIELD("impact", struct state, impact),
    };
    struct cve *cve = object;
    struct state state = {.package = {0}};

    if (JSON_FIELDS(json, fields, &state))
        *ARENA_PUSH(json->arena, &cve->states) = state;
}

static void take_cvss(struct json *json, void *cve)
{
    static const struct json_field fields[] = {
        JSON_FIELD("cvss3_scoring_vector", struct cve, vector),
        JSON_FIELD("cvss_scoring_vector", struct cve, vector2),
    };

    JSON_FIELDS(json, fields, cve);
}

/* The API gives a single release or state without its list. */
static const struct json_field cve_fields[] = {
    JSON_FIELD("name", struct cve, name),
    JSON_FIELD("threat_severity", struct cve, severity),
    JSON_FIELD("public_date", struct cve, public_day),
    JSON_TAKE("cvss3", take_cvss),
    JSON_TAKE("cvss", take_cvss),
    JSON_EACH("affected_release", take_release),
    JSON_EACH("package_state", take_state),
};

static void give_words(struct arena *arena, const struct cve *cve, struct feed_emit *emit)
{
    struct slice none = {0};

    emit_cve(emit, cve->name, cve->public_day, false);
    emit_word(emit, cve->name, S("redhat"), none, cve->severity);
    if (cve->vector.len)
        emit_word(emit, cve->name, S("redhat"), cve->vector, none);
    else if (slice_starts(cve->vector2, S("AV:")))
        emit_word(emit, cve->name, S("redhat"), arena_format(arena, "CVSS:2.0/%.*s", SLICE_ARG(cve->vector2)), none);
}

/* The product's place in `advisory`. A product on top of RHEL that does not say for which release stays without one. */
static void set_place(struct arena *arena, struct slice cpe, struct advisory *advisory, struct redhat_product *product)
{
    struct slices *repos = &advisory->repos;

    *product = redhat_product_of_cpe(cpe);
    advisory->release = product->release;
    advisory->channel = product->channel;
    advisory->minor = product->minor;
    if (product->base) {
        *repos = redhat_cpes(arena, product->tail);
    } else {
        *repos = (struct slices){.at = arena_array(arena, struct slice, 1), .count = 1};
        repos->at[0] = cpe;
    }
}

/* "RHSA-2024:1444" of RHEL itself: told by the OSV records. */
static bool is_in_osv(const struct release *release, const struct redhat_product *product)
{
    uint64_t year;

    return product->base && slice_starts(release->advisory, S("RHSA-")) &&
           slice_decimal(slice_head(slice_skip(release->advisory, 5), 4), &year) && year >= OSV_FIRST_YEAR;
}

/* "nodejs:18-8080020230718131127.63b34585": name, stream, and the number of the build, which begins with its time. */
static bool is_module_build(struct slice package)
{
    enum { BUILD_DIGITS = 14 };
    size_t colon = slice_find_byte(package, ':'), dash = slice_find_last(package, '-');
    struct slice number = slice_head(slice_skip(package, dash + 1), BUILD_DIGITS);
    uint64_t value;

    return colon > 0 && colon < dash && number.len == BUILD_DIGITS && slice_decimal(number, &value);
}

static void give_release(struct arena *arena, const struct cve *cve, const struct release *release,
                         struct feed_emit *emit)
{
    struct advisory advisory = {
        .id = cve->name,
        .source = S("redhat-cve"),
        .distro_id = S("rhel"),
        .kind = KIND_SOURCE,
        .scheme = S("rpm"),
        .status = STATUS_FIXED,
        .severity = release->impact.len ? release->impact : cve->severity,
        .available = release->day,
        .vendor_ids = {(struct slice[]){release->advisory}, release->advisory.len > 0},
    };
    struct redhat_product product;
    struct rpm_file file;

    emit_day(emit, release->day);
    set_place(arena, release->cpe, &advisory, &product);
    if (is_in_osv(release, &product) || slice_find_byte(release->package, '/') < release->package.len)
        return;
    if (is_module_build(release->package)) {
        if (product.base)
            emit_problem(emit, ERROR_MALFORMED, "%.*s fixes the module '%.*s' without naming its packages",
                         SLICE_ARG(release->advisory), SLICE_ARG(release->package));
        return;
    }
    /* None, or the bare name of something that is no package: middleware comes as archives. */
    if (release->cpe.len == 0 || !rpm_nevr_split(arena, release->package, &file))
        return;
    advisory.package = file.name;
    advisory.fixed_version = file.evr;
    if (rpm_is_modular(file.evr))
        advisory.module = RPM_ANY_MODULE;
    emit_statement(emit, &advisory, EMIT_PRIMARY);
}

static bool state_status(struct slice word, enum advisory_status *status)
{
    static const struct {
        struct slice word;
        enum advisory_status status;
    } words[] = {
        {S_INIT("Affected"), STATUS_AFFECTED},
        {S_INIT("New"), STATUS_UNDER_INVESTIGATION},
        {S_INIT("Under investigation"), STATUS_UNDER_INVESTIGATION},
        {S_INIT("Not affected"), STATUS_NOT_AFFECTED},
        {S_INIT("Will not fix"), STATUS_WILL_NOT_FIX},
        {S_INIT("Fix deferred"), STATUS_DEFERRED},
        {S_INIT("Out of support scope"), STATUS_END_OF_LIFE},
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (slice_equal(word, words[i].word)) {
            *status = words[i].status;
            return true;
        }
    }
    return false;
}

/* An erratum of the same product and package came after the statement. */
static bool is_fixed(struct arena *arena, const struct cve *cve, struct slice package,
                     const struct redhat_product *product)
{
    for (size_t i = 0; i < cve->releases.count; i++) {
        struct redhat_product other = redhat_product_of_cpe(cve->releases.at[i].cpe);
        struct slice fixed = cve->releases.at[i].package;
        struct rpm_file file;

        if (other.base && product->base && other.channel.len == 0 && product->channel.len == 0 &&
            slice_equal(other.release, product->release) && slice_starts(fixed, package) &&
            rpm_nevr_split(arena, fixed, &file) && slice_equal(file.name, package))
            return true;
    }
    return false;
}

static void give_state(struct arena *arena, const struct cve *cve, const struct state *state, struct feed_emit *emit)
{
    struct advisory advisory = {
        .id = cve->name,
        .source = S("redhat-cve"),
        .distro_id = S("rhel"),
        .package = state->package,
        .kind = KIND_SOURCE,
        .scheme = S("rpm"),
        .severity = state->impact.len ? state->impact : cve->severity,
    };
    struct redhat_product product;
    struct slice module, name;

    if (!state_status(state->state, &advisory.status) || state->cpe.len == 0) {
        emit_problem(emit, ERROR_MALFORMED, "%.*s: state '%.*s' says nothing that can be judged", SLICE_ARG(cve->name),
                     SLICE_ARG(state->state));
        return;
    }
    if (slice_cut(state->package, '/', &module, &name)) {
        if (slice_find_byte(module, ':') == module.len)
            return; /* a container image */
        advisory.module = module;
        advisory.package = name;
    } else if (slice_find_byte(state->package, ':') < state->package.len) {
        return; /* a Maven artifact, or a product's part */
    }
    set_place(arena, state->cpe, &advisory, &product);
    if (product.base && product.release.len == 0)
        emit_problem(emit, ERROR_MALFORMED, "%.*s: '%.*s' is of no release", SLICE_ARG(cve->name),
                     SLICE_ARG(state->cpe));
    else if (advisory.module.len || !is_fixed(arena, cve, advisory.package, &product))
        emit_statement(emit, &advisory, EMIT_PRIMARY);
}

static bool redhat_cve_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct cve cve = {.name = {0}};
    struct json json;

    if (!slice_ends(file->path, S(".json")))
        return true;
    json_init(&json, file->reader, file->arena);
    if (!JSON_FIELDS(&json, cve_fields, &cve))
        return fail(error, ERROR_MALFORMED, "not a JSON object");
    if (!json_ok(&json, error) || !json_end(&json, error))
        return false;
    if (!cve_is(cve.name))
        return fail(error, ERROR_MALFORMED, "not about a CVE");
    give_words(file->arena, &cve, emit);
    for (size_t i = 0; i < cve.releases.count; i++)
        give_release(file->arena, &cve, &cve.releases.at[i], emit);
    for (size_t i = 0; i < cve.states.count; i++)
        give_state(file->arena, &cve, &cve.states.at[i], emit);
    return true;
}

const struct feed feed_redhat_cve = {
    .name = "redhat-cve",
    .speaker = "redhat",
    .path = "redhat/cve-api",
    .licence = "CC-BY-4.0",
    .facts_allowed = true,
    .read = redhat_cve_read,
};
