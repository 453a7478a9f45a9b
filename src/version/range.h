/*
 * Range languages: what packagers write to say which versions they mean ("^1.2", "[1.0,2.0)", "~> 1.2 and != 1.3"). One
 * file each, one line each in languages.h. The clauses of advisory records are no such language: version_range().
 */
#ifndef SEAWORTHY_VERSION_RANGE_H
#define SEAWORTHY_VERSION_RANGE_H

#include "version/version.h"

struct version_language {
    const char *name; /* "npm", as `compare` names it: of a scheme, or its own */
    /*
     * returns  VERSION_INVALID when the range or the version is none; a range is read to its end before it is answered.
     *          No allocation; linear in the range times the version.
     */
    enum version_answer (*contains)(struct slice range, struct slice version);
};

/* returns  the row, or NULL */
const struct version_language *version_language(struct slice name);
/* returns  row number `index`, or NULL behind the last */
const struct version_language *version_language_at(size_t index);

/* What follows is for the languages themselves. */

#define ROW(row) extern const struct version_scheme row;
#include "version/rows.h"
#undef ROW

enum { RANGE_LESS = 1, RANGE_EQUAL = 2, RANGE_GREATER = 4 };

struct range_operator {
    struct slice text;
    unsigned accepts; /* which orders of version and bound it lets pass; other bits are the language's own */
};

/* Takes the longest of `operators` off `*rest`; NULL when none stands there. The one that begins another is behind it.
 */
const struct range_operator *range_take_operator(struct slice *rest, const struct range_operator *operators,
                                                 size_t count);

bool range_is_blank(uint8_t byte);
struct slice range_trim(struct slice text);

static inline bool range_holds(unsigned accepts, int order)
{
    return accepts & (order < 0 ? RANGE_LESS : order > 0 ? RANGE_GREATER : RANGE_EQUAL);
}

static inline enum version_answer range_answer(bool yes)
{
    return yes ? VERSION_YES : VERSION_NO;
}

/* An answer that is invalid stays so; else both (either) must be yes. */
enum version_answer range_and(enum version_answer a, enum version_answer b);
enum version_answer range_or(enum version_answer a, enum version_answer b);

/* Words of a language with parentheses; `atom` takes one comparison off `*rest`, which starts with no blank. */
struct range_grammar {
    struct slice conjunction, disjunction;
    enum version_answer (*atom)(struct slice *rest, struct slice version);
};
enum version_answer range_expression(const struct range_grammar *grammar, struct slice range, struct slice version);

/*
 * The number after `digits`, in `room` bytes of `buffer`.
 * returns  empty when it does not fit
 */
struct slice range_next_number(struct slice digits, uint8_t *buffer, size_t room);

#endif
