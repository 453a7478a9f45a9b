/*
 * Records of 'Key: value' fields, an empty line after each: the status files of dpkg and opkg (deb822(5); dpkg's
 * parse_stanza() in lib/dpkg/parse.c). A line that starts with a blank continues the field before, also when nothing
 * else is on it. Field names have no case.
 */
#ifndef SEAWORTHY_ANALYZER_OS_DEB822_H
#define SEAWORTHY_ANALYZER_OS_DEB822_H

#include "analyzer/analyzer.h"

/* Longer lines are read only so far: enough for any name, version or address. */
enum { DEB822_LINE_MAX = 16 * 1024, DEB822_FIELDS_MAX = 16 };

struct deb822 {
    struct reader *reader;
    struct facts *facts;      /* takes the problems; values live in its arena until the next record is read */
    const char *const *names; /* fields that are wanted; the first one is in each record once and starts it */
    size_t count;
    const char *list; /* a field whose further lines are wanted, or NULL */
    bool pending;     /* a record was ended by the next one's first field, which is kept here */
    size_t pending_line;
    struct slice pending_value; /* in `kept`, which outlives the record that it ended */
    uint8_t *kept;
    size_t kept_room;
    struct arena_mark mark; /* before the values of the record at hand */
    bool marked;
};

struct deb822_record {
    size_t line;                            /* of its first field */
    struct slice values[DEB822_FIELDS_MAX]; /* in the order of `names`; empty where absent */
    struct {
        struct slice *at;
        size_t count, room;
    } list;
};

/*
 * The next record that has any field. What is wrong with a line is a `malformed` problem, and the next line counts. Of
 * several fields with one name the last one stays: so does opkg, while dpkg refuses the whole file.
 *
 * returns  false at the end of the file, or of what could be read
 */
bool deb822_next(struct deb822 *file, struct deb822_record *record);

/*
 * The third word of a Status field ("install ok installed"); "installed" when there is none.
 * returns  false for anything but three words
 */
bool deb822_state(struct slice status, struct slice *state);

/* "1:2.3-4" is epoch 1 and "2.3-4"; without a decimal epoch all of it is the version (deb-version(7)). */
void epoch_split(struct slice full, int64_t *epoch, struct slice *version);

#endif
