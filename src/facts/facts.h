/*
 * Facts: what one layer says, each filed under the path that it was read from. A worker builds them and encodes them,
 * the parent decodes them; both sides use these structs. Equal bytes in, equal facts out: everything is sorted before
 * it is encoded.
 */
#ifndef SEAWORTHY_FACTS_FACTS_H
#define SEAWORTHY_FACTS_FACTS_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/load.h"
#include "base/path.h"

enum package_scope { SCOPE_INSTALLED, SCOPE_DECLARED };
enum package_relationship { RELATION_UNKNOWN, RELATION_DIRECT, RELATION_TRANSITIVE, RELATION_ROOT };
/* Who built it: by the distribution, by somebody else, or not told (then the inventory judges). */
enum package_origin { ORIGIN_UNKNOWN, ORIGIN_DISTRIBUTION, ORIGIN_THIRD_PARTY };

enum { EPOCH_ABSENT = -1 };

/*
 * One package as its database (lock file, binary …) says it. Strings as they stand there, empty when absent.
 * deb, alpm: epoch split off, `version` is upstream version and revision. rpm: version and release apart.
 * source_version is complete (deb: with epoch; rpm: version-release from the source package's file name).
 */
struct package {
    struct slice type; /* purl type: deb rpm apk alpm opkg generic npm … */
    struct slice name;
    int64_t epoch; /* EPOCH_ABSENT, or the explicit number */
    struct slice version, release, arch;
    struct slice source_name, source_version;
    struct slices licences;
    struct slice vendor;   /* maintainer or vendor */
    struct slice packager; /* rpm Packager, pacman packager */
    struct slice module;   /* rpm: whole modularity label */
    struct slice state;    /* "installed"; dpkg: the third word of Status */
    struct slices groups;  /* prod, dev, optional … */
    enum package_scope scope;
    enum package_relationship relationship;
    enum package_origin origin;
    bool main_module;
    bool key_entry;           /* gpg-pubkey of rpm: no software, kept apart so that it is counted and not lost */
    struct slice id;          /* within its source, for `owner` and `depends_on`; else empty */
    struct slice owner;       /* id of the package that owns this one's files */
    struct slices depends_on; /* ids of packages of the same source, or names of those that have none */
    struct slices channels, repos, content_sets, cpes;
    struct slice build_nvr, repository, alias, embedded_in;
    struct slice purl;     /* only as a document gave it; else the inventory builds it */
    struct slice location; /* where it lies, when not at the source's path: a document's word on that, a member of an
                              archive ("x.jar/y.jar"), the folder or file that a list of installed packages names */
    struct slice layer_of; /* a document's own word on the layer ("2"); else empty */
    /* Other files that name this very package, sorted: of a document's word, and found by the inventory. Most have none
     */
    struct slices locations;
};

/* A named value that a file states: os-release fields as "ID", "VERSION_ID" …, content sets as "content_set". */
struct value {
    struct slice name, text;
};

/*
 * A file that a package put there, with the digest its database recorded. Bytes alone, as they stand in the stream:
 * the decoder points at them, however many there are. The path is the package manager's word: after usr-merge it may
 * say lib64/x where the layer has usr/lib64/x, so a look-up asks for both ends of the links of the final tree.
 */
struct owned {
    struct path_hash path;
    uint8_t package[4]; /* owned_package() */
    uint8_t kind;       /* enum digest_kind; DIGEST_NONE: not recorded */
    uint8_t digest[16]; /* its first 16 bytes */
};
/* Index in the same source, or OWNED_NO_PACKAGE: the source's own path names the package ("info/bash.list"). */
#define OWNED_NO_PACKAGE UINT32_MAX
static inline uint32_t owned_package(const struct owned *owned)
{
    return load_be32(owned->package);
}

/* Of a file's whole content, the first 16 bytes of each, as struct owned has them: to be held against its digests. */
struct file_digests {
    uint8_t kinds; /* which were made: DIGEST_BIT of each */
    uint8_t md5[16], sha1[16], sha256[16];
};

/* What one file yielded. */
struct fact_source {
    struct slice path;
    struct slice analyzer; /* name of the row */
    uint64_t size;
    uint32_t mode;
    const struct file_digests *digests; /* of files that yield packages and may be owned; else NULL */
    struct {
        struct slice bytes; /* encoded, for facts_next_package: as structs they would take four times as much */
        size_t count;
    } packages;
    struct {
        struct value *at;
        size_t count, room;
    } values;
    struct {
        const struct owned *at; /* sorted by path once encoded */
        size_t count;
    } owned;
    struct fact_building *building; /* builder only */
};

struct fact_link {
    struct slice path;
    struct slice target; /* as written; hard links: the normalised path of the file they name */
    bool hard;
};

/* A member of an outer archive (job index) or a file copied to the scratch file (job paths). */
struct fact_member {
    struct slice path;
    uint64_t offset, size;
    uint32_t mode;
    struct slice link; /* where it leads when it is a (hard or symbolic) link: a normalised path */
};

#define DIGEST_BIT(kind) ((uint8_t)(1u << (kind)))
enum { FILE_DIGESTS = 1 << DIGEST_MD5 | 1 << DIGEST_SHA1 | 1 << DIGEST_SHA256 };

struct facts {
    struct arena *arena; /* as given to facts_init or facts_decode */
    struct slice table;  /* digest text of the analyzer table */
    struct {
        struct fact_source *at;
        size_t count, room;
    } sources; /* sorted by path, then analyzer */
    struct {
        struct slice *at;
        size_t count, room;
    } removed, opaque; /* whiteouts; folders whose lower content is hidden */
    struct {
        struct fact_link *at;
        size_t count, room;
    } links;
    struct {
        struct fact_member *at;
        size_t count, room;
    } members;
    struct {
        struct problem *at;
        size_t count, room;
    } problems; /* layer is -1: the parent fills it in */
    struct {
        const struct path_hash *at;
        size_t count;
    } paths;               /* of all that is no folder, sorted; after facts_decode only */
    uint64_t entries;      /* of the archive */
    uint64_t unpacked;     /* bytes after decompression */
    struct digest diff_id; /* kind DIGEST_NONE unless the job was told to hash; else sha256 */

    size_t weight; /* bytes that the records take decoded, beside their stream; against FACTS_WEIGHT_MAX */

    /* Builder only. */
    struct arena *store; /* where all of it lies: marks of `arena` do not touch it */
    struct fact_source *current;
    void *shared;        /* of the analyzers, for the whole layer; on `store` */
    uint8_t *path_bytes; /* path of the current source, until it says something */
    size_t path_room;
    struct {
        struct path_hash *at;
        size_t count, room;
    } hashes;             /* of paths, as they came in */
    size_t used;          /* bytes that the records take encoded, against FACTS_MAX; path hashes have what is left */
    size_t package_count; /* of all sources */
    size_t owned_count;
    uint8_t owned_kinds;                                   /* of digests that lists recorded: DIGEST_BIT of each */
    size_t problems_dropped, owned_dropped, paths_dropped; /* over their limits */
    bool full;                                             /* a limit was reached and told */
};

/* Limits of the contract; reaching one is a `limit` problem in the facts themselves, and what came before stays. */
enum {
    FACTS_MAX = 16 * 1024 * 1024,
    FACTS_NAME_MAX = 1024,
    FACTS_TEXT_MAX = 64 * 1024, /* any other string: longer ones are cut, and that is `malformed` */
    FACTS_PACKAGES_MAX = 100 * 1000,
    FACTS_PROBLEMS_MAX = 1000, /* then one `limit` problem says how many more */
    /* A quarter of the bytes: whose a file is may remain unknown, but not which packages there are. */
    FACTS_OWNED_MAX = FACTS_MAX / 4 / sizeof(struct owned),
    FACTS_PATHS_MAX = FACTS_MAX / sizeof(struct path_hash),
    /*
     * What one layer's facts may take on the parent's arena, its bytes aside: hostile bytes of FACTS_MAX would
     * otherwise make ten times as much of structs.
     */
    FACTS_WEIGHT_MAX = 24 * 1024 * 1024,
};

/*
 * Building, in the worker. All that is given is copied: what it was read into can be taken back with arena_reset.
 * A full builder drops records and tells so once; path hashes and owned files give way to all other records.
 */
void facts_init(struct facts *facts, struct arena *arena, struct slice table);
/* All that follows belongs to this file, until the next call. Nothing is kept of a source that stays empty. */
void facts_source(struct facts *facts, struct slice path, const char *analyzer, uint64_t size, uint32_t mode);
/* Path of the source before the current one, of those that said something; empty when there is none. */
struct slice facts_path_before(const struct facts *facts);
/*
 * A package without a name, or with a name or version longer than FACTS_NAME_MAX, becomes a problem. Bytes that are no
 * UTF-8 become U+FFFD, here as in every other text.
 * returns  its index within the source, for facts_owned; UINT32_MAX when it was refused
 */
uint32_t facts_package(struct facts *facts, const struct package *package);
void facts_value(struct facts *facts, const char *name, struct slice text);
void facts_owned(struct facts *facts, uint32_t package, struct slice path, enum digest_kind kind,
                 const uint8_t *digest);
/* Whether the current source has a package by now: only then its digests are worth making. */
bool facts_yielded(const struct facts *facts);
/*
 * Of the current source, which has a package.
 * digests  lives as long as the facts; may be filled until these are encoded
 */
void facts_digests(struct facts *facts, const struct file_digests *digests);
/* With the path of the current source. */
void facts_problem(struct facts *facts, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void facts_problem_at(struct facts *facts, enum error_code code, struct slice path, struct slice detail);
/* Paths are normalised and UTF-8. */
void facts_removed(struct facts *facts, struct slice path);
void facts_opaque(struct facts *facts, struct slice path);
void facts_link(struct facts *facts, struct slice path, struct slice target, bool hard);
void facts_member(struct facts *facts, const struct fact_member *member);
/* Of a file, link or device, whatever bytes its path has. */
void facts_path(struct facts *facts, struct path_hash hash);
/* Drops the sources and links at and below a path: a later entry of the same archive replaces them. */
void facts_forget(struct facts *facts, struct slice path);

/*
 * Sorts, then encodes; of two sources (members, links) with one path the later one stays. Nothing can be added
 * afterwards. facts_encode keeps the bytes on the arena, facts_write hands them on in pieces.
 */
struct slice facts_encode(struct facts *facts);
void facts_write(struct facts *facts, void (*write)(void *context, struct slice bytes), void *context);

/*
 * Decodes what a worker sent: every length, count, path and string is checked (UTF-8, no NUL, normalised paths,
 * sorted order, limits). Strings point into `bytes`.
 * fails   `worker_died` for a stream that ends early, `integrity` for one that is malformed, `limit`
 */
bool facts_decode(struct slice bytes, struct arena *arena, struct facts *facts, struct error *error);
/* The same with a ceiling of one's own in place of FACTS_WEIGHT_MAX, which it may not be above. */
bool facts_decode_within(struct slice bytes, struct arena *arena, size_t weight_max, struct facts *facts,
                         struct error *error);

/*
 * Walks the packages of a source, in the builder or decoded: `left` is source->packages.bytes at first. Strings point
 * into these bytes, lists are on `arena`.
 * returns  false behind the last
 */
bool facts_next_package(struct slice *left, struct arena *arena, struct package *package);

/* The digest of one kind, 16 bytes; NULL where that was not made. */
const uint8_t *file_digest(const struct file_digests *digests, enum digest_kind kind);

/* Of decoded facts: whether the layer holds a file, link or device there. */
bool facts_has_path(const struct facts *facts, struct path_hash hash);

#endif
