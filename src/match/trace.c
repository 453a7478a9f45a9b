/* Every record that `explain` asks about, with what was compared and why it did or did not hold. */
#include "match/match.h"

static bool wanted(const struct advisory *advisory, struct slice id)
{
    if (slice_equal_nocase(advisory->id, id))
        return true;
    for (size_t i = 0; i < advisory->aliases.count; i++)
        if (slice_equal_nocase(advisory->aliases.at[i], id))
            return true;
    for (size_t i = 0; i < advisory->vendor_ids.count; i++)
        if (slice_equal_nocase(advisory->vendor_ids.at[i], id))
            return true;
    return false;
}

static struct slice compared(struct arena *arena, const struct subject *subject, const struct advisory *advisory)
{
    struct slice version = judge_operand(subject, advisory), bound = S("(no bound)");
    const char *operator_text = "";

    if (advisory->has_ranges) {
        bound = advisory->ranges.count ? advisory->ranges.at[0] : S("(an empty range)");
    } else if (advisory->fixed_version.len) {
        bound = advisory->fixed_version;
        operator_text = "< ";
    }
    return arena_format(arena, "%s %.*s %.*s %s%.*s", advisory->kind == KIND_SOURCE ? "source" : "package",
                        SLICE_ARG(advisory->package), SLICE_ARG(version), operator_text, SLICE_ARG(bound));
}

void trace_take(struct matcher *matcher, const struct subject *subject, const struct candidates *list)
{
    const struct match_options *options = matcher->options;
    struct arena *arena = matcher->arena;

    if (!options->trace_id.len)
        return;
    if (options->trace_package.len && !slice_equal(options->trace_package, subject->entry->package.name) &&
        !slice_equal(options->trace_package, subject->source_name))
        return;
    for (size_t i = 0; i < list->count; i++) {
        const struct candidate *candidate = &list->at[i];
        if (!wanted(candidate->advisory, options->trace_id))
            continue;
        const struct advisory *advisory = candidate->advisory;
        struct slice reason = slice_text(candidate->reason);
        if (subject->third_party && candidate->decision == DECISION_NONE && subject->entry->origin_reason.len)
            reason = arena_format(arena, "%s: %.*s", candidate->reason, SLICE_ARG(subject->entry->origin_reason));
        struct slices symbols = advisory->symbols;
        slices_keep(arena, &symbols);
        *ARENA_PUSH(arena, &matcher->findings->trace) = (struct trace_step){
            .package = subject->entry,
            .advisory = arena_copy(arena, advisory->vendor_ids.count ? advisory->vendor_ids.at[0] : advisory->id),
            .segment = candidate->segment,
            .symbols = symbols,
            .rule = compared(arena, subject, advisory),
            .held = candidate->decision == DECISION_AFFECTED,
            .reason = reason,
        };
    }
}
