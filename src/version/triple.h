/*
 * What Semantic Versioning and its kin have in common: three numbers, a pre-release after '-', a build after '+', both
 * identifiers joined by dots. Each scheme says in its own file what else it lets pass.
 * Source: semver.org, sections 2 and 9 to 11.
 */
#ifndef SEAWORTHY_VERSION_TRIPLE_H
#define SEAWORTHY_VERSION_TRIPLE_H

#include "version/run.h"

struct triple {
    struct slice number[3]; /* digits; empty where one may be missing, which counts as 0 */
    struct slice more;      /* "4.5" of 1.2.3.4.5, where TRIPLE_MANY lets it be */
    struct slice prerelease, build;
    bool has_prerelease, has_build;
};

/* What is more than semver.org lets pass. */
enum triple_rules {
    TRIPLE_STRICT = 0,
    TRIPLE_ZEROS = 1,            /* leading zeros in the three numbers */
    TRIPLE_IDENTIFIER_ZEROS = 2, /* leading zeros in a pre-release's numbers */
    TRIPLE_SHORT = 4,            /* "1" and "1.2", with nothing behind */
    TRIPLE_MANY = 8,             /* fewer or more than three numbers */
    /* What advisories of strict ecosystems write: "0.8", "19.03.0", "2.10-rc2". */
    TRIPLE_LENIENT = TRIPLE_ZEROS | TRIPLE_IDENTIFIER_ZEROS | TRIPLE_MANY,
};

bool triple_is_identifier(uint8_t byte);

/* All of `text`, or false. */
bool triple_split(struct slice text, unsigned rules, struct triple *triple);

/*
 * Takes identifiers joined by dots off `*rest`, none of them empty; `zeros`: numbers with leading zeros too.
 * returns  false when there is none; then `*rest` is anywhere
 */
bool triple_take_identifiers(struct slice *rest, bool zeros, struct slice *identifiers);

/* Whether each of the numbers is at most `most`; those of identifiers. */
bool triple_at_most(const struct triple *triple, struct slice most);
bool triple_identifiers_at_most(struct slice identifiers, struct slice most);

int triple_compare_identifier(struct slice a, struct slice b);
/* Two lists of identifiers; the longer of two that are alike so far is newer. */
int triple_compare_identifiers(struct slice a, struct slice b);
int triple_compare_numbers(const struct triple *a, const struct triple *b);
/* Numbers and pre-release; the build does not count. */
int triple_compare(const struct triple *a, const struct triple *b);

#endif
