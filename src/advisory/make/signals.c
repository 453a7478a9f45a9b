/* What changes daily: EPSS and KEV, the segment "signals". */
#include "advisory/day.h"
#include "advisory/make/blocks.h"
#include "advisory/make/collect.h"
#include "base/sort.h"

static int compare_codes(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_epss(const void *a, const void *b, void *context)
{
    const struct build_epss *one = a, *other = b;
    int order = compare_codes(one->cve, other->cve);

    (void)context;
    if (order == 0)
        order = compare_codes(other->score, one->score);
    return order ? order : compare_codes(other->percentile, one->percentile);
}

static int compare_kev(const void *a, const void *b, void *context)
{
    (void)context;
    return compare_codes(((const struct build_kev *)a)->cve, ((const struct build_kev *)b)->cve);
}

/* One a CVE: the highest score, where somebody gave two. */
static void epss_distinct(struct build *build)
{
    struct build_epss *at = build->epss.at;
    size_t kept = 0;

    sort_items(at, build->epss.count, sizeof at[0], compare_epss, NULL);
    for (size_t i = 0; i < build->epss.count; i++)
        if (kept == 0 || at[i].cve != at[kept - 1].cve)
            at[kept++] = at[i];
    build->epss.count = kept;
}

static uint32_t day_first(uint32_t a, uint32_t b)
{
    return a && (b == 0 || a < b) ? a : b;
}

static void kev_distinct(struct build *build)
{
    struct build_kev *at = build->kev.at;
    size_t kept = 0;

    sort_items(at, build->kev.count, sizeof at[0], compare_kev, NULL);
    for (size_t i = 0; i < build->kev.count; i++) {
        struct build_kev *last = kept ? &at[kept - 1] : NULL;
        if (last == NULL || last->cve != at[i].cve) {
            at[kept++] = at[i];
            continue;
        }
        last->added = day_first(last->added, at[i].added);
        last->due = day_first(last->due, at[i].due);
        last->ransomware |= at[i].ransomware;
    }
    build->kev.count = kept;
}

static struct slice signals_entry(struct arena *arena, const struct build_epss *epss, const struct build_kev *kev)
{
    struct bytes bytes = {.arena = arena};

    bytes_put_u8(&bytes, (uint8_t)((epss ? CVES_EPSS : 0) | (kev ? CVES_KEV : 0) |
                                   (kev && kev->ransomware ? CVES_RANSOMWARE : 0)));
    if (epss) {
        bytes_put_number(&bytes, epss->score);
        bytes_put_number(&bytes, epss->percentile);
    }
    if (kev) {
        bytes_put_number(&bytes, kev->added);
        bytes_put_number(&bytes, kev->due);
    }
    return bytes_slice(&bytes);
}

static void put_signals(const struct build *build, struct blocks *blocks)
{
    size_t e = 0, k = 0;

    while (e < build->epss.count || k < build->kev.count) {
        uint32_t of_epss = e < build->epss.count ? build->epss.at[e].cve : UINT32_MAX;
        uint32_t of_kev = k < build->kev.count ? build->kev.at[k].cve : UINT32_MAX;
        uint32_t code = of_epss < of_kev ? of_epss : of_kev;
        blocks_put(blocks, code,
                   signals_entry(blocks_arena(blocks, code), of_epss == code ? &build->epss.at[e] : NULL,
                                 of_kev == code ? &build->kev.at[k] : NULL));
        e += of_epss == code;
        k += of_kev == code;
    }
}

/* Scores mean little without their day. */
static void put_epss_day(struct build *build, struct segment_writer *writer)
{
    uint32_t newest = 0;

    for (size_t i = 0; i < build->sources.count; i++) {
        const struct build_source *source = &build->sources.at[i];
        uint32_t day = source->day ? source->day : source->day_otherwise;
        if (source->scores && day > newest)
            newest = day;
    }
    if (newest)
        segment_put_meta(writer, S("epss_date"), day_text(build->arena, newest));
}

bool build_write_signals(struct build *build, const char *folder, struct error *error)
{
    char *draft = build_draft(build, folder, SEGMENT_NAME_SIGNALS);
    struct segment_writer *writer;
    struct arena *arena;
    struct blocks blocks;
    bool good;

    if (build->epss.count == 0 && build->kev.count == 0)
        return true;
    epss_distinct(build);
    kev_distinct(build);
    arena = arena_create_simple();
    writer = segment_create(arena, draft, SEGMENT_CVES, SEGMENT_NAME_SIGNALS, error);
    good = writer != NULL;
    if (good) {
        put_epss_day(build, writer);
        blocks_init(&blocks, writer);
        put_signals(build, &blocks);
        blocks_finish(&blocks);
        good = segment_finish(writer, error);
    }
    arena_destroy(arena);
    return good && build_keep(build, folder, SEGMENT_NAME_SIGNALS, build_says(build, BUILD_SIGNALS), error);
}
