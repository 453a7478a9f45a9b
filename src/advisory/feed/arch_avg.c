/*
 * Arch Linux's security tracker, https://security.archlinux.org/all.json: groups (AVG) of issues of the packages that
 * share a version. Here one group a file, or all of them in one list. As arch-audit does, a package is judged by its
 * own name, and affected below `fixed`, or always where there is no fix.
 */
#include "advisory/feed/feed.h"
#include "base/json_fields.h"

struct group {
    struct slice name, status, severity, fixed;
    struct slices packages, issues, advisories;
};

static bool group_status(const struct group *group, struct advisory *advisory)
{
    static const struct {
        struct slice word;
        enum advisory_status status;
    } words[] = {
        {S_INIT("Vulnerable"), STATUS_AFFECTED},
        {S_INIT("Testing"), STATUS_AFFECTED},
        {S_INIT("Fixed"), STATUS_FIXED},
        {S_INIT("Not affected"), STATUS_NOT_AFFECTED},
        {S_INIT("Unknown"), STATUS_UNDER_INVESTIGATION},
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!slice_equal(group->status, words[i].word))
            continue;
        advisory->status = words[i].status;
        if (advisory->status == STATUS_AFFECTED && group->fixed.len)
            advisory->status = STATUS_FIXED;
        if (advisory->status == STATUS_FIXED)
            advisory->fixed_version = group->fixed;
        return advisory->status != STATUS_FIXED || group->fixed.len;
    }
    return false;
}

static void take_group(struct json *json, struct feed_emit *emit)
{
    static const struct json_field fields[] = {
        JSON_FIELD("name", struct group, name),
        JSON_FIELD("status", struct group, status),
        JSON_FIELD("severity", struct group, severity),
        JSON_FIELD("fixed", struct group, fixed), /* null: none */
        JSON_FIELD("packages", struct group, packages),
        JSON_FIELD("issues", struct group, issues),
        JSON_FIELD("advisories", struct group, advisories),
    };
    struct group group = {.name = {0}};
    struct advisory advisory = {
        .source = S("arch-tracker"), .distro_id = S("arch"), .kind = KIND_BINARY, .scheme = S("alpm")};

    if (!JSON_FIELDS(json, fields, &group) || json->failed)
        return;
    if (group.name.len == 0 || !group_status(&group, &advisory)) {
        emit_problem(emit, ERROR_MALFORMED, "'%.*s': status '%.*s' says nothing that can be judged",
                     SLICE_ARG(group.name), SLICE_ARG(group.status));
        return;
    }
    advisory.id = group.name;
    advisory.aliases = group.issues;
    advisory.vendor_ids = group.advisories;
    advisory.severity = group.severity;
    for (size_t i = 0; i < group.packages.count; i++) {
        advisory.package = group.packages.at[i];
        emit_statement(emit, &advisory, EMIT_PRIMARY);
    }
}

static bool arch_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct json json;

    if (!slice_ends(file->path, S(".json")))
        return true;
    json_init(&json, file->reader, file->arena);
    if (json_peek(&json) != JSON_ARRAY) {
        if (json_peek(&json) != JSON_OBJECT)
            return fail(error, ERROR_MALFORMED, "neither a group nor a list of them");
        take_group(&json, emit);
    } else if (json_array(&json)) {
        while (json_item(&json)) {
            struct arena_mark mark = arena_mark(file->arena);
            take_group(&json, emit);
            arena_reset(file->arena, mark);
        }
    }
    return json_ok(&json, error) && json_end(&json, error);
}

const struct feed feed_arch_avg = {
    .name = "arch-tracker",
    .speaker = "arch",
    .path = "arch/avg",
    .licence = "none stated by Arch Linux for its tracker's data",
    .facts_allowed = true,
    .read = arch_read,
};
