/*
 * Jenkins' warnings about plugins: https://updates.jenkins.io/current/update-center.actual.json, its member "warnings",
 * or that list alone. Each tells the last version that is bad; where it has several branches, each but the lowest
 * begins with what its last version has before the last dot. (Its patterns say the same for Jenkins itself; Jenkins'
 * own flaws have CVEs, which GitHub's records of org.jenkins-ci.main:jenkins-core carry.)
 */
#include "advisory/feed/feed.h"
#include "base/json_fields.h"
#include "version/version.h"

struct warning {
    struct slice id, type, name;
    struct slices lasts; /* with room for LASTS_MAX */
};
enum { LASTS_MAX = 16 };

static void take_last(struct json *json, void *object)
{
    struct warning *warning = object;
    struct slice last;

    if (json_string(json, &last) && last.len && warning->lasts.count < LASTS_MAX)
        warning->lasts.at[warning->lasts.count++] = last;
}

static void take_version(struct json *json, void *warning)
{
    static const struct json_field fields[] = {JSON_TAKE("lastVersion", take_last)};

    JSON_FIELDS(json, fields, warning);
}

/* The lowest one begins at the beginning. */
static size_t lowest_of(struct slices lasts)
{
    const struct version_scheme *scheme = version_scheme(S("maven"));
    size_t lowest = 0;

    for (size_t i = 1; i < lasts.count; i++)
        if (scheme->compare(lasts.at[i], lasts.at[lowest]) < 0)
            lowest = i;
    return lowest;
}

/* "SECURITY-2478-git" is what announcement SECURITY-2478 says of one plugin. */
static struct slice announcement_of(struct slice id)
{
    struct slice prefix = S("SECURITY-");
    size_t len = prefix.len;

    if (!slice_starts(id, prefix))
        return id;
    while (len < id.len && id.at[len] >= '0' && id.at[len] <= '9')
        len++;
    return slice_head(id, len);
}

/* A plugin's group is not told; nearly all of them have one of these two. */
static void emit_warning(struct arena *arena, const struct warning *warning, struct feed_emit *emit)
{
    static const char *const groups[] = {"org.jenkins-ci.plugins", "io.jenkins.plugins"};
    struct advisory advisory = {.id = announcement_of(warning->id),
                                .source = S("jenkins"),
                                .ecosystem = S("maven"),
                                .scheme = S("maven"),
                                .has_ranges = true,
                                .status = STATUS_AFFECTED};
    size_t lowest = lowest_of(warning->lasts);

    advisory.ranges.at = arena_array(arena, struct slice, LASTS_MAX);
    for (size_t i = 0; i < warning->lasts.count; i++) {
        struct slice last = warning->lasts.at[i], branch = slice_head(last, slice_find_last(last, '.'));
        advisory.ranges.at[advisory.ranges.count++] =
            i == lowest ? arena_format(arena, "<=%.*s", SLICE_ARG(last))
                        : arena_format(arena, ">=%.*s,<=%.*s", SLICE_ARG(branch), SLICE_ARG(last));
    }
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        advisory.package = arena_format(arena, "%s:%.*s", groups[i], SLICE_ARG(warning->name));
        emit_statement(emit, &advisory, EMIT_PRIMARY);
    }
}

static void take_warning(struct json *json, void *emit)
{
    static const struct json_field fields[] = {
        JSON_FIELD("id", struct warning, id),
        JSON_FIELD("type", struct warning, type),
        JSON_FIELD("name", struct warning, name),
        JSON_EACH("versions", take_version),
    };
    struct warning warning = {.lasts = {.at = arena_array(json->arena, struct slice, LASTS_MAX)}};

    JSON_FIELDS(json, fields, &warning);
    if (slice_equal(warning.type, S("plugin")) && warning.id.len && warning.name.len && warning.lasts.count)
        emit_warning(json->arena, &warning, emit);
}

static bool jenkins_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct json_field fields[] = {JSON_EACH("warnings", take_warning)};
    struct json json;

    if (!slice_ends(file->path, S(".json")))
        return true;
    json_init(&json, file->reader, file->arena);
    if (json_peek(&json) == JSON_ARRAY && json_array(&json)) {
        while (json_item(&json))
            take_warning(&json, emit);
    } else {
        JSON_FIELDS(&json, fields, emit);
    }
    return json_ok(&json, error);
}

const struct feed feed_jenkins = {
    .name = "jenkins",
    .path = "jenkins/warnings jenkins/update-center*",
    .licence = "none stated by Jenkins for its update centre",
    .facts_allowed = true,
    .read = jenkins_read,
};
