#include "analyzer/lang/java/jar_identity.h"

#include "analyzer/lang/java/known.h"
#include "base/path.h"

static bool is_word(uint8_t c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '.' || c == '_' || c == '-';
}

/* Letters, digits, dots, dashes: what a Maven identifier is made of. */
static bool is_id(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_word(text.at[i]))
            return false;
    return text.len > 0;
}

static bool is_dotted(struct slice text)
{
    size_t dot = slice_find_byte(text, '.');
    return is_id(text) && dot > 0 && dot + 1 < text.len;
}

static bool is_set(struct slice text)
{
    return text.len > 0 && slice_find(text, S("${")) == SIZE_MAX;
}

/* Where the strings of a package begin, and their lengths: they stand one after the other. */
struct jar_noted {
    size_t start;
    size_t group, artifact, version, member;
};

static void note(struct jar_identity *identity, struct slice text)
{
    if (text.len)
        memcpy(identity->text + identity->text_len, text.at, text.len);
    identity->text_len += text.len;
}

void jar_identity_add(struct jar_identity *identity, const struct jar_package *package)
{
    struct slice version = is_set(package->version) ? package->version : S("");
    size_t taken = package->group.len + package->artifact.len + version.len + package->member.len;

    if (!is_set(package->group) || !is_set(package->artifact))
        return;
    if (identity->count == JAR_PACKAGES_MAX || taken > JAR_PACKAGES_MEMORY - identity->text_len) {
        identity->full = true;
        return;
    }
    if (identity->text_room - identity->text_len < taken)
        identity->text =
            arena_buffer(identity->arena, identity->text, &identity->text_room, (identity->text_len + taken) * 2);
    if (identity->noted_room < (identity->count + 1) * sizeof(struct jar_noted))
        identity->noted = arena_buffer(identity->arena, identity->noted, &identity->noted_room,
                                       (identity->count + 1) * 2 * sizeof(struct jar_noted));
    identity->noted[identity->count++] = (struct jar_noted){identity->text_len, package->group.len,
                                                            package->artifact.len, version.len, package->member.len};
    note(identity, package->group);
    note(identity, package->artifact);
    note(identity, version);
    note(identity, package->member);
}

static struct jar_package package_at(const struct jar_identity *identity, size_t index)
{
    struct jar_noted noted = identity->noted[index];
    const uint8_t *at = identity->text + noted.start;
    struct jar_package package = {.group = slice_of(at, noted.group)};

    package.artifact = slice_of(at += noted.group, noted.artifact);
    package.version = slice_of(at += noted.artifact, noted.version);
    package.member = slice_of(at + noted.version, noted.member);
    return package;
}

struct map *jar_identity_folders(const struct jar_identity *identity)
{
    struct map *folders = arena_new(identity->arena, struct map);

    map_init(folders, identity->arena, NULL);
    for (size_t i = 0; i < identity->count; i++)
        *map_put(folders, arena_copy(identity->arena, path_folder(package_at(identity, i).member))) = folders;
    return folders;
}

/* From the buffers to the list, each once, with room for the archive itself. */
static void unique(struct jar_identity *identity)
{
    struct arena *arena = identity->arena;
    struct map seen;

    map_init(&seen, arena, NULL);
    identity->packages.at = arena_array(arena, struct jar_package, identity->count + 1);
    for (size_t i = 0; i < identity->count; i++) {
        struct jar_package package = package_at(identity, i);
        const struct slice parts[] = {package.group, S("\n"), package.artifact, S("\n"), package.version};
        void **place = map_put(&seen, arena_join(arena, parts, 5));
        if (*place)
            continue;
        *place = identity;
        identity->packages.at[identity->packages.count++] =
            (struct jar_package){.group = arena_copy(arena, package.group),
                                 .artifact = arena_copy(arena, package.artifact),
                                 .version = arena_copy(arena, package.version),
                                 .member = arena_copy(arena, package.member)};
    }
    arena_buffer_release(arena, identity->noted);
    arena_buffer_release(arena, identity->text);
    identity->noted = NULL;
    identity->text = NULL;
}

/* Whether `part` stands in `whole` as words of its own. */
static bool has_words(struct slice whole, struct slice part)
{
    for (size_t at = 0; at + part.len <= whole.len && part.len > 0; at++) {
        bool begins = at == 0 || whole.at[at - 1] == '-' || whole.at[at - 1] == '.' || whole.at[at - 1] == '_';
        size_t end = at + part.len;
        bool ends = end == whole.len || whole.at[end] == '-' || whole.at[end] == '.' || whole.at[end] == '_';
        if (begins && ends && slice_equal_nocase(slice_of(whole.at + at, part.len), part))
            return true;
    }
    return false;
}

/* Whether the package is the archive: their names fit, or the manifest says the same of it. */
static bool is_archive(const struct jar_identity *identity, const struct jar_package *package, struct jar_name name)
{
    const struct manifest *manifest = &identity->manifest;

    if (has_words(name.artifact, package->artifact) || has_words(package->artifact, name.artifact))
        return true;
    if (slice_equal(manifest->implementation_title, package->artifact))
        return true;
    if (identity->packages.count > 1 && !slice_equal(manifest->implementation_vendor_id, package->group))
        return false;
    return package->version.len > 0 && (slice_equal(manifest->implementation_version, package->version) ||
                                        slice_equal(manifest->bundle_version, package->version));
}

/* The first word: some write a date behind it ("1.4 1855 April 22 2006"). */
static struct slice version_of(const struct manifest *manifest)
{
    const struct slice said[] = {manifest->plugin_version, manifest->implementation_version, manifest->bundle_version,
                                 manifest->specification_version};
    struct slice version, rest;

    for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
        slice_cut(said[i], ' ', &version, &rest);
        if (version.len > 2 && version.at[0] == '"' && version.at[version.len - 1] == '"')
            version = slice_of(version.at + 1, version.len - 2);
        if (is_set(version) && !slice_equal_nocase(version, S("unspecified")) &&
            !slice_equal_nocase(version, S("unknown")))
            return version;
    }
    return (struct slice){0};
}

/* Without directives: "org.foo.bar;singleton:=true". */
static struct slice symbolic_name(const struct manifest *manifest)
{
    struct slice name, rest;

    slice_cut(manifest->bundle_symbolic_name, ';', &name, &rest);
    return slice_trim(name);
}

/* "spring.core" of a module, "org.springframework.core" of a bundle. */
static struct slice spring_artifact(struct arena *arena, struct slice name)
{
    struct slice prefix = S("org.springframework.");

    if (slice_starts(name, prefix))
        name = arena_join(arena, (struct slice[]){S("spring."), slice_skip(name, prefix.len)}, 2);
    if (!slice_starts(name, S("spring.")))
        return (struct slice){0};
    uint8_t *dashed = arena_array(arena, uint8_t, name.len);
    for (size_t i = 0; i < name.len; i++)
        dashed[i] = name.at[i] == '.' ? '-' : name.at[i];
    return slice_of(dashed, name.len);
}

/*
 * Maven's plugin for bundles calls them GROUP.ARTIFACT. That counts where the file was renamed: a name that has a word
 * of it is the better one, since the plugin leaves out what would stand twice ("org.apache.commons.lang3").
 */
static struct slice bundled_artifact(const struct manifest *manifest, struct jar_name name)
{
    struct slice bundle = symbolic_name(manifest), last = slice_skip(bundle, slice_find_last(bundle, '.') + 1);

    if (!slice_starts(manifest->created_by, S("Apache Maven Bundle Plugin")) || !is_dotted(bundle) ||
        has_words(name.artifact, last) || has_words(bundle, name.artifact))
        return (struct slice){0};
    return last;
}

/* A file name without a version may be anything: what the manifest says of a well-known artifact goes before it. */
static struct slice artifact_of(const struct jar_identity *identity, struct jar_name name, struct slice version)
{
    const struct manifest *manifest = &identity->manifest;
    const struct slice said[] = {manifest->implementation_title, manifest->bundle_name, manifest->extension_name,
                                 spring_artifact(identity->arena, symbolic_name(manifest)),
                                 spring_artifact(identity->arena, manifest->automatic_module_name)};

    if (manifest->plugin_version.len && is_id(manifest->short_name))
        return manifest->short_name;
    if (name.version.len)
        return name.artifact;
    for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
        if (is_id(said[i]) && known_group(said[i], version).len)
            return said[i];
    if (is_dotted(manifest->bundle_name) && !is_id(symbolic_name(manifest)))
        return manifest->bundle_name;
    struct slice bundled = bundled_artifact(manifest, name);
    return bundled.len ? bundled : name.artifact;
}

/*
 * OSGi's names are the group and the artifact joined, or the artifact alone in Eclipse's way, where it is also the name
 * of the file.
 */
static struct slice bundle_group(struct slice bundle, struct slice artifact)
{
    if (slice_equal(bundle, artifact))
        return slice_head(bundle, slice_find_last(bundle, '.'));
    if (bundle.len > artifact.len + 1 && slice_ends(bundle, artifact) &&
        bundle.at[bundle.len - artifact.len - 1] == '.')
        return slice_head(bundle, bundle.len - artifact.len - 1);
    return bundle;
}

/* The folder that a section is about: "org/apache/axis/" is the package org.apache.axis. */
static struct slice section_group(struct arena *arena, struct slice section)
{
    while (section.len > 0 && section.at[section.len - 1] == '/')
        section.len--;
    uint8_t *dotted = arena_array(arena, uint8_t, section.len + 1);
    for (size_t i = 0; i < section.len; i++)
        dotted[i] = section.at[i] == '/' ? '.' : section.at[i];
    return slice_of(dotted, section.len);
}

/* "org.eclipse.sisu.inject" is of org.eclipse.sisu; "javax.inject" and "guava" are groups themselves, if any. */
static struct slice group_in_name(struct slice artifact)
{
    struct slice group = slice_head(artifact, slice_find_last(artifact, '.'));

    return group.len < artifact.len && is_dotted(group) ? group : artifact;
}

static struct slice group_of(const struct jar_identity *identity, struct slice artifact, struct slice version)
{
    const struct manifest *manifest = &identity->manifest;
    struct slice bundle = symbolic_name(manifest), vendor = manifest->implementation_vendor_id, title, rest;
    struct slice known = known_group(artifact, version);
    bool maven = slice_find(manifest->created_by, S("Maven")) != SIZE_MAX;

    if (is_id(manifest->group_id))
        return manifest->group_id;
    if (known.len)
        return known;
    if (maven ? is_id(vendor) : is_dotted(vendor) && !is_dotted(bundle))
        return vendor;
    if (is_dotted(bundle))
        return bundle_group(bundle, artifact);
    if (is_dotted(manifest->automatic_module_name))
        return bundle_group(manifest->automatic_module_name, artifact);
    if (is_dotted(manifest->extension_name))
        return manifest->extension_name;
    slice_cut(manifest->implementation_title, '#', &title, &rest); /* Gradle's and Ivy's "GROUP#NAME;VERSION" */
    if (is_dotted(title))
        return title;
    title = section_group(identity->arena, manifest->section);
    return is_dotted(title) ? title : group_in_name(artifact);
}

void jar_identity_end(struct jar_identity *identity, struct slice base)
{
    struct jar_name name = jar_name(base);
    bool found = false;

    unique(identity);
    for (size_t i = 0; i < identity->packages.count; i++) {
        struct jar_package *package = &identity->packages.at[i];
        package->archive = is_archive(identity, package, name);
        found |= package->archive;
        if (package->version.len == 0 && slice_equal(package->artifact, name.artifact))
            package->version = name.version;
    }
    if (found)
        return;
    if (!identity->manifest.found && name.version.len == 0)
        return;
    struct slice version =
        name.version.len && !identity->manifest.plugin_version.len ? name.version : version_of(&identity->manifest);
    if (version.len == 0 && !jar_named(base))
        return;
    struct slice artifact = artifact_of(identity, name, version);
    identity->packages.at[identity->packages.count++] = (struct jar_package){
        .group = group_of(identity, artifact, version), .artifact = artifact, .version = version, .archive = true};
}
