#include "cli/context.h"

enum { WORD_MAX = 40 }; /* longer words are no slips of ours */

/* Optimal string alignment: insertions, deletions, substitutions, neighbours that changed places. */
static size_t distance(struct slice a, struct slice b)
{
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];

    for (size_t j = 0; j <= b.len; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t best = last[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1] && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        size_t *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[b.len];
}

const char *nearest_word(struct slice word, const char *const *known, size_t count)
{
    const char *best = NULL;
    size_t best_distance = SIZE_MAX;

    if (word.len == 0 || word.len > WORD_MAX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        struct slice candidate = slice_text(known[i]);
        if (candidate.len > WORD_MAX)
            continue;
        /* A beginning ("--sev") is nearer than any slip. */
        size_t d = word.len > 2 && slice_starts(candidate, word) ? 1 : distance(word, candidate);
        if (d < best_distance) {
            best = known[i];
            best_distance = d;
        }
    }
    return best_distance <= (word.len + 2) / 3 ? best : NULL;
}
