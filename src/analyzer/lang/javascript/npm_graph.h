/*
 * Packages of a lock file and which of them need which: a node for each place where a package stands, filed as one
 * package for each name and version (or as one for each place, where places are told). Ids are NAME@VERSION.
 */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVASCRIPT_NPM_GRAPH_H
#define SEAWORTHY_ANALYZER_LANG_JAVASCRIPT_NPM_GRAPH_H

#include "base/map.h"
#include "facts/facts.h"

/* Only with none of these it is needed in production; of two places with the same package production wins. */
enum npm_group { NPM_DEV = 1, NPM_OPTIONAL = 2, NPM_BUNDLED = 4 };

struct npm_node {
    struct slice name, version; /* the real name, also of an alias; borrowed, as are all texts here */
    struct slices licences;
    struct slice location; /* path of its own manifest, or empty */
    uint8_t groups;        /* bits of npm_group */
    bool local;            /* a folder of the project: not filed, and what it needs is direct */
    bool project;          /* the same, but filed: as the project itself */
    bool direct;           /* the project itself, or a member of its workspace, asks for it */
    bool in_production;    /* asked for so, and not for development alone: where npm_graph_group starts from */
};

struct npm_edge {
    uint32_t from, to;
};

struct npm_graph {
    struct arena *arena;
    struct {
        struct npm_node *at;
        size_t count, room;
    } nodes;
    struct {
        struct npm_edge *at;
        size_t count, room;
    } edges;
    size_t start, memory; /* arena bytes when it began, and that it may take */
    uint64_t looked_up;   /* bytes of names, against NPM_LOOKED_UP_MAX */
    enum package_scope scope;
    bool tells_groups; /* the file tells development from production */
    bool tells_direct; /* it tells what the project itself asks for */
};

/* Half of what a worker may take in all is for the file's own tree, or for what a stream leaves behind. */
enum { NPM_STREAM_MEMORY_MAX = 24 * 1024 * 1024, NPM_TREE_MEMORY_MAX = 12 * 1024 * 1024 };

/*
 * Bytes that may be hashed to find who needs whom: aliases of YAML and deep folders can ask for much more than a file
 * holds. A lock file of 5 MB asks for some megabytes.
 */
enum { NPM_LOOKED_UP_MAX = 256 * 1024 * 1024 };

void npm_graph_init(struct npm_graph *graph, struct arena *arena, size_t memory);
/* returns  its index */
uint32_t npm_graph_node(struct npm_graph *graph, const struct npm_node *node);
/* `from` needs `to`. */
void npm_graph_edge(struct npm_graph *graph, uint32_t from, uint32_t to);
/* The project itself, or a member of its workspace, asks for it. */
void npm_graph_ask(struct npm_graph *graph, uint32_t node, bool development);
/* Whether it, and what its reader keeps on the arena, took more memory than it may: its reader stops then. */
bool npm_graph_full(const struct npm_graph *graph);
/* Sets error (limit). returns  false */
bool npm_graph_too_large(const struct npm_graph *graph, struct error *error);

/* Before a look-up of so many bytes. returns  false when that is too much: who needs whom is then told in part */
bool npm_graph_look_up(struct npm_graph *graph, size_t len);

/*
 * Finds the groups from what the project asks for: what production does not reach is NPM_DEV. Where nothing is known to
 * be asked for all count as production.
 */
void npm_graph_group(struct npm_graph *graph);

void npm_graph_file(struct npm_graph *graph, struct facts *facts);

/*
 * Seeds for maps with keys from the input: a worker's address layout is its own, so nobody can make keys collide
 * on purpose. Order in a map is that of insertion: facts do not depend on it.
 */
struct npm_seed {
    uint64_t words[2];
};
struct npm_seed npm_seed(const void *somewhere);

#endif
