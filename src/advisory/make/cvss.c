/* Vectors and words of all sources, days and rejections of CVEs: the segment "cvss". */
#include "advisory/make/blocks.h"
#include "advisory/make/collect.h"
#include "base/sort.h"

static int compare_words(const void *a, const void *b, void *context)
{
    const struct build_word *one = a, *other = b;
    const struct intern *interned = context;
    int order;

    if (one->cve != other->cve)
        return one->cve < other->cve ? -1 : 1;
    order = slice_compare(intern_at(interned, one->source), intern_at(interned, other->source));
    if (order == 0)
        order = slice_compare(intern_at(interned, one->vector), intern_at(interned, other->vector));
    return order ? order : (int)one->severity - (int)other->severity;
}

static int compare_cves(const void *a, const void *b, void *context)
{
    uint32_t one = ((const struct build_cve *)a)->cve, other = ((const struct build_cve *)b)->cve;

    (void)context;
    return one < other ? -1 : one > other;
}

/* Texts by number, how often each is used, and the ids that they get: what is used most gets the smallest. */
struct use {
    uint32_t text, id;
    size_t uses;
};
struct uses {
    struct use *at;
    size_t count;
};

static int compare_texts(const void *a, const void *b, void *context)
{
    uint32_t one = ((const struct use *)a)->text, other = ((const struct use *)b)->text;

    (void)context;
    return one < other ? -1 : one > other;
}

static int compare_uses(const void *a, const void *b, void *context)
{
    const struct use *one = a, *other = b;
    const struct intern *interned = context;

    if (one->uses != other->uses)
        return one->uses > other->uses ? -1 : 1;
    return slice_compare(intern_at(interned, one->text), intern_at(interned, other->text));
}

static struct uses words_uses(struct build *build, struct arena *arena, struct segment_writer *writer)
{
    struct uses uses = {.at = arena_array(arena, struct use, 2 * build->words.count + 1)};
    size_t kept = 0;

    for (size_t i = 0; i < build->words.count; i++) {
        uses.at[uses.count++] = (struct use){.text = build->words.at[i].source, .uses = 1};
        if (build->words.at[i].vector != build->empty)
            uses.at[uses.count++] = (struct use){.text = build->words.at[i].vector, .uses = 1};
    }
    sort_items(uses.at, uses.count, sizeof uses.at[0], compare_texts, NULL);
    for (size_t i = 0; i < uses.count; i++) {
        if (kept && uses.at[kept - 1].text == uses.at[i].text)
            uses.at[kept - 1].uses++;
        else
            uses.at[kept++] = uses.at[i];
    }
    uses.count = kept;
    sort_items(uses.at, uses.count, sizeof uses.at[0], compare_uses, &build->interned);
    for (size_t i = 0; i < uses.count; i++) {
        uses.at[i].id = (uint32_t)i + 1;
        segment_put_word(writer, uses.at[i].id, intern_at(&build->interned, uses.at[i].text));
    }
    sort_items(uses.at, uses.count, sizeof uses.at[0], compare_texts, NULL);
    return uses;
}

static uint32_t use_id(const struct uses *uses, uint32_t text)
{
    return uses->at[SORTED_FIRST(uses->count, i, uses->at[i].text >= text)].id;
}

/* Each said once. */
static void words_distinct(struct build *build)
{
    struct build_word *at = build->words.at;
    size_t kept = 0;

    sort_items(at, build->words.count, sizeof at[0], compare_words, &build->interned);
    for (size_t i = 0; i < build->words.count; i++)
        if (kept == 0 || compare_words(&at[i], &at[kept - 1], &build->interned) != 0)
            at[kept++] = at[i];
    build->words.count = kept;
}

/* One a CVE: the earliest day; rejected when anybody says so. */
static void cves_distinct(struct build *build)
{
    struct build_cve *at = build->cves.at;
    size_t kept = 0;

    sort_items(at, build->cves.count, sizeof at[0], compare_cves, NULL);
    for (size_t i = 0; i < build->cves.count; i++) {
        struct build_cve *last = kept ? &at[kept - 1] : NULL;
        if (last == NULL || last->cve != at[i].cve) {
            at[kept++] = at[i];
            continue;
        }
        last->rejected |= at[i].rejected;
        if (at[i].published && (last->published == 0 || at[i].published < last->published))
            last->published = at[i].published;
    }
    build->cves.count = kept;
}

enum { WORDS_OF_CVE = 64 /* what more say is left out: nobody has that many */ };

static struct slice cvss_entry(struct build *build, struct arena *arena, const struct uses *uses,
                               const struct build_cve *cve, const struct build_word *words, size_t count)
{
    struct bytes bytes = {.arena = arena};
    bool published = cve && cve->published;

    count = count < WORDS_OF_CVE ? count : WORDS_OF_CVE;
    bytes_put_u8(&bytes, (uint8_t)((published ? CVES_PUBLISHED : 0) | (cve && cve->rejected ? CVES_REJECTED : 0)));
    if (published)
        bytes_put_number(&bytes, cve->published);
    bytes_put_number(&bytes, count);
    for (size_t i = 0; i < count; i++) {
        bool vector = words[i].vector != build->empty;
        bytes_put_number(&bytes, use_id(uses, words[i].source));
        bytes_put_number(&bytes, vector ? use_id(uses, words[i].vector) : 0);
        if (!vector)
            bytes_put_number(&bytes, words[i].severity);
    }
    return bytes_slice(&bytes);
}

static void put_cvss(struct build *build, struct blocks *blocks, const struct uses *uses)
{
    size_t w = 0, c = 0;

    while (w < build->words.count || c < build->cves.count) {
        uint32_t of_word = w < build->words.count ? build->words.at[w].cve : UINT32_MAX;
        uint32_t of_cve = c < build->cves.count ? build->cves.at[c].cve : UINT32_MAX;
        uint32_t code = of_word < of_cve ? of_word : of_cve;
        size_t end = w;
        while (end < build->words.count && build->words.at[end].cve == code)
            end++;
        blocks_put(blocks, code,
                   cvss_entry(build, blocks_arena(blocks, code), uses, of_cve == code ? &build->cves.at[c] : NULL,
                              build->words.at + w, end - w));
        w = end;
        c += of_cve == code;
    }
}

bool build_write_cvss(struct build *build, const char *folder, struct error *error)
{
    char *draft = build_draft(build, folder, SEGMENT_NAME_CVSS);
    struct segment_writer *writer;
    struct arena *arena;
    struct blocks blocks;
    struct uses uses;
    bool good;

    if (build->words.count == 0 && build->cves.count == 0)
        return true;
    words_distinct(build);
    cves_distinct(build);
    arena = arena_create_simple();
    writer = segment_create(arena, draft, SEGMENT_CVES, SEGMENT_NAME_CVSS, error);
    good = writer != NULL;
    if (good) {
        uses = words_uses(build, arena, writer);
        blocks_init(&blocks, writer);
        put_cvss(build, &blocks, &uses);
        blocks_finish(&blocks);
        good = segment_finish(writer, error);
    }
    arena_destroy(arena);
    return good && build_keep(build, folder, SEGMENT_NAME_CVSS, build_says(build, BUILD_CVSS), error);
}
