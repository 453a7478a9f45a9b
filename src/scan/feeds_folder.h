/* What lies in a folder of feeds. */
#ifndef SEAWORTHY_SCAN_FEEDS_FOLDER_H
#define SEAWORTHY_SCAN_FEEDS_FOLDER_H

#include "advisory/feed/feed.h"

struct feeds_place {
    struct slice path;       /* in the folder: "debian/osv.tar.zst" */
    const struct feed *feed; /* NULL: nobody reads it */
    bool folder;
    uint64_t size; /* of a file */
    /* As feeds.tsv tells (scan/feeds.h). */
    struct slice day;
    bool complete;
};

struct feeds_places {
    struct feeds_place *at; /* sorted by path */
    size_t count, room;
};

/* Files and folders of the second level, and those of the first that are feeds. Hidden ones are passed over. */
bool feeds_folder_list(struct arena *arena, const char *folder, struct feeds_places *places, struct error *error);

/* A descriptor of a place, its position its own. returns  -1 with `error` set */
int feeds_folder_open(struct arena *arena, const char *folder, const struct feeds_place *place, struct error *error);

#endif
