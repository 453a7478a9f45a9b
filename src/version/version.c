#include "version/version.h"

#define ROW(row) extern const struct version_scheme row;
#include "version/rows.h"
#undef ROW

static const struct version_scheme *const rows[] = {
#define ROW(row) &row,
#include "version/rows.h"
#undef ROW
};

/* A comparison of a clause; `accepts` has a bit for each order that it lets pass. */
enum { LESS = 1, EQUAL = 2, GREATER = 4 };
static const struct {
    struct slice text;
    unsigned accepts;
} operators[] = {
    {S_INIT(""), EQUAL},
    {S_INIT("="), EQUAL},
    {S_INIT("=="), EQUAL},
    {S_INIT("<"), LESS},
    {S_INIT("<="), LESS | EQUAL},
    {S_INIT(">"), GREATER},
    {S_INIT(">="), GREATER | EQUAL},
    {S_INIT("!="), LESS | GREATER},
};

const struct version_scheme *version_scheme_at(size_t index)
{
    return index < sizeof(rows) / sizeof(*rows) ? rows[index] : NULL;
}

const struct version_scheme *version_scheme(struct slice name)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        if (slice_equal(name, slice_text(rows[i]->name)))
            return rows[i];
        for (const char *const *also = rows[i]->also; also && *also; also++)
            if (slice_equal(name, slice_text(*also)))
                return rows[i];
    }
    return NULL;
}

bool version_placed(const struct version_scheme *scheme, struct slice version)
{
    return version.len > 0 && (scheme->valid(version) || (scheme->places && scheme->places(version)));
}

bool version_judged(const struct version_scheme *scheme, struct slice version)
{
    return version_placed(scheme, version) && (!scheme->judged || scheme->judged(version));
}

char version_compare(const struct version_scheme *scheme, struct slice a, struct slice b)
{
    if (!version_placed(scheme, a) || !version_placed(scheme, b))
        return '!';
    if (slice_equal(a, b))
        return scheme->valid(a) ? '=' : '!';
    int order = scheme->compare(a, b);
    return order < 0 ? '<' : order > 0 ? '>' : '=';
}

static bool version_is_operator(uint8_t byte)
{
    return byte == '<' || byte == '>' || byte == '=' || byte == '!';
}

static bool version_is_separator(uint8_t byte)
{
    return byte == ',' || byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static size_t version_run(struct slice s, bool (*of_kind)(uint8_t byte), bool is)
{
    size_t len = 0;
    while (len < s.len && of_kind(s.at[len]) == is)
        len++;
    return len;
}

/* returns  what the operator accepts, 0 when there is no such operator */
static unsigned version_accepts(struct slice text)
{
    for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++)
        if (slice_equal(text, operators[i].text))
            return operators[i].accepts;
    return 0;
}

/* Takes operator and bound, blanks between them or not, off a clause that starts with neither ',' nor blank. */
static enum version_answer version_one(const struct version_scheme *scheme, struct slice *clause, struct slice version)
{
    size_t len = version_run(*clause, version_is_operator, true);
    unsigned accepts = version_accepts(slice_head(*clause, len));
    *clause = slice_skip(*clause, len);
    while (clause->len && clause->at[0] != ',' && version_is_separator(clause->at[0]))
        *clause = slice_skip(*clause, 1);

    len = version_run(*clause, version_is_separator, false);
    struct slice bound = slice_head(*clause, len);
    *clause = slice_skip(*clause, len);
    if (!accepts || !version_judged(scheme, bound))
        return VERSION_INVALID;
    int order = scheme->compare(version, bound);
    return accepts & (order < 0 ? LESS : order > 0 ? GREATER : EQUAL) ? VERSION_YES : VERSION_NO;
}

enum version_answer version_range(const struct version_scheme *scheme, struct slice clause, struct slice version)
{
    enum version_answer answer = VERSION_YES;

    if (!version_judged(scheme, version))
        return VERSION_INVALID;
    for (;;) {
        clause = slice_skip(clause, version_run(clause, version_is_separator, true));
        if (clause.len == 0)
            return answer;
        enum version_answer one = version_one(scheme, &clause, version);
        if (one == VERSION_INVALID)
            return VERSION_INVALID;
        if (one == VERSION_NO)
            answer = VERSION_NO;
    }
}
