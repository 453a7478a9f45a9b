/*
 * https://security.access.redhat.com/data/metrics/repository-to-cpe.json: which CPEs the content of a repository is
 * known under. Images name their repositories in /root/buildinfo/content_manifests.
 *   {"data": {"rhel-9-for-x86_64-baseos-rpms": {"cpes": ["cpe:/o:redhat:enterprise_linux:9::baseos"], …}, …}}
 */
#include "advisory/feed/feed.h"

static void take_repository(struct json *json, struct slice name, struct feed_emit *emit)
{
    struct slices cpes = {0};
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("cpes")))
            json_strings(json, &cpes);
        else
            json_skip(json);
    }
    if (!json->failed)
        emit_repository(emit, name, cpes);
}

static bool repositories_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct slice key, day;
    struct json json;

    if (!slice_ends(file->path, S(".json")))
        return true;
    json_init(&json, file->reader, file->arena);
    if (!json_object(&json))
        return fail(error, ERROR_MALFORMED, "not a JSON object");
    while (json_member(&json, &key)) {
        if (slice_equal(key, S("last_updated"))) {
            if (json_string_borrow(&json, &day))
                emit_day(emit, day);
        } else if (slice_equal(key, S("data"))) {
            if (!json_object(&json))
                continue;
            while (json_member(&json, &key)) {
                struct arena_mark mark = arena_mark(file->arena);
                take_repository(&json, arena_copy(file->arena, key), emit);
                arena_reset(file->arena, mark);
            }
        } else {
            json_skip(&json);
        }
    }
    return json_ok(&json, error) && json_end(&json, error);
}

const struct feed feed_redhat_repositories = {
    .name = "redhat-repositories",
    .path = "redhat/repository-to-cpe",
    .licence = "CC-BY-4.0",
    .facts_allowed = true,
    .read = repositories_read,
};
