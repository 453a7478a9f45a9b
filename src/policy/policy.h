/* Findings to a verdict: what --fail-on names, and what could not be looked at. */
#ifndef SEAWORTHY_POLICY_POLICY_H
#define SEAWORTHY_POLICY_POLICY_H

#include "match/finding.h"

enum verdict { VERDICT_PASS, VERDICT_FAIL, VERDICT_INCOMPLETE };

struct policy_rule; /* one of --fail-on */
struct policy {
    struct policy_rule *rules;
    size_t count;
};

struct verdict_reason {
    struct slice rule; /* as written: "high", "kev", "epss>0.5"; for incomplete: the problem's code */
    uint64_t count;
};

struct judgement {
    enum verdict verdict;
    bool asked; /* --fail-on named something: without it no finding fails */
    struct verdict_reason *reasons;
    size_t reason_count;
};

/* "high,kev,epss>0.5"; empty: nothing fails. fails  ERROR_USAGE naming the word and the known ones */
bool policy_parse(struct arena *arena, struct slice text, struct policy *policy, struct error *error);
/* `problems` are all of the report (inventory's and findings'). Exit status: verdict_exit. */
void policy_judge(struct arena *arena, const struct policy *policy, const struct findings *findings,
                  const struct problem *problems, size_t problem_count, struct judgement *judgement);
int verdict_exit(enum verdict verdict);

#endif
