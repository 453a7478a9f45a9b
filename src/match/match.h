/* The parts of the matcher that its files share. */
#ifndef SEAWORTHY_MATCH_MATCH_H
#define SEAWORTHY_MATCH_MATCH_H

#include "match/judge.h"

/* What is decided of one record for one package. */
enum decision {
    DECISION_NONE, /* it does not reach the package */
    DECISION_VOID, /* it reaches, but another record of the same flaw speaks instead */
    DECISION_CLEAN,
    DECISION_AFFECTED,
    DECISION_NOT_AFFECTED,
    DECISION_INVESTIGATED,
    DECISION_UPSTREAM, /* upstream's record hits what the distribution owns, and the distribution says nothing of it */
};

struct candidate {
    const struct advisory *advisory;
    struct slice segment;
    enum decision decision;
    const char *reason;
};

struct candidates {
    struct candidate *at;
    size_t count, room;
};

/*
 * Decides all records that one segment holds for one name: reach, then which records of the same flaw govern, then the
 * version.
 */
void candidates_decide(const struct subject *subject, struct candidates *list);
/* Where the records of the flaw that begins at `first` end: they share its id. */
size_t candidates_end(const struct candidates *list, size_t first);

/* Where records about a package lie: a segment of the database, and the name under which it files them. */
struct place {
    struct slice segment, name;
};
struct places {
    struct place *at;
    size_t count, room;
};
void places_of(struct arena *arena, const struct database *database, const struct subject *subject,
               struct places *places);

/*
 * Which kinds of packages the database knows nothing of: no_advisory_source where somebody publishes advisories for
 * them, no_feed where nobody does; feed_fixed_only of the segments that were used.
 */
void places_problems(struct arena *arena, const struct inventory *inventory, const struct database *database,
                     const struct match_options *options, struct findings *findings);

/* Whether what is only declared counts for the verdict: when asked for, and where there is nothing else, as in a source
 * tree. */
bool declared_counts(const struct inventory *inventory, const struct match_options *options);

/* A copy that lives as long as the arena: records of a segment die with the next look-up there. */
const struct advisory *advisory_keep(struct arena *arena, const struct advisory *advisory);

/* Findings of one package, while its records are merged: records of one flaw, whatever they call it, are one finding.
 */
struct merge;
struct merge *merge_begin(struct arena *arena, const struct subject *subject);
void merge_take(struct merge *merge, const struct candidate *candidate);
/* Adds the findings to `findings`. */
bool merge_end(struct merge *merge, struct database *database, const struct match_options *options,
               struct findings *findings, struct error *error);

/* Notes the decisions that `explain` asked for. */
void problem_add(struct arena *arena, struct findings *findings, enum error_code code, struct slice detail);
void trace_take(struct arena *arena, const struct subject *subject, const struct candidates *list,
                const struct match_options *options, struct findings *findings);

#endif
