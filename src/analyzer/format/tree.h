/*
 * A document as a tree, one model for JSON, YAML, XML and TOML: for lock files and manifests of moderate size, where
 * what is wanted stands in several places. Files that may be larger than memory are pulled with base/json.h instead.
 *
 *     struct tree *root;
 *     if (!tree_read(TREE_YAML, &entry->reader, arena, &root, error))
 *         return false;
 *     TREE_EACH(package, tree_get(root, "package"))
 *         name = tree_text(package, "name");
 *
 * XML: an element is a map; its attributes are members "@NAME", its child elements members under their local names (as
 * often as they come), `text` its own text without the blanks around. YAML: scalars are texts unless they are plain and
 * null or boolean or numbers by the JSON schema of YAML 1.2, all with `text` as written; aliases share what they name;
 * several documents are members of one list where TREE_YAML_ALL asks for it. TOML: dates and times are texts; numbers
 * have the text as written (1_000, 0xff, inf).
 *
 * Memory is bounded (TREE_MEMORY_MAX), as are depth and, through aliases, the size that a walk would see.
 */
#ifndef SEAWORTHY_ANALYZER_FORMAT_TREE_H
#define SEAWORTHY_ANALYZER_FORMAT_TREE_H

#include "base/reader.h"

enum tree_kind { TREE_NULL, TREE_BOOL, TREE_NUMBER, TREE_TEXT, TREE_LIST, TREE_MAP };

struct tree {
    enum tree_kind kind;
    uint32_t line;            /* 1 is the first; 0 where the format's reader does not tell */
    uint64_t weight;          /* nodes of it and below, shared ones counted each time */
    struct slice key;         /* of a member of a map; else empty */
    struct slice text;        /* of a scalar, as written (escapes resolved); XML: of the element */
    const struct tree *first; /* child */
    const struct tree *next;  /* sibling */
};

enum tree_format {
    TREE_JSON,
    TREE_JSON_RELAXED, /* comments and commas behind the last item: bun.lock, deno.jsonc */
    TREE_YAML,         /* the first document */
    TREE_YAML_ALL,     /* a list of all documents */
    TREE_XML,
    TREE_TOML,
};

/*
 * root   never NULL on success; a file without a document is TREE_NULL
 * fails  ERROR_MALFORMED with the line, ERROR_LIMIT, ERROR_TRUNCATED, or what the reader says
 */
bool tree_read(enum tree_format format, struct reader *reader, struct arena *arena, const struct tree **root,
               struct error *error);

/* All of these take NULL for a tree that is not there, and then find nothing. */

/* The first member with that key, or NULL. Linear: for maps of many members that are asked often, fill a base/map.h. */
const struct tree *tree_get(const struct tree *map, const char *key);
const struct tree *tree_find(const struct tree *map, struct slice key);
/* Text of that member when it is a text or a number; else empty. */
struct slice tree_text(const struct tree *map, const char *key);
/* Whether that member is true. */
bool tree_true(const struct tree *map, const char *key);
/* The node's own text when it is a scalar other than null, or an XML element's; else empty. */
struct slice tree_value(const struct tree *node);

#define TREE_EACH(child, parent) for (const struct tree *child = tree_first(parent); child; child = child->next)
static inline const struct tree *tree_first(const struct tree *parent)
{
    return parent ? parent->first : NULL;
}

enum {
    TREE_SIZE_MAX = 16 * 1024 * 1024,   /* bytes of a file that is read so */
    TREE_MEMORY_MAX = 32 * 1024 * 1024, /* of nodes and texts: half of a worker's ceiling */
    TREE_DEPTH_MAX = 128,
    TREE_WEIGHT_MAX = 4 * 1000 * 1000, /* nodes that a walk would see */
};

/* ---- for the readers, one file a format ---- */

struct tree_builder {
    struct arena *arena;
    struct error *error;
    size_t memory; /* taken so far */
    unsigned depth;
    struct {
        struct tree *node, *last; /* what encloses, and its last child */
    } open[TREE_DEPTH_MAX + 1];
    struct tree root;
};
void tree_begin(struct tree_builder *builder, struct arena *arena, struct error *error);
/*
 * Adds a node to what is open. The key is on the arena already, and empty but in maps; the text is copied.
 * returns  NULL with the error set (limit)
 */
struct tree *tree_add(struct tree_builder *builder, enum tree_kind kind, struct slice key, struct slice text,
                      size_t line);
/* Adds a map or list and opens it: what follows goes into it, until tree_close. */
struct tree *tree_open(struct tree_builder *builder, enum tree_kind kind, struct slice key, size_t line);
void tree_close(struct tree_builder *builder);
/* What was added under no other node; TREE_NULL when nothing was. */
const struct tree *tree_root(const struct tree_builder *builder);

bool tree_read_json(struct reader *reader, bool relaxed, struct arena *arena, const struct tree **root,
                    struct error *error);
bool tree_read_yaml(struct reader *reader, bool all, struct arena *arena, const struct tree **root,
                    struct error *error);
bool tree_read_xml(struct reader *reader, struct arena *arena, const struct tree **root, struct error *error);
bool tree_read_toml(struct reader *reader, struct arena *arena, const struct tree **root, struct error *error);

#endif
