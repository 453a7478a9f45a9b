/*
 * Zip archives read at random, by their central directory (APPNOTE.TXT 6.3.10, PKWARE), as Java's class loaders see
 * them (OpenJDK java.util.zip.ZipFile): the end of the archive is looked for from behind, bytes before the first member
 * are allowed, a stored member is a range of the file. Nothing is held but one window of the directory.
 */
#ifndef SEAWORTHY_LAYER_ZIP_DIRECTORY_H
#define SEAWORTHY_LAYER_ZIP_DIRECTORY_H

#include "base/reader.h"
#include "layer/inflate.h"

/* Where the archive lies; first member of the caller's own struct. */
struct zip_bytes {
    /* returns  bytes read: fewer only at the end */
    size_t (*read)(const struct zip_bytes *bytes, uint64_t at, void *buffer, size_t len);
    uint64_t size;
};

enum {
    ZIP_METHOD_STORED = 0,
    ZIP_METHOD_DEFLATED = 8,
    ZIP_MEMBERS_MAX = 1000 * 1000, /* of one archive; the largest jars have three hundred thousand */
    ZIP_WINDOW = 32 * 1024,        /* of the directory, and of packed bytes */
};

struct zip_member {
    struct slice name; /* as written, borrowed until the next member */
    unsigned method;
    bool encrypted;
    uint32_t crc;
    uint64_t packed, size; /* as the directory tells */
    uint64_t offset;       /* of the local header, in the archive's bytes */
};

/* What a directory says that cannot be so. Counted as the members pass by. */
struct zip_oddities {
    size_t hidden;  /* local headers that the directory does not name */
    size_t overlap; /* members that begin within the one before */
    size_t outside; /* members that reach beyond the directory's start */
};

struct zip_directory {
    struct source source; /* over the directory's bytes */
    const struct zip_bytes *bytes;
    struct reader reader;
    uint8_t *window;
    uint64_t start, left;    /* where the directory begins; its bytes not yet read */
    uint64_t position;       /* of the next window */
    uint64_t base;           /* bytes before the archive: added to each offset */
    uint64_t count, told;    /* members so far; as the end record says */
    bool wide;               /* `told` is whole, not modulo 65,536 */
    uint64_t last, last_end; /* local header of the member before, and the least place where it can end */
    bool unordered;          /* a member stands before the one that the directory names before it */
    struct zip_oddities oddities;
};

/*
 * directory  must stay where it is until zip_directory_close; `bytes` must live as long
 * fails      ERROR_MALFORMED when this is no zip archive, or one cut off before its end record; ERROR_UNSUPPORTED for
 *            one of several disks
 */
bool zip_directory_open(struct zip_directory *directory, const struct zip_bytes *bytes, struct arena *arena,
                        struct error *error);
/* returns  false behind the last, and on damage (zip_directory_ok) */
bool zip_directory_next(struct zip_directory *directory, struct zip_member *member);
/* fails  ERROR_MALFORMED, ERROR_LIMIT (ZIP_MEMBERS_MAX) */
bool zip_directory_ok(const struct zip_directory *directory, struct error *error);
void zip_directory_close(struct zip_directory *directory);

/* Inflates members, one after the other. */
struct zip_unpacker {
    struct source source;
    const struct inflate_engine *engine;
    struct pool pool;
    void *state;
    uint8_t *in, *out; /* ZIP_WINDOW, SOURCE_CHUNK */
    const struct zip_bytes *bytes;
    struct zip_member member;
    uint64_t at, left; /* packed bytes not yet read */
    struct slice pending;
    uint64_t made;
    uint32_t crc;
    bool ended;
    bool lied; /* after the end: length or checksum are not what the directory says */
};

/* fails  ERROR_LIMIT, when there is no memory for it */
bool zip_unpacker_init(struct zip_unpacker *unpacker, struct arena *arena, struct error *error);
/*
 * Where the packed bytes of a member lie.
 * fails  ERROR_MALFORMED when there is no local header with its name, or it reaches beyond the archive
 */
bool zip_member_at(const struct zip_bytes *bytes, const struct zip_member *member, uint64_t *at, struct error *error);
/*
 * A source over the content; the unpacker is taken until it ends or the next call.
 * fails  as zip_member_at, and ERROR_UNSUPPORTED for encryption and other methods
 */
bool zip_member_open(struct zip_unpacker *unpacker, const struct zip_bytes *bytes, const struct zip_member *member,
                     struct source **source, struct error *error);

#endif
