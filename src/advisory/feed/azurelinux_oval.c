/*
 * Azure Linux and CBL-Mariner: https://github.com/microsoft/AzureLinuxVulnerabilityData, one OVAL document a release,
 * named after it ("azurelinux-3.0-oval.xml", "cbl-mariner-2.0-oval.xml"). A definition is one CVE of one source
 * package; it points to a test, that to an object (the name) and a state (the version), which stand behind all
 * definitions. patchable: "true" (the state is the fix), "false" (no fix yet: the state is the newest version, which is
 * affected too), "Not Applicable" (the description: "either no longer is or was never applicable").
 */
#include "advisory/feed/feed.h"
#include "advisory/feed/rpm.h"
#include "base/map.h"
#include "base/xml.h"

struct definition {
    struct slice cve, severity, patchable, day, test;
    size_t tests;
};
struct test {
    struct slice object, state;
};
struct state {
    struct slice evr, operation;
};

struct oval {
    struct arena *arena;
    struct {
        struct definition *at;
        size_t count, room;
    } definitions;
    struct map tests, names, states; /* by id */
    struct slice id;                 /* of the object or state at hand */
    struct test *test;
    struct state *state;
};

/* A text that an element holds, or an attribute: copied. */
static struct slice keep(struct oval *oval, struct slice text)
{
    return arena_copy(oval->arena, slice_trim(text));
}

static struct definition *definition_at_hand(struct oval *oval)
{
    return oval->definitions.count ? &oval->definitions.at[oval->definitions.count - 1] : NULL;
}

static void start_definition(struct oval *oval, struct slice name, const char **attributes)
{
    struct definition *definition = definition_at_hand(oval);

    if (slice_equal(name, S("definition"))) {
        ARENA_PUSH(oval->arena, &oval->definitions)->cve = (struct slice){0};
    } else if (definition && slice_equal(name, S("reference"))) {
        if (slice_equal(xml_attribute(attributes, "source"), S("CVE")))
            definition->cve = keep(oval, xml_attribute(attributes, "ref_id"));
    } else if (definition && slice_equal(name, S("criterion"))) {
        definition->test = keep(oval, xml_attribute(attributes, "test_ref"));
        definition->tests++;
    }
}

static void on_start(void *context, struct slice name, const char **attributes)
{
    struct oval *oval = context;

    if (slice_equal(name, S("rpminfo_test"))) {
        oval->test = arena_new(oval->arena, struct test);
        *map_put(&oval->tests, keep(oval, xml_attribute(attributes, "id"))) = oval->test;
    } else if (slice_equal(name, S("object")) && oval->test) {
        oval->test->object = keep(oval, xml_attribute(attributes, "object_ref"));
    } else if (slice_equal(name, S("state")) && oval->test) {
        oval->test->state = keep(oval, xml_attribute(attributes, "state_ref"));
    } else if (slice_equal(name, S("rpminfo_object"))) {
        oval->id = keep(oval, xml_attribute(attributes, "id"));
    } else if (slice_equal(name, S("rpminfo_state"))) {
        oval->state = arena_new(oval->arena, struct state);
        *map_put(&oval->states, keep(oval, xml_attribute(attributes, "id"))) = oval->state;
    } else if (slice_equal(name, S("evr")) && oval->state) {
        oval->state->operation = keep(oval, xml_attribute(attributes, "operation"));
    } else {
        start_definition(oval, name, attributes);
    }
}

static void on_end(void *context, struct slice name, struct slice text)
{
    struct oval *oval = context;
    struct definition *definition = definition_at_hand(oval);

    if (slice_equal(name, S("name")) && oval->id.len) {
        struct slice *kept = arena_new(oval->arena, struct slice);
        *kept = keep(oval, text);
        *map_put(&oval->names, oval->id) = kept;
    } else if (slice_equal(name, S("evr")) && oval->state) {
        oval->state->evr = keep(oval, text);
    } else if (slice_equal(name, S("severity")) && definition) {
        definition->severity = keep(oval, text);
    } else if (slice_equal(name, S("patchable")) && definition) {
        definition->patchable = keep(oval, text);
    } else if (slice_equal(name, S("advisory_date")) && definition) {
        definition->day = keep(oval, text);
    }
}

/* returns  false when the definition is not of the one form that is known */
static bool bound_of(struct oval *oval, const struct definition *definition, struct advisory *advisory,
                     struct slice *clause)
{
    const struct test *test = map_get(&oval->tests, definition->test);
    const struct slice *name = test ? map_get(&oval->names, test->object) : NULL;
    const struct state *state = test ? map_get(&oval->states, test->state) : NULL;
    bool or_equal = state && slice_equal(state->operation, S("less than or equal"));

    if (definition->tests != 1 || !name || !state || !definition->cve.len || !state->evr.len)
        return false;
    if (!or_equal && !slice_equal(state->operation, S("less than")))
        return false;
    advisory->package = *name;
    advisory->fixed_version = (struct slice){0};
    advisory->has_ranges = false;
    if (slice_equal(definition->patchable, S("Not Applicable"))) {
        advisory->status = STATUS_NOT_AFFECTED;
    } else if (slice_equal(definition->patchable, S("true")) && !or_equal) {
        advisory->status = STATUS_FIXED;
        advisory->fixed_version = rpm_evr(state->evr);
    } else {
        advisory->status = STATUS_AFFECTED;
        advisory->has_ranges = true;
        *clause = arena_format(oval->arena, "%s%.*s", or_equal ? "<=" : "<", SLICE_ARG(rpm_evr(state->evr)));
        advisory->ranges = (struct slices){clause, 1};
    }
    return true;
}

static void give_definitions(struct oval *oval, struct slice distro_id, struct slice release, struct feed_emit *emit)
{
    struct advisory advisory = {
        .source = S("azurelinux-oval"),
        .distro_id = distro_id,
        .release = release,
        .kind = KIND_SOURCE,
        .scheme = S("rpm"),
    };

    for (size_t i = 0; i < oval->definitions.count; i++) {
        const struct definition *definition = &oval->definitions.at[i];
        struct slice clause = {0};

        if (!bound_of(oval, definition, &advisory, &clause)) {
            emit_problem(emit, ERROR_MALFORMED, "definition %zu (%.*s) is not one package below one version", i + 1,
                         SLICE_ARG(definition->cve));
            continue;
        }
        advisory.id = definition->cve;
        advisory.severity = definition->severity;
        advisory.available = definition->day;
        emit_day(emit, definition->day);
        emit_statement(emit, &advisory, EMIT_PRIMARY);
    }
}

static bool azurelinux_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct {
        struct slice prefix, distro_id;
    } families[] = {{S_INIT("azurelinux-"), S_INIT("azurelinux")}, {S_INIT("cbl-mariner-"), S_INIT("mariner")}};
    static const struct xml_handler handler = {on_start, on_end};
    struct slice base = path_base(file->path);

    if (!slice_ends(base, S("-oval.xml")))
        return true;
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        struct slice release = slice_skip(base, families[i].prefix.len);
        struct oval oval = {.arena = file->arena};

        if (!slice_starts(base, families[i].prefix))
            continue;
        release = arena_copy(file->arena, slice_head(release, release.len - 9));
        map_init(&oval.tests, file->arena, NULL);
        map_init(&oval.names, file->arena, NULL);
        map_init(&oval.states, file->arena, NULL);
        if (!xml_read(file->reader, file->arena, &handler, &oval, error))
            return false;
        give_definitions(&oval, families[i].distro_id, release, emit);
        return true;
    }
    return fail(error, ERROR_MALFORMED, "neither of Azure Linux nor of CBL-Mariner");
}

const struct feed feed_azurelinux_oval = {
    .name = "azurelinux-oval",
    .speaker = "azurelinux",
    .path = "azurelinux/oval",
    .licence = "MIT",
    .facts_allowed = true,
    .read = azurelinux_read,
};
