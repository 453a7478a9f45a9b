/*
 * https://security.access.redhat.com/data/metrics/repository-to-cpe.json: which CPEs the content of a repository is
 * known under. Images name their repositories in /root/buildinfo/content_manifests.
 *   {"data": {"rhel-9-for-x86_64-baseos-rpms": {"cpes": ["cpe:/o:redhat:enterprise_linux:9::baseos"], …}, …}}
 */
#include "advisory/feed/feed.h"
#include "base/json_fields.h"

static void take_repositories(struct json *json, void *emit)
{
    static const struct json_field fields[] = {{.name = S_INIT("cpes"), .take = json_take_strings}};
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        struct arena_mark mark = arena_mark(json->arena);
        struct slice name = arena_copy(json->arena, key);
        struct slices cpes = {0};
        if (JSON_FIELDS(json, fields, &cpes) && !json->failed)
            emit_repository(emit, name, cpes);
        arena_reset(json->arena, mark);
    }
}

static void take_day(struct json *json, void *emit)
{
    struct slice day;

    if (json_string_borrow(json, &day))
        emit_day(emit, day);
}

static bool repositories_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_TAKE("last_updated", take_day),
        JSON_TAKE("data", take_repositories),
    };
    struct json json;

    if (!slice_ends(file->path, S(".json")))
        return true;
    json_init(&json, file->reader, file->arena);
    if (!JSON_FIELDS(&json, fields, emit))
        return fail(error, ERROR_MALFORMED, "not a JSON object");
    return json_ok(&json, error) && json_end(&json, error);
}

const struct feed feed_redhat_repositories = {
    .name = "redhat-repositories",
    .path = "redhat/repository-to-cpe",
    .licence = "CC-BY-4.0",
    .facts_allowed = true,
    .read = repositories_read,
};
