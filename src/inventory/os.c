#include "inventory/os.h"

#include "inventory/distro.h"
#include "inventory/overlay.h"

/*
 * Where the fields stand, the first that has an ID counts (os-release(5): /etc before /usr/lib). Analyzers give every
 * fallback file the field names of os-release.
 */
static const struct {
    const char *analyzer, *from;
    bool first_path_only;
    const char *path;
} places[] = {
    {"document", "document", false, NULL},
    {"os_release", "os-release", true, "etc/os-release"},
    {"os_release", "os-release", true, "usr/lib/os-release"},
    {"release_files", "fallback", false, NULL},
    /* Last: distributions derived from Debian keep its file. */
    {"debian_version", "fallback", false, NULL},
};

static struct slice value_of(const struct fact_source *source, const char *name)
{
    for (size_t i = 0; i < source->values.count; i++)
        if (slice_equal(source->values.at[i].name, slice_text(name)))
            return source->values.at[i].text;
    return (struct slice){NULL, 0};
}

static struct slices values_of(struct arena *arena, const struct fact_source *source, const char *name)
{
    struct {
        struct slice *at;
        size_t count, room;
    } list = {0};

    for (size_t i = 0; i < source->values.count; i++)
        if (slice_equal(source->values.at[i].name, slice_text(name)))
            *ARENA_PUSH(arena, &list) = source->values.at[i].text;
    return (struct slices){list.at, list.count};
}

static void fill(struct slice *field, struct slice value)
{
    if (!field->len)
        *field = value;
}

static void take_fields(struct arena *arena, const struct fact_source *source, struct os *os)
{
    fill(&os->said_id, value_of(source, "ID"));
    fill(&os->version_id, value_of(source, "VERSION_ID"));
    fill(&os->codename, value_of(source, "VERSION_CODENAME"));
    fill(&os->name, value_of(source, "PRETTY_NAME"));
    fill(&os->name, value_of(source, "NAME"));
    fill(&os->variant, value_of(source, "VARIANT_ID"));
    fill(&os->release, value_of(source, "RELEASE"));
    if (!os->channels.count)
        os->channels = values_of(arena, source, "CHANNEL");
}

/* The sources of one place, topmost layer first; the order within a layer is by path. */
static bool detect_at(struct arena *arena, const struct inventory_input *input, size_t place, struct os *os)
{
    for (size_t n = input->layer_count + 1; n-- > 0;) {
        const struct facts *facts = n == input->layer_count ? input->late : input->facts[n];
        if (!facts)
            continue;
        for (size_t i = 0; i < facts->sources.count; i++) {
            const struct fact_source *source = &facts->sources.at[i];
            if (!slice_equal(source->analyzer, slice_text(places[place].analyzer)))
                continue;
            if (places[place].path && !slice_equal(source->path, slice_text(places[place].path)))
                continue;
            if (n < input->layer_count && overlay_hidden_by(input, (int64_t)n, source->path) >= 0)
                continue;
            take_fields(arena, source, os);
            if (os->said_id.len && places[place].first_path_only)
                break;
        }
    }
    return os->said_id.len > 0;
}

static bool override(struct arena *arena, struct slice text, struct os *os, struct error *error)
{
    /* The id may hold dashes itself (opensuse-leap-15.6): the longest known one counts; rolling ones need no version.
     */
    struct slice id = text, version = {NULL, 0};

    (void)arena;
    while (!distro_find(id)) {
        size_t dash = slice_find_last(id, '-');
        if (dash == id.len)
            return fail(error, ERROR_USAGE,
                        "--distro '%.*s': no such distribution; give ID-VERSION as in os-release, such as debian-12",
                        SLICE_ARG(text));
        id = slice_head(id, dash);
        version = slice_skip(text, dash + 1);
    }
    *os = (struct os){.said_id = id, .version_id = version, .from = S("override"), .name = text};
    return true;
}

/* Distroless names no version in os-release; debian_version has it. Another system's file says nothing. */
static void complete_version(struct arena *arena, const struct inventory_input *input, struct os *os)
{
    for (size_t place = 0; place < sizeof(places) / sizeof(places[0]); place++) {
        struct os other = {0};
        if (!slice_equal(slice_text(places[place].from), S("fallback")) || !detect_at(arena, input, place, &other) ||
            !slice_equal(other.said_id, os->said_id))
            continue;
        os->version_id = other.version_id;
        os->codename = other.codename;
        return;
    }
}

/* Side channels that the repositories' own files enable. */
static void add_repositories(struct arena *arena, const struct inventory_input *input, struct os *os)
{
    struct {
        struct slice *at;
        size_t count, room;
    } list = {0};

    for (size_t i = 0; i < os->channels.count; i++)
        *ARENA_PUSH(arena, &list) = os->channels.at[i];
    for (size_t n = 0; n < input->layer_count; n++) {
        for (size_t i = 0; input->facts[n] && i < input->facts[n]->sources.count; i++) {
            const struct fact_source *source = &input->facts[n]->sources.at[i];
            if (!slice_equal(source->analyzer, S("amazon_extras")) ||
                overlay_hidden_by(input, (int64_t)n, source->path) >= 0)
                continue;
            struct slices topics = values_of(arena, source, "CHANNEL");
            for (size_t k = 0; k < topics.count; k++)
                *ARENA_PUSH(arena, &list) = topics.at[k];
        }
    }
    os->channels = (struct slices){list.at, list.count};
}

bool os_detect(struct arena *arena, const struct inventory_input *input, struct os *os, struct error *error)
{
    struct os found = {0};

    if (input->distro.len) {
        if (!override(arena, input->distro, &found, error))
            return false;
    } else {
        for (size_t place = 0; place < sizeof(places) / sizeof(places[0]) && !found.said_id.len; place++)
            if (detect_at(arena, input, place, &found))
                found.from = slice_text(places[place].from);
    }
    if (found.said_id.len && !found.version_id.len && !found.codename.len)
        complete_version(arena, input, &found);
    if (found.said_id.len)
        distro_resolve(arena, &found);
    add_repositories(arena, input, &found);
    *os = found;
    return true;
}
