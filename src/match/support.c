/* Whether the operating system is still supported, at the day of the scan. */
#include "match/match.h"

void support_judge(struct matcher *matcher)
{
    struct findings *findings = matcher->findings;
    const struct os *os = &matcher->inventory->os;
    struct slice now = matcher->options->now;

    findings->support_state = S("unknown");
    if (!os->product.len ||
        !database_support(matcher->database, os->product, os->release, matcher->arena, &findings->support))
        return;
    struct slice end = findings->support.end_of_life, extended = findings->support.extended_until;
    bool ended = findings->support.ended || (end.len && slice_compare(now, end) > 0);
    if (!ended)
        findings->support_state = end.len ? S("supported") : S("unknown");
    else if (extended.len && slice_compare(now, extended) <= 0)
        findings->support_state = S("extended");
    else
        findings->support_state = S("ended");
    struct slice last = extended.len ? extended : end;
    if (slice_equal(findings->support_state, S("ended")))
        problem_add(matcher, ERROR_END_OF_LIFE,
                    arena_format(matcher->arena,
                                 "%.*s %.*s is past its end of life%s%.*s: its flaws are no longer fixed, and new "
                                 "ones are not recorded",
                                 SLICE_ARG(os->said_id), SLICE_ARG(os->release), last.len ? " since " : "",
                                 SLICE_ARG(last)));
}
