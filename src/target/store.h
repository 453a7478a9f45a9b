/*
 * Where the documents and blobs of an image lie: members of an archive (as a worker listed them), or files below a
 * folder. Names are those of the image, so hostile: links end within the store, and nothing outside is opened.
 */
#ifndef SEAWORTHY_TARGET_STORE_H
#define SEAWORTHY_TARGET_STORE_H

#include "base/map.h"
#include "facts/facts.h"
#include "target/target.h"

struct store {
    struct arena *arena;
    int descriptor;
    bool folder;
    struct map members; /* of an archive: path to struct fact_member; of two with one path the last counts */
};

/* JSON documents of an image, as contracts.md limits them. */
enum { STORE_DOCUMENT_MAX = 8 * 1024 * 1024, STORE_LINKS_MAX = 8 };

void store_archive(struct store *store, struct arena *arena, int descriptor, const struct facts *facts);
void store_folder(struct store *store, struct arena *arena, int descriptor);

/* returns  true when there is something of that name, which may yet be unreadable */
bool store_has(const struct store *store, struct slice name);
/* returns  true when `fits` says so of any member of an archive */
bool store_any(const struct store *store, bool (*fits)(struct slice path));
/*
 * name     as a document names it; normalised here
 * fails    ERROR_LAYER_UNREADABLE: "not in the archive", "a link that leads nowhere"
 */
bool store_find(const struct store *store, struct slice name, struct blob *blob, struct error *error);
/* All of a small document. fails  also ERROR_LIMIT, ERROR_TRUNCATED */
bool store_read(const struct store *store, struct slice name, struct slice *bytes, struct error *error);
/* The first bytes of a blob, fewer where it is shorter. */
struct slice blob_head(struct arena *arena, const struct blob *blob, size_t len);

#endif
