/*
 * From the facts of many layers to one inventory: overlay (topmost layer wins, whiteouts, opaque folders, links
 * resolved in the final tree), attribution of each package to the layer that brought it, the operating system, what
 * several files say of one package as one, whose a file is, what depends on what, purls.
 */
#ifndef SEAWORTHY_INVENTORY_INVENTORY_H
#define SEAWORTHY_INVENTORY_INVENTORY_H

#include "facts/facts.h"

/* A layer as the image describes it. */
struct layer_info {
    int64_t index;
    struct slice digest, diff_id; /* "sha256:…"; empty when not told */
    bool claimed;                 /* digests not computed by us */
    struct slice created_by;      /* masked */
    uint64_t size;                /* stored bytes */
    bool empty;                   /* an instruction without a layer */
};

/* Which operating system; all empty when the image has none. */
struct os {
    struct slice id;         /* advisory id after the reviewed table: "debian", "rhel", "sles" … */
    struct slice said_id;    /* ID as the image says */
    struct slice version_id; /* as the image says */
    struct slice release;    /* key of the distribution's advisories: "12", "3.18", "22.04", "15.5", "edge" */
    struct slice codename, name, variant;
    struct slices channels;
    struct slice from;         /* "os-release", "fallback", "override", "document"; empty: unknown */
    struct slice mapping;      /* why id differs from said_id; else empty */
    struct slice package_type; /* "deb", "rpm", "apk" … that its database holds */
    struct slice product;      /* its name in the end-of-life data; empty: none */
};

/* Whether the file that a package was found in is one that the operating system's package manager put there. */
enum ownership {
    OWNERSHIP_NONE,     /* no package lists it, or the file's kind is never asked about */
    OWNERSHIP_UNPROVEN, /* one lists it without a digest that could be compared */
    OWNERSHIP_CHANGED,  /* one lists it with another digest: it was changed or replaced after installation */
    OWNERSHIP_OWNED,    /* one lists it with the digest that it has */
};

/* A package of the final tree (or, with all_layers, of a lower one). */
struct inventory_package {
    /* Strings as in the facts, owned by the inventory's arena or the facts' bytes; depends_on is empty: see below. */
    struct package package;
    struct slice purl;
    struct slice path; /* where it lies: of the file that says so, or what that says of an installed package */
    struct slice analyzer;
    int64_t layer;      /* that brought it; -1 without layers */
    int64_t removed_in; /* layer that removed it, with all_layers; -1 while it is there */
    enum ownership ownership;
    const struct inventory_package *owner;  /* OWNERSHIP_OWNED: by whom; else NULL */
    const struct inventory_package *lister; /* whose list the file stands in, but for OWNERSHIP_NONE */
    enum package_origin origin;             /* judged; with its reason below */
    struct slice origin_reason;
    struct {
        uint32_t *at; /* places in the list, ascending */
        size_t count;
    } depends_on;
    const struct fact_source *source; /* that says so, and which of its packages it is */
    uint32_t number;
    uint32_t taken; /* its place before the list was sorted: for the joins while it is built */
    size_t index;   /* place in the list: "p17" */
};

struct inventory {
    struct arena *arena;
    struct os os;
    struct layer_info *layers;
    size_t layer_count;
    struct inventory_package *packages; /* sorted: type, name, version, arch, path */
    size_t package_count;
    struct {
        struct problem *at;
        size_t count, room;
    } problems; /* sorted by layer, path, code, detail; no duplicates */
    struct {
        uint64_t packages, third_party, declared, files, skipped, keys;
        uint64_t version_unknown; /* packages without one, and programs that are not listed for that reason */
    } counts;
};

/* Facts of layer `layers[n]`; NULL where it is empty or could not be read (its problem stands in `problems`). */
struct inventory_input {
    const struct layer_info *layers;
    const struct facts *const *facts;
    size_t layer_count;
    const struct facts *late; /* facts of the job `files` after the overlay (paths resolved through links), or NULL */
    struct slice distro;      /* --distro ID-VERSION, or empty */
    bool all_layers;
    bool directory;                 /* a root filesystem, not an image: no layers are shown */
    size_t memory;                  /* once the arena holds more, packages are left out, with a problem; 0: no limit */
    const struct problem *problems; /* of target and workers */
    size_t problem_count;
};

/* A path that the overlay needs and that no analyzer saw: for the job `paths`. */
struct missing_path {
    int64_t layer;            /* that holds it */
    struct slice path;        /* where the content lies in that layer */
    struct slice path_wanted; /* the path that a gate wants (differs through links) */
    uint32_t mode;
    bool database; /* of a package manager */
};

/* What the analyzers want by its path. */
struct inventory_gates {
    const char *const *databases; /* GATE_PATH texts of database rows */
    size_t count;
    bool (*wants)(const void *context, struct slice path); /* whether any row reads files of that path */
    const void *context;
};

/*
 * What must be read once more before the inventory can be built: databases behind links, sidecars in another layer than
 * their database, and links, symbolic or hard, with a name that rows want to files whose name none does.
 * left_out  links of the last kind over their limit
 */
size_t inventory_missing(const struct inventory_input *input, const struct inventory_gates *gates, struct arena *arena,
                         struct missing_path **missing, size_t *left_out);

bool inventory_build(struct arena *arena, const struct inventory_input *input, struct inventory *inventory,
                     struct error *error);

/* Whether an operating system's package manager installs packages of that type, in one database for all. */
bool inventory_is_os_type(struct slice type);

/* purl as the purl specification and its type definitions want it; on the arena. */
struct slice purl_of(struct arena *arena, const struct package *package, const struct os *os);

/* Whose the file of a package is and why that is believed or not, in a sentence; empty when nobody lists it. */
struct slice inventory_ownership(struct arena *arena, const struct inventory_package *entry);

/* "[epoch:]version[-release]", as people and version schemes write it. */
struct slice package_full_version(struct arena *arena, const struct package *package);

#endif
