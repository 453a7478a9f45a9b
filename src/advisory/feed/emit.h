/*
 * Where the rows of the feeds give what they found. Everything is checked here (lengths, UTF-8): what does not fit is a
 * `malformed` problem, and the next one counts. Texts may die after each call.
 */
#ifndef SEAWORTHY_ADVISORY_FEED_EMIT_H
#define SEAWORTHY_ADVISORY_FEED_EMIT_H

#include "advisory/record.h"

struct feed_emit {
    struct arena *arena; /* scratch of one call */
    uint8_t *buffer;     /* records that are not written yet */
    size_t buffered;
    bool (*write)(void *context, struct slice bytes, struct error *error);
    void *context;
    struct slice path; /* of the file at hand, for problems */
    uint32_t newest;   /* day */
    uint64_t problems, statements;
    bool failed; /* write failed: nothing is written any more */
    struct error error;
};

/* arena  for the buffer and for scratch; nothing grows on it with the number of records */
void emit_init(struct feed_emit *emit, struct arena *arena,
               bool (*write)(void *context, struct slice bytes, struct error *error), void *context);
/* Writes what is left, the newest day and the end of the stream. fails  when any write failed */
bool emit_finish(struct feed_emit *emit, struct error *error);

enum emit_weight {
    /* The feed's last word on (id, package, release). */
    EMIT_PRIMARY,
    /*
     * Yields to a primary statement of the same feed, segment, package and id whose status is `fixed`: only its vendor
     * ids and its day go over to that one. For announcements beside a tracker (DSA beside Debian's CVE records).
     */
    EMIT_SECONDARY,
};

/*
 * Gives a statement. What is withdrawn is passed over. `id` need not be a CVE: with CVEs among `aliases` it becomes one
 * statement for each of them, and the id goes to `vendor_ids` unless it stands there or among the aliases already; with
 * one CVE the other aliases stay, with several they are dropped (nobody says which belongs to which).
 */
void emit_statement(struct feed_emit *emit, const struct advisory *advisory, enum emit_weight weight);
/* The same without any of that: the record is kept as it stands (but not when withdrawn). */
void emit_statement_exact(struct feed_emit *emit, const struct advisory *advisory);

/* `vector` or, when it is empty, a word that severity_of knows; a word that says nothing is passed over. */
void emit_word(struct feed_emit *emit, struct slice cve, struct slice source, struct slice vector, struct slice word);
/* published  "2024-02-11", perhaps with a time; empty or nonsense: not known */
void emit_cve(struct feed_emit *emit, struct slice cve, struct slice published, bool rejected);
/* score, percentile  decimal fractions as the feed writes them: "0.00045" */
void emit_epss(struct feed_emit *emit, struct slice cve, struct slice score, struct slice percentile);
void emit_kev(struct feed_emit *emit, struct slice cve, struct slice added, struct slice due, bool ransomware);
/*
 * A release that is known; without any day it is supported, and nobody says until when.
 * authority  the distribution's own word, which wins over collectors
 */
void emit_support(struct feed_emit *emit, struct slice distro_id, struct slice release, struct slice end_of_life,
                  struct slice extended_until, bool authority);
void emit_repository(struct feed_emit *emit, struct slice name, struct slices cpes);

/* A day on which a record of the feed was made or changed: the newest becomes the feed's date. Nonsense is passed over.
 */
void emit_day(struct feed_emit *emit, struct slice day);
/* Only the first EMIT_PROBLEMS_MAX are written; all are counted. */
void emit_problem(struct feed_emit *emit, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

enum { EMIT_PROBLEMS_MAX = 100 };

#endif
