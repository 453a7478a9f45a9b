#include "scan/scan.h"
#include "advisory/day.h"
#include "advisory/segment.h"
#include "scan/layers.h"
#include "scan/lookups.h"
#include "scan/process.h"

/* What one call of scan_target carries along. */
struct scan {
    struct arena *arena;
    const struct scan_options *options;
    struct cache cache;
    const char *worker;
    struct scan_results *results;
};

static struct layers layers_of(struct scan *scan, const struct image *image)
{
    return (struct layers){
        .arena = scan->arena, .options = scan->options, .image = image, .cache = &scan->cache, .worker = scan->worker};
}

/* The image's layers as the inventory and the reports tell them. */
static struct layer_info *layer_infos(struct scan *scan, const struct image *image, const struct layers *layers)
{
    struct layer_info *infos = arena_array(scan->arena, struct layer_info, image->layer_count);

    for (size_t i = 0; i < image->layer_count; i++) {
        const struct image_layer *layer = &image->layers[i];
        bool computed = layers->digests[i].kind != DIGEST_NONE;
        infos[i] = (struct layer_info){
            .index = (int64_t)i,
            .digest = layer->digest.len || !computed ? layer->digest : digest_text(&layers->digests[i], scan->arena),
            .diff_id = layer->diff_id,
            .claimed = !computed,
            .created_by = layer->created_by,
            .size = layer->blob.kind == BLOB_RANGE ? layer->blob.length : 0,
            .empty = layer->empty,
        };
    }
    return infos;
}

/* What is to be told of the image as a whole, and of this machine. */
static void add_problems(struct scan *scan, const struct image *image, struct layers *layers)
{
    size_t claimed = 0;

    for (size_t i = 0; i < image->problems.count; i++)
        *ARENA_PUSH(scan->arena, &layers->problems) = image->problems.at[i];
    for (size_t i = 0; i < image->layer_count; i++)
        claimed += image->layers[i].claimed;
    if (claimed) {
        struct slice text = arena_format(scan->arena, "%zu of %zu layers were read but not hashed: --verify does both",
                                         claimed, image->layer_count);
        layers_problem(layers, ERROR_UNVERIFIED, -1, S(""), arena_text(scan->arena, text));
    }
    if (scan->options->sandbox != SANDBOX_OFF && !process_has_landlock())
        layers_problem(layers, ERROR_LANDLOCK_MISSING, -1, S(""), "this kernel has no Landlock");
}

/*
 * How far the inventory may fill the memory: what is left is for purls, findings and reports. Facts may have taken that
 * much already; some packages must fit all the same.
 *
 * held     bytes of facts, which arena_used does not count
 * returns  what arena_used may be then
 */
static size_t inventory_memory(const struct scan *scan, size_t held)
{
    size_t eighth = (size_t)scan->options->max_memory / 8, used = arena_used(scan->arena) + held;
    size_t most = used < 4 * eighth ? 5 * eighth : used < 6 * eighth ? used + eighth : 7 * eighth;

    return most > held ? most - held : 1;
}

/* What is to be read once more, now that it is known which layers show what. */
static size_t find_missing(struct scan *scan, struct layers *layers, const struct inventory_input *input,
                           struct missing_path **missing)
{
    struct inventory_gates gates = {.wants = lookups_wants, .context = lookups_paths(scan->arena)};
    size_t left_out;

    gates.databases = lookups_databases(scan->arena, &gates.count);
    size_t count = inventory_missing(input, &gates, scan->arena, missing, &left_out);
    if (left_out)
        layers_problem(layers, ERROR_LIMIT, -1, S(""),
                       "too many links stand in the place of files that tell of packages: not all were followed");
    return count;
}

/* Layers to facts, facts to an inventory. */
static bool take_inventory(struct scan *scan, const struct image *image, struct inventory *inventory,
                           struct error *error)
{
    struct layers layers = layers_of(scan, image);
    struct missing_path *missing = NULL;
    const struct facts *late;

    if (!layers_read(&layers, error))
        return false;
    struct inventory_input input = {
        .layers = layer_infos(scan, image, &layers),
        .facts = layers.facts,
        .layer_count = image->layer_count,
        .distro = scan->options->distro,
        .all_layers = scan->options->all_layers,
        .directory = image->directory,
        .memory = inventory_memory(scan, held_bytes(&layers.held)),
    };
    size_t count = image->document ? 0 : find_missing(scan, &layers, &input, &missing);
    if (!layers_late(&layers, missing, count, &late, error))
        return false;
    add_problems(scan, image, &layers);
    input.late = late;
    input.problems = layers.problems.at;
    input.problem_count = layers.problems.count;
    return inventory_build(scan->arena, &input, inventory, error);
}

static bool open_database(struct scan *scan, struct scan_result *result, struct error *error)
{
    const char *folder = scan->options->database;
    struct segment *segment;

    /* One that every scan of a distribution asks, so that a database of another version is told before the layers, too.
     */
    if (database_open(scan->arena, folder, &result->database, error)) {
        if (!database_find(&result->database, SEGMENT_NAME_FACTS) ||
            database_segment(&result->database, SEGMENT_NAME_FACTS, &segment, error))
            return true;
        database_close(&result->database);
        return false;
    }
    if (error->code != ERROR_DATABASE_MISSING)
        return false;
    return fail(
        error, ERROR_DATABASE_MISSING,
        "there is no advisory database: %s: make one with 'seaworthy db build', name another with --db, or list what "
        "is inside with 'seaworthy packages'",
        folder);
}

/* --db-max-age: by the date of the newest record, since a database that is built again of old feeds is no newer. */
static void check_age(struct scan *scan, struct scan_result *result)
{
    uint64_t limit = scan->options->database_max_age / (24 * 60 * 60);
    uint32_t built, now;

    if (scan->options->database_max_age == 0 || !day_parse(scan->options->now, &now))
        return;
    bool known = day_parse(result->database.built, &built);
    if (known && (built >= now || now - built <= limit))
        return;
    struct problem *problem = ARENA_PUSH(scan->arena, &result->findings.problems);
    *problem = (struct problem){.code = ERROR_DATABASE_STALE, .layer = -1};
    problem->detail = known
                          ? arena_format(scan->arena, "the newest advisory is of %.*s, %u days before %.*s",
                                         SLICE_ARG(result->database.built), now - built, SLICE_ARG(scan->options->now))
                          : S("the database does not tell of which day it is");
}

/* Inventory to findings, findings to a verdict. */
static bool judge(struct scan *scan, struct scan_result *result, struct error *error)
{
    struct match_options options = scan->options->match;

    /* Inventory and facts may have taken most; what is left then is for the report. */
    size_t eighth = (size_t)scan->options->max_memory / 8, used = arena_used(scan->arena);
    options.memory = used < 5 * eighth ? 6 * eighth : used < 6 * eighth ? used + eighth : 7 * eighth;
    if (!match_inventory(scan->arena, &result->inventory, &result->database, &options, &result->findings, error))
        return false;
    check_age(scan, result);
    return true;
}

/* The problems of inventory and findings. */
static void gather_problems(struct scan *scan, struct scan_result *result)
{
    struct {
        struct problem *at;
        size_t count, room;
    } list = {0};

    for (size_t i = 0; i < result->inventory.problems.count; i++)
        *ARENA_PUSH(scan->arena, &list) = result->inventory.problems.at[i];
    for (size_t i = 0; i < result->findings.problems.count; i++)
        *ARENA_PUSH(scan->arena, &list) = result->findings.problems.at[i];
    result->report.problems = list.at;
    result->report.problem_count = list.count;
    result->report.complete = true;
    for (size_t i = 0; i < list.count; i++)
        if (problem_blocking(&list.at[i]))
            result->report.complete = false;
}

static bool scan_image(struct scan *scan, const struct image *image, struct error *error)
{
    const struct scan_options *options = scan->options;
    struct scan_result *result = ARENA_PUSH(scan->arena, scan->results);

    /* First, so that a missing database is told in a moment and not after the layers. */
    if (!options->inventory_only && !open_database(scan, result, error)) {
        scan->results->count--;
        return false;
    }
    if (!take_inventory(scan, image, &result->inventory, error) ||
        (!options->inventory_only && !judge(scan, result, error))) {
        database_close(&result->database);
        scan->results->count--;
        return false;
    }
    result->report.tool_version = options->tool_version;
    result->report.target.name = image->name;
    result->report.target.kind = image->kind;
    result->report.target.reference = image->reference;
    result->report.target.platform = image->platform;
    result->report.target.digest = image->digest;
    result->report.target.config_digest = image->config_digest;
    result->report.target.created = image->created;
    result->report.sandbox = options->sandbox == SANDBOX_OFF ? S("off") : S("");
    result->report.now = options->now;
    gather_problems(scan, result);
    if (!options->inventory_only)
        policy_judge(scan->arena, &options->policy, &result->findings, result->report.problems,
                     result->report.problem_count, &result->judgement);
    return true;
}

/* The parts of a result point at one another: done when the list does not move any more. */
static void connect(struct scan *scan)
{
    for (size_t i = 0; i < scan->results->count; i++) {
        struct scan_result *result = &scan->results->at[i];
        result->report.inventory = &result->inventory;
        if (scan->options->inventory_only)
            continue;
        result->report.database = &result->database;
        result->report.findings = &result->findings;
        result->report.judgement = &result->judgement;
    }
}

static bool scan_images(struct scan *scan, struct slice target, struct images *images, struct error *error)
{
    struct layers jobs = layers_of(scan, NULL);
    struct target_options options = {
        .platform = scan->options->platform,
        .tmp = scan->options->tmp,
        .memory = scan->options->max_memory,
        .verify = scan->options->verify,
        .run = layers_run,
        .context = &jobs,
    };

    if (!target_open(scan->arena, target, &options, images, error))
        return false;
    for (size_t i = 0; i < images->count; i++)
        if (!scan_image(scan, &images->at[i], error))
            return images->count == 1 ? false : fail_within(error, "image %zu", i + 1);
    return true;
}

bool scan_target(struct arena *arena, struct slice target, const struct scan_options *options,
                 struct scan_results *results, struct error *error)
{
    struct scan scan = {.arena = arena, .options = options, .results = results};
    struct images images = {0};

    if (!process_worker_path(arena, &scan.worker, error))
        return false;
    cache_open(&scan.cache, options->no_cache ? NULL : options->cache, options->warn, options->context);
    bool scanned = scan_images(&scan, target, &images, error);
    connect(&scan);
    target_close(&images);
    cache_close(&scan.cache);
    return scanned;
}

void scan_close(struct scan_results *results)
{
    for (size_t i = 0; i < results->count; i++)
        if (results->at[i].report.database)
            database_close(&results->at[i].database);
}
