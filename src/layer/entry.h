/* One entry of a layer, whatever held it: a tar archive, later a zip, a folder. */
#ifndef SEAWORTHY_LAYER_ENTRY_H
#define SEAWORTHY_LAYER_ENTRY_H

#include "base/path.h"
#include "base/reader.h"

enum entry_kind { ENTRY_FILE, ENTRY_FOLDER, ENTRY_SYMLINK, ENTRY_HARDLINK, ENTRY_OTHER /* devices, FIFOs, sockets */ };

struct entry {
    struct slice path; /* normalised; borrowed until the next entry */
    struct slice link; /* symbolic: as written; hard: normalised path */
    enum entry_kind kind;
    uint32_t mode;
    uint64_t size;        /* of the content as a reader sees it: holes of sparse files count */
    uint64_t offset;      /* of the content in the archive stream; for the job index. UINT64_MAX for sparse files */
    struct reader reader; /* over the content; what is left unread is passed over by the next tar_next */
    struct arena *arena;  /* for analyzers: the job's arena */
};

#endif
