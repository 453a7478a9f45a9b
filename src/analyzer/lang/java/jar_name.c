#include "analyzer/lang/java/jar_name.h"

static const struct {
    struct slice suffix;
    bool ambiguous;
} suffixes[] = {
    {S_INIT(".jar"), false}, {S_INIT(".war"), false}, {S_INIT(".ear"), false},
    {S_INIT(".hpi"), false}, {S_INIT(".jpi"), false}, {S_INIT(".aar"), false},
    {S_INIT(".lpkg"), true}, {S_INIT(".kar"), true},  {S_INIT(".par"), true}, /* archives of Perl */
    {S_INIT(".sar"), true},                                                   /* reports of sysstat, SAP archives */
    {S_INIT(".nar"), true},                                                   /* archives of Nix */
};

/* Behind the version: what was put into the archive, not which version of it. */
static const struct slice classifiers[] = {
    S_INIT("sources"), S_INIT("javadoc"),    S_INIT("tests"), S_INIT("test-sources"),
    S_INIT("shaded"),  S_INIT("all"),        S_INIT("exec"),  S_INIT("jar-with-dependencies"),
    S_INIT("uber"),    S_INIT("standalone"), S_INIT("plain"),
};

/* Words that a version may have between its numbers: "2.0-rc-1", "1.0-beta-9". */
static const struct slice qualifiers[] = {
    S_INIT("alpha"), S_INIT("beta"), S_INIT("m"),   S_INIT("rc"),    S_INIT("cr"),  S_INIT("snapshot"), S_INIT("ga"),
    S_INIT("final"), S_INIT("sp"),   S_INIT("jre"), S_INIT("build"), S_INIT("rev"), S_INIT("release"),  S_INIT("b"),
};

static int suffix_find(struct slice name)
{
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
        struct slice suffix = suffixes[i].suffix;
        if (name.len >= suffix.len && slice_equal_nocase(slice_skip(name, name.len - suffix.len), suffix))
            return (int)i;
    }
    return -1;
}

bool jar_named(struct slice name)
{
    return suffix_find(name) >= 0;
}

bool jar_named_ambiguous(struct slice name)
{
    int found = suffix_find(name);
    return found < 0 || suffixes[found].ambiguous;
}

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* A word of the version: begins with a digit, or is a qualifier with digits behind it. */
static bool version_word(struct slice word)
{
    if (word.len == 0 || is_digit(word.at[0]))
        return word.len > 0;
    while (word.len > 0 && (is_digit(word.at[word.len - 1]) || word.at[word.len - 1] == '.'))
        word.len--;
    for (size_t i = 0; i < sizeof(qualifiers) / sizeof(qualifiers[0]); i++)
        if (slice_equal_nocase(word, qualifiers[i]))
            return true;
    return false;
}

/* Whether a version begins here: no word that belongs to a name comes before a later number ("1.2-api-2.17.1"). */
static bool version_begins(struct slice text)
{
    bool named = false;
    struct slice word;

    while (slice_next(&text, '-', &word)) {
        bool fits = version_word(word);
        if (fits && named && is_digit(word.at[0]))
            return false;
        named |= !fits;
    }
    return true;
}

static struct slice without_classifier(struct slice version)
{
    for (size_t i = 0; i < sizeof(classifiers) / sizeof(classifiers[0]); i++) {
        size_t len = classifiers[i].len + 1;
        if (version.len > len && slice_ends(version, classifiers[i]) && version.at[version.len - len] == '-')
            return slice_head(version, version.len - len);
    }
    return version;
}

/* The form of OSGi bundles: NAME_1.2.3 with an underscore, where Scala's "NAME_2.13" has but one dot. */
static bool osgi_cut(struct slice base, struct jar_name *name)
{
    size_t at = slice_find_last(base, '_'), dots = 0;
    struct slice version = slice_skip(base, at + 1);

    for (size_t i = 0; i < version.len; i++)
        dots += version.at[i] == '.';
    if (at == base.len || dots < 2 || !is_digit(version.at[0]))
        return false;
    *name = (struct jar_name){slice_head(base, at), version};
    return true;
}

struct jar_name jar_name(struct slice base)
{
    struct jar_name name;
    int suffix = suffix_find(base);

    if (suffix >= 0)
        base.len -= suffixes[suffix].suffix.len;
    for (size_t i = 1; i + 1 < base.len; i++)
        if (base.at[i] == '-' && is_digit(base.at[i + 1]) && version_begins(slice_skip(base, i + 1)))
            return (struct jar_name){slice_head(base, i), without_classifier(slice_skip(base, i + 1))};
    if (osgi_cut(base, &name))
        return name;
    return (struct jar_name){base, {0}};
}
