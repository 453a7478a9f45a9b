#include "policy/policy.h"

/* Words of --fail-on that are no severity. */
enum policy_kind { POLICY_SEVERITY, POLICY_KEV, POLICY_EPSS, POLICY_MALWARE, POLICY_UPSTREAM, POLICY_END_OF_LIFE };

struct policy_rule {
    struct slice text;
    enum policy_kind kind;
    enum severity least;
    double above;
};

static const struct {
    const char *word;
    enum policy_kind kind;
    enum severity least;
} words[] = {
    {"critical", POLICY_SEVERITY, SEVERITY_CRITICAL},
    {"high", POLICY_SEVERITY, SEVERITY_HIGH},
    {"medium", POLICY_SEVERITY, SEVERITY_MEDIUM},
    {"low", POLICY_SEVERITY, SEVERITY_LOW},
    {"negligible", POLICY_SEVERITY, SEVERITY_NEGLIGIBLE},
    {"any", POLICY_SEVERITY, SEVERITY_UNKNOWN},
    {"kev", POLICY_KEV, SEVERITY_UNKNOWN},
    {"malware", POLICY_MALWARE, SEVERITY_UNKNOWN},
    {"upstream-of-owned", POLICY_UPSTREAM, SEVERITY_UNKNOWN},
    {"eol", POLICY_END_OF_LIFE, SEVERITY_UNKNOWN},
};

/* "0.5": digits, at most nine of them behind the point; between 0 and 1. */
static bool parse_share(struct slice text, double *share)
{
    struct slice whole, part;
    uint64_t left, right = 0, scale = 1;

    if (slice_cut(text, '.', &whole, &part) && (part.len == 0 || part.len > 9 || !slice_decimal(part, &right)))
        return false;
    if (!slice_decimal(whole, &left) || left > 1)
        return false;
    for (size_t i = 0; i < part.len; i++)
        scale *= 10;
    *share = (double)left + (double)right / (double)scale;
    return *share <= 1;
}

static bool parse_rule(struct slice text, struct policy_rule *rule)
{
    *rule = (struct policy_rule){.text = text};
    if (slice_starts(text, S("epss>"))) {
        rule->kind = POLICY_EPSS;
        return parse_share(slice_skip(text, 5), &rule->above);
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (slice_equal(text, slice_text(words[i].word))) {
            rule->kind = words[i].kind;
            rule->least = words[i].least;
            return true;
        }
    return false;
}

bool policy_parse(struct arena *arena, struct slice text, struct policy *policy, struct error *error)
{
    struct {
        struct policy_rule *at;
        size_t count, room;
    } rules = {0};
    struct slice word;

    while (slice_next(&text, ',', &word)) {
        struct policy_rule rule;
        word = slice_trim(word);
        if (!word.len)
            continue;
        if (!parse_rule(word, &rule))
            return fail(
                error, ERROR_USAGE,
                "--fail-on '%.*s': not a rule; the rules are critical, high, medium, low, negligible, any, kev, "
                "epss>NUMBER (0 to 1), malware, upstream-of-owned, eol",
                SLICE_ARG(word));
        *ARENA_PUSH(arena, &rules) = rule;
    }
    policy->rules = rules.at;
    policy->count = rules.count;
    return true;
}

static bool is_malicious(const struct finding *finding)
{
    for (size_t i = 0; i < finding->marks.count; i++)
        if (slice_equal(finding->marks.at[i], S("malicious")))
            return true;
    return false;
}

static bool rule_meets(const struct policy_rule *rule, const struct finding *finding)
{
    switch (rule->kind) {
    case POLICY_SEVERITY: return finding->severity >= rule->least;
    case POLICY_KEV: return finding->kev;
    case POLICY_EPSS: return finding->epss > rule->above;
    case POLICY_MALWARE: return is_malicious(finding);
    case POLICY_UPSTREAM: /* told by a count: they are not affected for sure, and in the list only when asked for */
    case POLICY_END_OF_LIFE: return false;
    }
    return false;
}

static uint64_t rule_count(const struct policy_rule *rule, const struct findings *findings)
{
    uint64_t count = 0;

    if (rule->kind == POLICY_END_OF_LIFE)
        return slice_equal(findings->support_state, S("ended"));
    if (rule->kind == POLICY_UPSTREAM)
        return findings->upstream_of_owned;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->at[i];
        if (finding->gated && finding->status == FINDING_AFFECTED && rule_meets(rule, finding))
            count++;
    }
    return count;
}

/* One reason a code, in the order of the codes. */
static size_t blocking_reasons(const struct problem *problems, size_t count, struct verdict_reason *reasons)
{
    size_t found = 0;

    for (int code = ERROR_NONE + 1; code < ERROR_COUNT; code++) {
        uint64_t same = 0;
        for (size_t i = 0; i < count; i++)
            same += problems[i].code == (enum error_code)code && problem_blocking(&problems[i]);
        if (same)
            reasons[found++] = (struct verdict_reason){slice_text(problem_kind((enum error_code)code)->name), same};
    }
    return found;
}

void policy_judge(struct arena *arena, const struct policy *policy, const struct findings *findings,
                  const struct problem *problems, size_t problem_count, struct judgement *judgement)
{
    judgement->verdict = VERDICT_PASS;
    judgement->reasons = arena_array(arena, struct verdict_reason, policy->count + ERROR_COUNT);
    judgement->reason_count = 0;
    judgement->asked = policy->count > 0;
    for (size_t i = 0; i < policy->count; i++) {
        uint64_t count = rule_count(&policy->rules[i], findings);
        if (!count)
            continue;
        judgement->verdict = VERDICT_FAIL;
        judgement->reasons[judgement->reason_count++] = (struct verdict_reason){policy->rules[i].text, count};
    }
    size_t blocking = blocking_reasons(problems, problem_count, judgement->reasons + judgement->reason_count);
    judgement->reason_count += blocking;
    if (blocking && judgement->verdict == VERDICT_PASS)
        judgement->verdict = VERDICT_INCOMPLETE;
}

int verdict_exit(enum verdict verdict)
{
    static const int exits[] = {[VERDICT_PASS] = 0, [VERDICT_FAIL] = 1, [VERDICT_INCOMPLETE] = 3};
    return exits[verdict];
}
