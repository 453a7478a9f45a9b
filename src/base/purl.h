/*
 * Package URLs: parsed, brought to the normal form of their type, written. One row a type in purl_type.c; a type that
 * is not there has no rules of its own. Source: package-url/purl-spec: PURL-SPECIFICATION, "How to parse", "How to
 * build"; types/TYPE-definition.json.
 */
#ifndef SEAWORTHY_BASE_PURL_H
#define SEAWORTHY_BASE_PURL_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

struct purl_qualifier {
    struct slice key, value;
};

/* Its parts, decoded; empty where there is none. */
struct purl {
    struct slice type, namespace, name, version, subpath; /* namespace and subpath: segments joined by '/' */
    struct {
        struct purl_qualifier *at; /* in the order of their keys, none twice, none without a value */
        size_t count, room;
    } qualifiers;
    bool capital_key; /* a key began with a capital; it is here in small letters */
};

/*
 * Takes a purl apart, forgiving what is only not canonical: slashes behind "pkg:", capitals, the order of qualifiers.
 * Slices on the arena. The rules of the type are not its concern.
 * returns  false, `*purl` as it was, when it is none: no scheme, type or name, a qualifier whose key cannot be one
 */
bool purl_parse(struct arena *arena, struct slice text, struct purl *purl, struct error *error);

/* Adds a qualifier in its place; one without a value is none, and the first of two with one key stays. */
void purl_qualify(struct arena *arena, struct purl *purl, struct slice key, struct slice value);
/* returns  its value, empty when it is not there */
struct slice purl_qualifier(const struct purl *purl, struct slice key);

/* The normal form that the type wants: small letters, "_" for "-" and the like. */
void purl_normalise(struct arena *arena, struct purl *purl);

/* Whether a normalised purl is one by the rules of the specification and its type (a namespace that must be there …).
 */
bool purl_check(const struct purl *purl, struct error *error);

/* The canonical string of the parts as they are. */
struct slice purl_build(struct arena *arena, const struct purl *purl);

/*
 * Names of packages as their packager writes them: "@scope/name", "group:artifact", "github.com/owner/repo". purl_name
 * makes one of namespace, name and subpath, purl_take_name sets these three from one.
 */
struct slice purl_name(struct arena *arena, const struct purl *purl);
void purl_take_name(struct arena *arena, struct purl *purl, struct slice name);

/* What follows is between purl.c and purl_type.c. */

struct purl_type {
    const char *type;
    unsigned rules;
    char joint;           /* between namespace and name in a package's name; 0: there is no namespace in it */
    const char *required; /* qualifier that must be there; NULL: none */
    void (*normalise)(struct arena *arena, struct purl *purl);
    bool (*check)(const struct purl *purl); /* of the parts; NULL: anything */
};
enum purl_rule {
    PURL_LOWER_NAMESPACE = 1,
    PURL_LOWER_NAME = 2,
    PURL_LOWER_VERSION = 4,
    PURL_LOWER_SUBPATH = 8,
    PURL_NAMESPACE = 16,       /* must be there */
    PURL_NO_NAMESPACE = 32,    /* must not */
    PURL_NAME_IS_PATH = 64,    /* '/' in the name divides segments */
    PURL_JOINT_IS_FIRST = 128, /* the namespace ends at the first joint, else at the last */
    PURL_JOINT_SUBPATH = 256,  /* what stands behind the joint is the subpath */
    PURL_JOINT_SCOPE = 512,    /* only a name that begins with '@' has a namespace */
};

/* returns  the row; one without rules when the type is not there */
const struct purl_type *purl_type(struct slice type);
struct slice purl_lower(struct arena *arena, struct slice text);

#endif
