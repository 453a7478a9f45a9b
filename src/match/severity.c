#include "match/severity.h"

#include "advisory/feed/feed.h"
#include "match/cvss.h"

/* After the matched record: contracts.md, "Order of words on severity". What is not here comes last, by name. */
static const struct slice order[] = {S_INIT("ghsa"), S_INIT("cna"), S_INIT("cisa-adp"),
                                     S_INIT("cisa"), S_INIT("nvd"), S_INIT("osv")};
enum { ORDERED = sizeof(order) / sizeof(order[0]) };

/* Under which name a distribution's word on a CVE as a whole stands among the words of all sources. */
static const struct {
    struct slice distro, source;
} own_words[] = {{S_INIT("rhel"), S_INIT("redhat")},
                 {S_INIT("ubuntu"), S_INIT("ubuntu")},
                 {S_INIT("debian"), S_INIT("debian")},
                 {S_INIT("ol"), S_INIT("oracle")},
                 {S_INIT("amzn"), S_INIT("amazon")}};

struct words {
    struct severity_word *at;
    size_t count, room;
};

/* A score of 0 is a word too: no impact. */
static enum severity rating(enum cvss_severity severity)
{
    static const enum severity ratings[] = {[CVSS_NONE] = SEVERITY_NEGLIGIBLE,
                                            [CVSS_LOW] = SEVERITY_LOW,
                                            [CVSS_MEDIUM] = SEVERITY_MEDIUM,
                                            [CVSS_HIGH] = SEVERITY_HIGH,
                                            [CVSS_CRITICAL] = SEVERITY_CRITICAL};
    return ratings[severity];
}

/* A word, and a vector when there is one; nothing at all is not added. The same source says a thing once. */
static void add(struct arena *arena, struct words *words, struct slice source, enum severity value, struct slice vector)
{
    struct cvss cvss;
    double score = -1;

    if (vector.len && cvss_parse(vector, &cvss)) {
        score = cvss.version == CVSS_4_0 ? cvss.environmental : cvss.base;
        if (value == SEVERITY_UNKNOWN)
            value = rating(cvss.severity);
    } else {
        vector.len = 0;
    }
    if (value == SEVERITY_UNKNOWN)
        return;
    for (size_t i = 0; i < words->count; i++)
        if (slice_equal(words->at[i].source, source) && words->at[i].value == value &&
            slice_equal(words->at[i].cvss, vector))
            return;
    *ARENA_PUSH(arena, words) =
        (struct severity_word){.source = source, .value = value, .cvss = vector, .score = score};
}

/* One name for a distribution, whether its word stands in the matched record or among those on the CVE as a whole. */
static struct slice speaker_of(const struct advisory *advisory)
{
    const struct feed *feed = feed_named(advisory->source);

    return feed && feed->speaker ? slice_text(feed->speaker) : advisory->source;
}

static bool is_own_word(struct slice distro, struct slice source)
{
    for (size_t i = 0; i < sizeof(own_words) / sizeof(own_words[0]); i++)
        if (slice_equal(distro, own_words[i].distro) && slice_equal(source, own_words[i].source))
            return true;
    return false;
}

static size_t rank(struct slice source)
{
    for (size_t i = 0; i < ORDERED; i++)
        if (slice_equal(source, order[i]))
            return i;
    return ORDERED;
}

void severity_choose(struct arena *arena, const struct advisory *const *matched, size_t count,
                     const struct cve_signals *signals, struct finding *finding)
{
    struct words words = {0};

    for (size_t i = 0; i < count; i++)
        add(arena, &words, speaker_of(matched[i]), severity_of(matched[i]->severity), matched[i]->cvss);
    /* The distribution's word on the CVE, as a word before as a vector. */
    for (int vector = 0; signals && count && vector <= 1; vector++)
        for (size_t i = 0; i < signals->word_count; i++)
            if (is_own_word(matched[0]->distro_id, signals->words[i].source) &&
                (signals->words[i].vector.len > 0) == vector)
                add(arena, &words, signals->words[i].source, signals->words[i].severity, signals->words[i].vector);
    for (size_t place = 0; signals && place <= ORDERED; place++)
        for (size_t i = 0; i < signals->word_count; i++)
            if (rank(signals->words[i].source) == place)
                add(arena, &words, signals->words[i].source, signals->words[i].severity, signals->words[i].vector);
    finding->severities = words.at;
    finding->severity_count = words.count;
    finding->severity = words.count ? words.at[0].value : SEVERITY_UNKNOWN;
    finding->severity_source = words.count ? words.at[0].source : (struct slice){NULL, 0};
}
