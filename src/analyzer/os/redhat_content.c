/*
 * What Red Hat's build systems leave in an image on its own build, by which its packages are judged: the repositories
 * ("content sets") that they came from, and the name of the build.
 *   root/buildinfo/content_manifests/NAME-VERSION-RELEASE.json   member content_sets (atomic-reactor's schema
 *   usr/share/buildinfo/content-manifest.json, content-sets.json  content_manifest.json; the second on RHCOS and bootc)
 *   root/buildinfo/Dockerfile-NAME-VERSION-RELEASE                labels com.redhat.component (once BZComponent) and
 *   root/buildinfo/labels.json, usr/share/buildinfo/labels.json   architecture (Konflux: all labels as JSON)
 * Values: content_set (one each), build_nvr "COMPONENT-VERSION-RELEASE-ARCHITECTURE", the form of Red Hat's mapping.
 */
#include "analyzer/analyzer.h"
#include "analyzer/os/redhat_dockerfile.h"
#include "base/json.h"

struct build {
    struct arena *arena;
    struct slice component, version, release, architecture;
};

static void build_label(void *context, struct slice name, struct slice value)
{
    static const struct {
        struct slice name;
        size_t offset;
    } labels[] = {
        {S_INIT("com.redhat.component"), offsetof(struct build, component)},
        {S_INIT("bzcomponent"), offsetof(struct build, component)},
        {S_INIT("architecture"), offsetof(struct build, architecture)},
        {S_INIT("version"), offsetof(struct build, version)},
        {S_INIT("release"), offsetof(struct build, release)},
    };
    struct build *build = context;

    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        if (!slice_equal_nocase(name, labels[i].name))
            continue;
        struct slice copy = arena_copy(build->arena, value);
        memcpy((uint8_t *)build + labels[i].offset, &copy, sizeof(copy));
    }
}

/* Only a whole name is of use: it is looked up as it stands. */
static void build_file(struct facts *facts, const struct build *build)
{
    if (build->component.len == 0 || build->version.len == 0 || build->release.len == 0 || build->architecture.len == 0)
        return;
    struct slice parts[] = {build->component, S("-"), build->version,     S("-"),
                            build->release,   S("-"), build->architecture};
    struct slice name = arena_join(facts->arena, parts, sizeof(parts) / sizeof(parts[0]));
    facts_value(facts, "build_nvr", name);
}

/* Version and release stand at the end of the file's name, and count before the labels, as with the peers. */
static bool dockerfile_read(struct entry *entry, struct slice base, struct facts *facts, struct error *error)
{
    struct build build = {.arena = facts->arena};
    size_t release = slice_find_last(base, '-');
    size_t version = slice_find_last(slice_head(base, release), '-');

    if (!dockerfile_labels(&entry->reader, facts->arena, build_label, &build, error))
        return false;
    if (release < base.len && version < release) {
        build.version = slice_skip(slice_head(base, release), version + 1);
        build.release = slice_skip(base, release + 1);
    }
    build_file(facts, &build);
    return true;
}

static bool labels_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct build build = {.arena = facts->arena};
    struct json json;
    struct slice key, value;

    json_init(&json, &entry->reader, facts->arena);
    if (json_object(&json)) {
        while (json_member(&json, &key)) {
            struct slice name = arena_copy(facts->arena, key);
            if (json_string_borrow(&json, &value))
                build_label(&build, name, value);
        }
    }
    if (!json_end(&json, error))
        return false;
    build_file(facts, &build);
    return true;
}

static bool manifest_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct json json;
    struct slice key;
    struct slices sets;

    json_init(&json, &entry->reader, facts->arena);
    if (json_object(&json)) {
        while (json_member(&json, &key)) {
            if (!slice_equal(key, S("content_sets"))) {
                json_skip(&json);
            } else if (json_strings(&json, &sets)) {
                for (size_t i = 0; i < sets.count; i++)
                    facts_value(facts, "content_set", sets.at[i]);
            }
        }
    }
    return json_end(&json, error);
}

static bool redhat_content_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice base = path_base(entry->path), folder = path_folder(entry->path);

    if (slice_equal(base, S("labels.json")))
        return labels_read(entry, facts, error);
    if (slice_equal(folder, S("root/buildinfo")))
        return !slice_starts(base, S("Dockerfile-")) || dockerfile_read(entry, base, facts, error);
    return !slice_ends(base, S(".json")) || manifest_read(entry, facts, error);
}

const struct analyzer analyzer_redhat_content = {
    .name = "redhat_content",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_FOLDER, "root/buildinfo"},
                                   {GATE_FOLDER, "root/buildinfo/content_manifests"},
                                   {GATE_FOLDER, "usr/share/buildinfo"},
                                   {GATE_END, NULL}},
    .size_max = 16 * 1024 * 1024, /* real ones have some KiB */
    .read = redhat_content_read,
};
