/* Whose word on severity counts, and all the words there are. */
#ifndef SEAWORTHY_MATCH_SEVERITY_H
#define SEAWORTHY_MATCH_SEVERITY_H

#include "match/finding.h"

/*
 * Fills severity, severity_source, severities of `finding`: the matched record's own word or vector first, then the
 * other sources in the order of the contract. A word that says nothing does not count; a vector without a word is
 * computed.
 */
void severity_choose(struct arena *arena, const struct advisory *const *matched, size_t count,
                     const struct cve_signals *signals, struct finding *finding);

#endif
