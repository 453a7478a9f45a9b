/*
 * Maven's project object model (maven.apache.org/ref/current/maven-model/maven.html): what of a pom.xml says which
 * packages there are. Profiles count that are active by default.
 */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVA_POM_H
#define SEAWORTHY_ANALYZER_LANG_JAVA_POM_H

#include "base/map.h"
#include "base/reader.h"

struct pom_dependency {
    struct slice group, artifact, version, scope, type, classifier;
};

struct pom_dependencies {
    struct pom_dependency *at;
    size_t count, room;
};

/* As written: values may hold "${…}" (pom_resolve). */
struct pom {
    struct slice group, artifact, version;
    struct {
        struct slice group, artifact, version, path; /* path: <relativePath> */
        bool found, path_found;
    } parent;
    struct {
        struct pom_property {
            struct slice key, value;
        } * at;
        size_t count, room;
    } properties;
    struct map by_key; /* struct pom_property, of two the later */
    struct pom_dependencies dependencies, managed;
    const struct pom *above; /* the parent's, where it could be read */
};

enum {
    POM_SIZE_MAX = 8 * 1024 * 1024,   /* of a file */
    POM_MEMORY_MAX = 4 * 1024 * 1024, /* that all poms of one chain may take */
    POM_PARENTS_MAX = 32,
};

/*
 * memory  left for it, and what is left then
 * pom     strings and lists are on the arena
 * fails   what XML fails with, ERROR_LIMIT
 */
bool pom_read(struct reader *reader, struct arena *arena, size_t *memory, struct pom *pom, struct error *error);

/* Effective coordinates: what a pom does not say it has from its parent, whether that was read or not. */
struct slice pom_group(const struct pom *pom);
struct slice pom_version(const struct pom *pom);

/*
 * The text with its properties put in: those of `pom` before those of its parents.
 * returns  trimmed; empty when a property is not known, or it does not come to an end
 */
struct slice pom_resolve(const struct pom *pom, struct arena *arena, struct slice text);

#endif
