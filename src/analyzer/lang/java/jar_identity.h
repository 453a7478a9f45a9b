/*
 * What an archive is and what was put into it, from the evidence in it, best first: every pom.properties, every
 * pom.xml that has none beside it, the manifest, the file name.
 */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVA_JAR_IDENTITY_H
#define SEAWORTHY_ANALYZER_LANG_JAVA_JAR_IDENTITY_H

#include "analyzer/lang/java/jar_name.h"
#include "analyzer/lang/java/manifest.h"
#include "base/map.h"

/* Maven coordinates, and the member that said so (empty: the archive's manifest or name). */
struct jar_package {
    struct slice group, artifact, version;
    struct slice member;
    bool archive; /* this is the archive itself; the others were put into it */
};

enum {
    JAR_PACKAGES_MAX = 4096,               /* of one archive; the largest shaded ones have some hundred */
    JAR_PACKAGES_MEMORY = 2 * 1024 * 1024, /* their strings */
};

struct jar_identity {
    struct arena *arena;
    /* While members are read: in buffers, which marks of the arena leave alone. */
    struct jar_noted *noted;
    uint8_t *text;
    size_t count, noted_room, text_len, text_room;
    bool full; /* a limit was reached */
    struct manifest manifest;
    /* After jar_identity_end; on the arena. */
    struct {
        struct jar_package *at;
        size_t count;
    } packages;
};

/* What a pom.properties or pom.xml says; one without group or artifact is dropped. Strings are copied. */
void jar_identity_add(struct jar_identity *identity, const struct jar_package *package);
/* The folders of the members that told something so far, as keys of a map on the arena. */
struct map *jar_identity_folders(const struct jar_identity *identity);

/*
 * After all members: drops what is told twice, and adds the archive itself unless one of the packages is it. What has
 * neither a manifest nor a version in its name is none; nor is what is not named as archives of Java are (any zip
 * file), unless its manifest tells a version. base  of the archive's own path
 */
void jar_identity_end(struct jar_identity *identity, struct slice base);

#endif
