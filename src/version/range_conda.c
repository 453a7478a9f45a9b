/*
 * Conda's version specs: comparisons joined by ',' (and) and '|' (or), with parentheses; "1.2.*" and "=1.2" mean all
 * that begin so.
 * Source: conda conda/models/version.py VersionSpec; rattler rattler_conda_types/src/version_spec, lenient.
 */
#include "version/conda.h"
#include "version/range.h"

enum { CONDA_COMPATIBLE = 8, CONDA_STARTS = 16, CONDA_STARTS_NOT = 32 };

static const struct range_operator conda_operators[] = {
    {S_INIT("=="), RANGE_EQUAL},
    {S_INIT("!="), RANGE_LESS | RANGE_GREATER},
    {S_INIT("<="), RANGE_LESS | RANGE_EQUAL},
    {S_INIT(">="), RANGE_GREATER | RANGE_EQUAL},
    {S_INIT("~="), CONDA_COMPATIBLE},
    {S_INIT("<"), RANGE_LESS},
    {S_INIT(">"), RANGE_GREATER},
    {S_INIT("="), CONDA_STARTS},
};

static bool conda_is_atom(uint8_t byte)
{
    return byte != ',' && byte != '|' && byte != '(' && byte != ')' && !range_is_blank(byte);
}

/* Whether `version` is not older, and begins with all components of `bound` but the last. */
static bool conda_compatible(const struct conda *version, const struct conda *bound)
{
    struct conda prefix = {.epoch = bound->epoch, .main = bound->main};
    size_t len = bound->main.len;

    while (len && bound->main.at[len - 1] != '.' && bound->main.at[len - 1] != '_' && bound->main.at[len - 1] != '-')
        len--;
    prefix.main.len = len ? len - 1 : 0;
    return conda_compare_split(version, bound) >= 0 && conda_starts(version, &prefix);
}

static enum version_answer conda_atom(struct slice *rest, struct slice text)
{
    struct slice atom = run_take(rest, conda_is_atom);
    struct conda version, bound;

    if (!conda_split(text, &version) || atom.len == 0)
        return VERSION_INVALID;
    if (slice_equal(atom, S("*")))
        return VERSION_YES;
    const struct range_operator *op =
        range_take_operator(&atom, conda_operators, sizeof(conda_operators) / sizeof(*conda_operators));
    unsigned accepts = op ? op->accepts : RANGE_EQUAL;
    bool star = slice_ends(atom, S("*"));
    atom.len -= star;
    atom.len -= star && slice_ends(atom, S("."));
    if (star && (!op || accepts == (RANGE_LESS | RANGE_GREATER)))
        accepts = op ? CONDA_STARTS_NOT : CONDA_STARTS;
    if (star && accepts == RANGE_GREATER)
        accepts |= RANGE_EQUAL;
    if (!conda_split(atom, &bound))
        return VERSION_INVALID;
    if (accepts == CONDA_COMPATIBLE)
        return range_answer(conda_compatible(&version, &bound));
    if (accepts == CONDA_STARTS || accepts == CONDA_STARTS_NOT)
        return range_answer(conda_starts(&version, &bound) == (accepts == CONDA_STARTS));
    return range_answer(range_holds(accepts, conda_compare_split(&version, &bound)));
}

static enum version_answer conda_contains(struct slice range, struct slice version)
{
    static const struct range_grammar grammar = {
        .conjunction = S_INIT(","), .disjunction = S_INIT("|"), .atom = conda_atom};

    return version_placed(&version_conda, version) ? range_expression(&grammar, range, version) : VERSION_INVALID;
}

const struct version_language language_conda = {.name = "conda", .contains = conda_contains};
