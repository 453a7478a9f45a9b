#include <stddef.h>

#include "analyzer/document/document.h"
#include "base/purl.h"

/* Named values that are one text of the package. */
static const struct {
    const char *name;
    size_t offset;
} texts[] = {
    {"type", offsetof(struct package, type)},
    {"name", offsetof(struct package, name)},
    {"version", offsetof(struct package, version)},
    {"release", offsetof(struct package, release)},
    {"arch", offsetof(struct package, arch)},
    {"source_name", offsetof(struct package, source_name)},
    {"source_version", offsetof(struct package, source_version)},
    {"vendor", offsetof(struct package, vendor)},
    {"module", offsetof(struct package, module)},
    {"state", offsetof(struct package, state)},
    {"path", offsetof(struct package, location)},
    {"layer", offsetof(struct package, layer_of)},
    {"owner", offsetof(struct package, owner)},
    {"build_nvr", offsetof(struct package, build_nvr)},
    {"repository", offsetof(struct package, repository)},
    {"alias", offsetof(struct package, alias)},
    {"embedded_in", offsetof(struct package, embedded_in)},
    {"purl", offsetof(struct package, purl)},
    {"id", offsetof(struct package, id)},
};

/* Named values that a package may have several of. */
static const struct {
    const char *name;
    size_t offset;
} lists[] = {
    {"cpe", offsetof(struct package, cpes)},
    {"licence", offsetof(struct package, licences)},
    {"group", offsetof(struct package, groups)},
    {"channel", offsetof(struct package, channels)},
    {"repo", offsetof(struct package, repos)},
    {"content_set", offsetof(struct package, content_sets)},
    {"depends_on", offsetof(struct package, depends_on)},
    {"location", offsetof(struct package, locations)},
};
_Static_assert(sizeof(lists) / sizeof(lists[0]) <= sizeof(((struct document_package *)NULL)->lists) /
                                                       sizeof(((struct document_package *)NULL)->lists[0]),
               "each list has its room");

/* Named values that are a choice. */
static bool choice(struct package *package, struct slice name, struct slice value)
{
    uint64_t number;

    if (slice_equal(name, S("epoch"))) {
        if (slice_decimal(value, &number) && number <= UINT32_MAX)
            package->epoch = (int64_t)number;
    } else if (slice_equal(name, S("scope"))) {
        package->scope = slice_equal(value, S("declared")) ? SCOPE_DECLARED : SCOPE_INSTALLED;
    } else if (slice_equal(name, S("relationship"))) {
        package->relationship = slice_equal(value, S("direct"))       ? RELATION_DIRECT
                                : slice_equal(value, S("transitive")) ? RELATION_TRANSITIVE
                                : slice_equal(value, S("root"))       ? RELATION_ROOT
                                                                      : RELATION_UNKNOWN;
    } else if (slice_equal(name, S("origin"))) {
        package->origin = slice_equal(value, S("third_party"))    ? ORIGIN_THIRD_PARTY
                          : slice_equal(value, S("distribution")) ? ORIGIN_DISTRIBUTION
                                                                  : ORIGIN_UNKNOWN;
    } else if (slice_equal(name, S("main_module"))) {
        package->main_module = slice_equal(value, S("true"));
    } else {
        return false;
    }
    return true;
}

void document_field(struct document_package *package, struct slice name, struct slice value)
{
    if (choice(&package->package, name, value))
        return;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (slice_equal(name, slice_text(texts[i].name))) {
            memcpy((uint8_t *)&package->package + texts[i].offset, &value, sizeof(value));
            return;
        }
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        if (slice_equal(name, slice_text(lists[i].name)))
            *ARENA_PUSH(package->arena, &package->lists[i]) = value;
}

/* Types whose versions have an epoch before ':' and, for rpm, a release behind the last '-'. */
static void split_version(struct package *package, struct slice full)
{
    bool rpm = slice_equal(package->type, S("rpm"));
    struct slice epoch, rest;
    uint64_t number;

    if ((rpm || slice_equal(package->type, S("deb")) || slice_equal(package->type, S("alpm"))) &&
        slice_cut(full, ':', &epoch, &rest) && slice_decimal(epoch, &number) && number <= UINT32_MAX) {
        package->epoch = (int64_t)number;
        full = rest;
    }
    size_t dash = slice_find_last(full, '-');
    if (rpm && dash < full.len) {
        package->release = slice_skip(full, dash + 1);
        full = slice_head(full, dash);
    }
    package->version = full;
}

/* A file of another tool: the purl says type, name and version exactly; without one there is no telling what it is. */
static bool complete_from_purl(struct document_package *package)
{
    struct package *known = &package->package;
    struct error error;
    struct purl purl;
    uint64_t number;

    if (!purl_parse(package->arena, known->purl, &purl, &error))
        return false;
    purl_normalise(package->arena, &purl);
    known->type = purl.type;
    known->name = purl_name(package->arena, &purl);
    known->arch = purl_qualifier(&purl, S("arch"));
    split_version(known, purl.version.len ? purl.version : package->full_version);
    if (slice_decimal(purl_qualifier(&purl, S("epoch")), &number) && number <= UINT32_MAX)
        known->epoch = (int64_t)number;
    return true;
}

/* What our own inventory says of other packages is all that there is to say. */
static bool has_states(struct slice type)
{
    static const struct slice types[] = {S_INIT("deb"), S_INIT("rpm"), S_INIT("apk"), S_INIT("alpm"), S_INIT("opkg")};

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (slice_equal(type, types[i]))
            return true;
    return false;
}

void document_finish(struct document_package *package, struct facts *facts)
{
    struct package *known = &package->package;

    if (!known->name.len)
        return;
    if ((!package->has_fields || !known->type.len) && !complete_from_purl(package))
        return;
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        struct slices values = {package->lists[i].at, package->lists[i].count};
        if (values.count)
            memcpy((uint8_t *)known + lists[i].offset, &values, sizeof(values));
    }
    if (!known->state.len && (!package->has_fields || has_states(known->type)))
        known->state = S("installed");
    facts_package(facts, known);
}

void document_os_field(struct facts *facts, struct slice name, struct slice value)
{
    static const struct {
        const char *name, *os_release;
    } fields[] = {
        {"id", "ID"},
        {"version_id", "VERSION_ID"},
        {"release", "RELEASE"},
        {"codename", "VERSION_CODENAME"},
        {"name", "PRETTY_NAME"},
        {"channel", "CHANNEL"},
    };

    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (slice_equal(name, slice_text(fields[i].name)) && value.len)
            facts_value(facts, fields[i].os_release, value);
}
