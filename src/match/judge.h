/*
 * One advisory against one package: does it speak of it (reach), and is the installed version in its affected set. The
 * rules and their numbers are those of the matching corpus (its FORMAT.md, "Evaluation"); each has a row or a function.
 */
#ifndef SEAWORTHY_MATCH_JUDGE_H
#define SEAWORTHY_MATCH_JUDGE_H

#include "advisory/ecosystem.h"
#include "base/map.h"
#include "match/finding.h"
#include "version/version.h"

/* A package as rules look at it; made once a package. */
struct subject {
    const struct inventory_package *entry;
    const struct os *os;
    struct slice version;              /* complete: epoch:version-release */
    struct slice source_name;          /* own name where it has none */
    struct slice source_version;       /* complete */
    struct slice module;               /* "name:stream" of its label, or empty */
    struct slices repos;               /* CPEs of the products that its repositories belong to; empty: not known */
    const struct ecosystem *ecosystem; /* of its type; NULL: none of those that we know */
    struct slice key;                  /* name as its ecosystem files it */
    /*
     * Of a package whose files the distribution's package manager put there: all names of flaws that the distribution
     * speaks of for the package that owns them. NULL for others.
     */
    struct map *owner_names;
    bool on_linux; /* what is looked at runs on Linux */
    bool declared; /* and such packages are not gated */
    bool third_party;
    uint64_t minor; /* of the operating system: 4 of "9.4", 0 where it tells none */
};
void subject_init(struct arena *arena, const struct inventory_package *entry, const struct os *os,
                  struct subject *subject);

/* Whether a distribution's record is about this package in this release, whatever it says. */
bool judge_names(const struct subject *subject, const struct advisory *advisory);
/* The distribution's package manager put the files of this package there: its advisories come first. */
bool judge_owned(const struct inventory_package *entry);
/* It was installed by the distribution's package manager, not by that of a language. */
bool judge_of_system(struct slice type);

/* Why a record does not reach a package; NULL when it does. The text is a constant, one sentence for the trace. */
const char *judge_reach(const struct subject *subject, const struct advisory *advisory);

/* The version that the record speaks of: the source's or the binary's (rule 5). */
struct slice judge_operand(const struct subject *subject, const struct advisory *advisory);

enum judge_answer { JUDGE_CLEAN, JUDGE_AFFECTED, JUDGE_INVALID };
/* Whether the installed version is in the record's affected set (rules 8 and 9), whatever its status says. */
enum judge_answer judge_version(const struct subject *subject, const struct advisory *advisory);

/* The minor release that a build was made for: 6 of "1.el8_6.2"; -1 without such a tag. */
int judge_build_minor(struct slice version);
/* An extended stream of RHEL is enabled: there each minor release has errata of its own. */
bool judge_extended_stream(const struct os *os);

#endif
