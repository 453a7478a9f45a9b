#include "report/words.h"

const char *finding_status_word(enum finding_status status)
{
    static const char *const words[] = {[FINDING_AFFECTED] = "affected",
                                        [FINDING_UNDER_INVESTIGATION] = "under_investigation",
                                        [FINDING_NOT_AFFECTED] = "not_affected",
                                        [FINDING_FIXED] = "fixed"};
    return words[status];
}

const char *fix_state_word(enum fix_state state)
{
    static const char *const words[] = {[FIX_FIXED] = "fixed",
                                        [FIX_NONE] = "none",
                                        [FIX_WONT_FIX] = "wont_fix",
                                        [FIX_DEFERRED] = "deferred",
                                        [FIX_END_OF_LIFE] = "end_of_life",
                                        [FIX_UNKNOWN] = "unknown"};
    return words[state];
}

const char *match_by_word(enum match_by by)
{
    static const char *const words[] = {[MATCH_SOURCE] = "source",
                                        [MATCH_BINARY] = "binary",
                                        [MATCH_ECOSYSTEM] = "ecosystem",
                                        [MATCH_CPE] = "cpe",
                                        [MATCH_UPSTREAM_OF_OWNED] = "upstream_of_owned"};
    return words[by];
}

const char *verdict_word(enum verdict verdict)
{
    static const char *const words[] = {
        [VERDICT_PASS] = "pass", [VERDICT_FAIL] = "fail", [VERDICT_INCOMPLETE] = "incomplete"};
    return words[verdict];
}

bool report_shows(const struct report_options *options, const struct finding *finding)
{
    if (!options->show_all && finding->status != FINDING_AFFECTED)
        return false;
    if (options->only_fixed && finding->fix.state != FIX_FIXED)
        return false;
    return options->severities >> finding->severity & 1;
}

bool report_used_segment(const struct findings *findings, struct slice name)
{
    for (size_t i = 0; i < findings->segment_count; i++)
        if (slice_equal(findings->segments_used[i], name))
            return true;
    return false;
}
