/*
 * SUSE's security updates as OSV (buckets SUSE and openSUSE of OSV). The ecosystem is the product, the affected package
 * the source; ecosystem_specific.binaries lists what the update ships with its versions, and only that is judged: an
 * update need not touch every binary of a source. CVEs stand in `related`.
 *
 * A product is a distribution release, a part of one (modules and extensions, which need no subscription of their own),
 * or a longer paid support of one (a channel). Products that are other systems are passed over.
 */
#include "advisory/feed/osv.h"
#include "advisory/feed/rpm.h"

/* What stands behind the product's name tells the release: "15 SP5", "15 SP2-LTSS", "5.3". */
static const struct product {
    struct slice name, distro_id;
    const char *channel; /* of its own */
} products[] = {
    {S_INIT("openSUSE:Leap Micro"), S_INIT("opensuse-leap-micro"), ""},
    {S_INIT("openSUSE:Leap"), S_INIT("opensuse-leap"), ""},
    {S_INIT("SUSE:Linux Enterprise Server for SAP Applications"), S_INIT("sles"), "sap"},
    {S_INIT("SUSE:Linux Enterprise Server LTSS Extended Security"), S_INIT("sles"), "ltss-extended-security"},
    {S_INIT("SUSE:Linux Enterprise Server"), S_INIT("sles"), ""},
    {S_INIT("SUSE:Linux Enterprise Desktop"), S_INIT("sled"), ""},
    {S_INIT("SUSE:Linux Enterprise Micro"), S_INIT("sle-micro"), ""},
    {S_INIT("SUSE:Linux Micro"), S_INIT("sle-micro"), ""},
    {S_INIT("SUSE:Linux Enterprise Module for Python 2"), S_INIT("sles"), ""}, /* its release comes behind the 2 */
    {S_INIT("SUSE:Linux Enterprise Module for Python 3"), S_INIT("sles"), ""},
    {S_INIT("SUSE:Linux Enterprise Module for "), S_INIT("sles"), ""},
    {S_INIT("SUSE:Linux Enterprise Live Patching"), S_INIT("sles"), ""},
    {S_INIT("SUSE:Linux Enterprise Real Time"), S_INIT("sles"), ""},
    {S_INIT("SUSE:Linux Enterprise Software Development Kit"), S_INIT("sles"), ""},
    {S_INIT("SUSE:Linux Enterprise Workstation Extension"), S_INIT("sles"), ""},
    {S_INIT("SUSE:Linux Enterprise High Availability"), S_INIT("sles"), ""},
    {S_INIT("SUSE:Linux Enterprise Installer Updates"), S_INIT("sles"), ""},
    {S_INIT("SUSE:Real Time Module"), S_INIT("sles"), ""},
    {S_INIT("SUSE:Package Hub"), S_INIT("sles"), ""},
};

/* Systems of their own, made from SLES: their packages come with the product. */
static const struct slice others[] = {
    S_INIT("SUSE:OpenStack Cloud"),
    S_INIT("SUSE:HPE Helion OpenStack"),
    S_INIT("SUSE:Enterprise Storage"),
    S_INIT("SUSE:Manager "),
    S_INIT("SUSE:Multi-Linux Manager "),
    S_INIT("SUSE:EL-"),
    S_INIT("SUSE:Studio Onsite"),
    S_INIT("SUSE:WebYast"),
    S_INIT("SUSE:Subscription Management Tool"),
    S_INIT("SUSE:Linux Enterprise Point of Sale"),
    S_INIT("SUSE:Linux Enterprise High Performance Computing"),
};

/* Modules of SLES 12 are for all of its service packs. */
static const struct slice twelve[] = {S_INIT("12"),   S_INIT("12.1"), S_INIT("12.2"),
                                      S_INIT("12.3"), S_INIT("12.4"), S_INIT("12.5")};

struct place {
    struct slice distro_id, release, channel;
    bool all_of_twelve;
};

static struct slice lower_dashed(struct arena *arena, struct slice text)
{
    struct slice copy = arena_copy(arena, text);
    uint8_t *bytes = (uint8_t *)(uintptr_t)copy.at;

    for (size_t i = 0; i < copy.len; i++)
        bytes[i] = bytes[i] == ' ' ? '-' : (uint8_t)(bytes[i] >= 'A' && bytes[i] <= 'Z' ? bytes[i] | 0x20 : bytes[i]);
    return copy;
}

/* "15 SP2-LTSS", "12-LTSS", "11 SP4 LTSS EXTREME CORE", "5.3", "15.2 NonFree" */
static bool take_release(struct arena *arena, struct slice text, struct place *place)
{
    size_t number = 0, pack = 0;
    struct slice rest;

    while (number < text.len && ((text.at[number] >= '0' && text.at[number] <= '9') || text.at[number] == '.'))
        number++;
    rest = slice_skip(text, number);
    if (number == 0)
        return false;
    place->release = slice_head(text, number);
    if (slice_starts(rest, S(" SP"))) {
        rest = slice_skip(rest, 3);
        while (pack < rest.len && rest.at[pack] >= '0' && rest.at[pack] <= '9')
            pack++;
        place->release = arena_format(arena, "%.*s.%.*s", SLICE_ARG(place->release), (int)pack, (const char *)rest.at);
        rest = slice_skip(rest, pack);
        if (pack == 0)
            return false;
    }
    if (rest.len && rest.at[0] != '-' && rest.at[0] != ' ')
        return false;
    rest = slice_skip(rest, 1);
    if (rest.len && !slice_equal(rest, S("NonFree")))
        place->channel = lower_dashed(arena, rest);
    return true;
}

/* returns  false when the product is none of a distribution; *known then says whether it is one that is passed over */
static bool place_of(struct arena *arena, struct slice ecosystem, struct place *place, bool *known)
{
    *place = (struct place){.distro_id = {0}};
    *known = true;
    if (slice_equal(ecosystem, S("openSUSE:Tumbleweed"))) {
        place->distro_id = S("opensuse-tumbleweed");
        return true;
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (slice_starts(ecosystem, others[i]))
            return false;
    for (size_t i = 0; i < sizeof products / sizeof products[0]; i++) {
        struct slice rest = slice_skip(ecosystem, products[i].name.len);
        size_t digit = 0;

        if (!slice_starts(ecosystem, products[i].name))
            continue;
        place->distro_id = products[i].distro_id;
        place->channel = slice_text(products[i].channel);
        while (digit < rest.len && (rest.at[digit] < '0' || rest.at[digit] > '9'))
            digit++;
        place->all_of_twelve = slice_equal(slice_skip(rest, digit), S("12")) &&
                               !slice_equal(products[i].name, S("SUSE:Linux Enterprise Server"));
        *known = take_release(arena, slice_skip(rest, digit), place);
        return *known;
    }
    *known = false;
    return false;
}

struct shipped {
    struct slice distro_id;
    struct rpm_fixes fixes;
};

static void add_binaries(struct arena *arena, const struct osv_affected *affected, const struct place *place,
                         struct slice release, struct shipped *shipped)
{
    for (size_t i = 0; i < affected->binaries.count; i++)
        *ARENA_PUSH(arena, &shipped->fixes) = (struct rpm_fix){.release = release,
                                                               .channel = place->channel,
                                                               .name = affected->binaries.at[i].name,
                                                               .evr = rpm_evr(affected->binaries.at[i].version)};
}

static void take_affected(struct arena *arena, const struct osv_affected *affected, const struct place *place,
                          struct shipped *list, size_t *count)
{
    size_t at = 0;

    while (at < *count && !slice_equal(list[at].distro_id, place->distro_id))
        at++;
    if (at == *count)
        list[(*count)++] = (struct shipped){.distro_id = place->distro_id};
    if (!place->all_of_twelve) {
        add_binaries(arena, affected, place, place->release, &list[at]);
        return;
    }
    for (size_t i = 0; i < sizeof twelve / sizeof twelve[0]; i++)
        add_binaries(arena, affected, place, twelve[i], &list[at]);
}

static bool suse_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct osv_options options = {.ecosystem = NULL};
    struct shipped list[sizeof products / sizeof products[0] + 1];
    struct osv_record record;
    size_t count = 0;

    if (!slice_ends(file->path, S(".json")))
        return true;
    if (!osv_file(file, &options, &record, error))
        return false;
    emit_day(emit, record.modified);
    for (size_t i = 0; i < record.affected.count; i++) {
        const struct osv_affected *affected = &record.affected.at[i];
        struct place place;
        bool known;

        if (place_of(file->arena, affected->ecosystem, &place, &known))
            take_affected(file->arena, affected, &place, list, &count);
        else if (!known)
            emit_problem(emit, ERROR_MALFORMED, "'%.*s' is no product that is known", SLICE_ARG(affected->ecosystem));
    }
    for (size_t i = 0; i < count; i++)
        rpm_fixes_emit(file->arena, &list[i].fixes, RPM_SCOPE_ARCH, (struct slices){0},
                       &(struct advisory){.id = record.id,
                                          .aliases = osv_cves(file->arena, &record),
                                          .source = S("suse-osv"),
                                          .distro_id = list[i].distro_id,
                                          .available = record.published,
                                          .withdrawn = record.withdrawn.len > 0},
                       emit);
    return true;
}

const struct feed feed_osv_suse = {
    .name = "suse-osv",
    .speaker = "suse",
    .path = "suse/osv*",
    .licence = "none stated in the records",
    .facts_allowed = true,
    .fixed_only = true,
    .read = suse_read,
};
