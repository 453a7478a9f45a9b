/*
 * Whether the installed version is in the affected set of a record that reaches the package. The rules are those of the
 * matching corpus (its FORMAT.md, "Evaluation", 5, 8 and 9).
 */
#ifndef SEAWORTHY_MATCH_JUDGE_H
#define SEAWORTHY_MATCH_JUDGE_H

#include "advisory/advisory.h"
#include "match/subject.h"
#include "version/version.h"

/* The record speaks of the source package, or its version is that of the source. */
bool judge_by_source(const struct subject *subject, const struct advisory *advisory);
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
