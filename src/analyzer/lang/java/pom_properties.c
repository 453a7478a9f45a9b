/*
 * META-INF/maven/GROUP/ARTIFACT/pom.properties in a folder: a web application or jar that was unpacked (servlet
 * containers do so, and layered images of Spring Boot). Inside archives jar.c reads them.
 */
#include "analyzer/lang/java/properties.h"
#include "analyzer/lang/lang.h"

static bool is_unpacked(struct slice path)
{
    return slice_starts(path, S("META-INF/maven/")) || slice_find(path, S("/META-INF/maven/")) != SIZE_MAX;
}

static bool pom_properties_read(struct entry *entry, struct facts *facts, struct error *error)
{
    uint8_t *line = arena_array(facts->arena, uint8_t, PROPERTIES_LINE_MAX);
    struct slice key, value, group = {0}, artifact = {0}, version = {0};

    if (!is_unpacked(entry->path))
        return true;
    while (properties_next(&entry->reader, line, &key, &value)) {
        struct slice *place = slice_equal(key, S("groupId"))      ? &group
                              : slice_equal(key, S("artifactId")) ? &artifact
                              : slice_equal(key, S("version"))    ? &version
                                                                  : NULL;
        if (place && place->len == 0)
            *place = arena_copy(facts->arena, value);
    }
    if (group.len && artifact.len) {
        const struct slice parts[] = {group, S(":"), artifact};
        struct package package = lang_package("maven", arena_join(facts->arena, parts, 3), version, SCOPE_INSTALLED);
        facts_package(facts, &package);
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_pom_properties = {
    .name = "pom_properties",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "pom.properties"}, {GATE_END, NULL}},
    .size_max = 1024 * 1024,
    .read = pom_properties_read,
    .ownable = true,
};
