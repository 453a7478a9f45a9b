/* The parts of the matcher that its files share. */
#ifndef SEAWORTHY_MATCH_MATCH_H
#define SEAWORTHY_MATCH_MATCH_H

#include "match/finding.h"
#include "match/judge.h"

struct matcher {
    struct arena *arena;  /* of what stays: findings, problems, what several packages share */
    struct arena *packed; /* of one package, until its findings are made: its subject, its places, its records */
    struct arena *flaw;   /* of the records of one flaw, until they are decided */
    const struct inventory *inventory;
    struct database *database;
    const struct match_options *options;
    struct findings *findings;
    const struct map **owners;           /* by the owner's place in the inventory; NULL until used */
    struct slices products_of, products; /* of the content sets seen last: all packages of a layer share theirs */
};

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
    struct slice segment; /* its name, as the database has it */
    enum decision decision;
    const char *reason;
};

/* The records that one segment holds of one flaw for one name. */
struct candidates {
    struct candidate *at;
    size_t count, room;
};

/* Answers about bounds, each found by the place of its bytes: ten thousand statements about a kernel share some
 * hundred. Of one look-up. */
enum { BOUNDS_KNOWN = 64 };
struct bounds_known {
    struct {
        struct slice bound, operand, scheme;
        enum judge_answer answer;
    } at[BOUNDS_KNOWN];
};

/* Decides all records of one flaw: reach, then which of them govern, then the version. */
void candidates_decide(const struct subject *subject, struct bounds_known *known, struct candidates *list);

/* Where records about a package lie: a segment of the database, and the name under which it files them. */
struct place {
    struct slice segment, name;
};
struct places {
    struct place *at;
    size_t count, room;
};
/* They lie on `matcher->packed`. */
void places_of(const struct matcher *matcher, const struct subject *subject, struct places *places);
/* Notes that a segment was asked. */
void places_used(struct matcher *matcher, struct slice segment);
/* What the distribution's package manager installed; of a distribution without a row: what any of them did. */
bool places_is_of_system(const struct os *os, struct slice type);
/* The segment of an ecosystem's packages. */
struct slice places_ecosystem(struct arena *arena, const struct ecosystem *ecosystem, struct slice type);

/* Findings of one package, while its records are merged. */
struct merge;
struct merge *merge_begin(struct matcher *matcher, const struct subject *subject);
/* Takes a copy of the record. */
void merge_take(struct merge *merge, const struct candidate *candidate);
bool merge_end(struct merge *merge, struct error *error);

/* Decides all that one segment says under one name, flaw by flaw, for `merge`. */
bool look_up(struct matcher *matcher, const struct subject *subject, const struct place *place, struct merge *merge,
             struct error *error);

/* Fills subject->owner_names: what the distribution speaks of for the package that owns these files. */
bool owned_names(struct matcher *matcher, struct subject *subject, struct error *error);

/* Whether what is only declared counts for the verdict: when asked for, and where there is nothing else, as in a source
 * tree. */
bool declared_counts(const struct inventory *inventory, const struct match_options *options);

/* A copy whose own texts and lists live as long as the arena; what the segment interned lives as long as that is open.
 */
const struct advisory *advisory_keep(struct arena *arena, const struct advisory *advisory);
void slices_keep(struct arena *arena, struct slices *list);
/* Copies to the arena all of a finding that lies elsewhere and is not interned. */
void finding_keep(struct arena *arena, struct finding *finding);

/* Notes the decisions that `explain` asked for. */
void trace_take(struct matcher *matcher, const struct subject *subject, const struct candidates *list);

void problem_add(struct matcher *matcher, enum error_code code, struct slice detail);
/* The end of life of the operating system. */
void support_judge(struct matcher *matcher);
/*
 * Which kinds of packages the database knows nothing of: no_advisory_source where somebody publishes advisories for
 * them, no_feed where nobody does; third_party; feed_fixed_only of the segments that were used.
 */
void gaps_tell(struct matcher *matcher);

#endif
