#include "scan/layers.h"
#include "base/cleanup.h"
#include "scan/gates.h"
#include "scan/known.h"
#include "scan/lookups.h"
#include "scan/process.h"

#include <errno.h>
#include <stdio.h>

void layers_problem(struct layers *layers, enum error_code code, int64_t index, struct slice path, const char *detail)
{
    *ARENA_PUSH(layers->arena, &layers->problems) = (struct problem){
        .code = code, .layer = index, .path = path, .detail = arena_copy(layers->arena, slice_text(detail))};
}

const char *layers_argument(struct arena *arena, const char *name, uint64_t value)
{
    return arena_text(arena, arena_format(arena, "%s=%llu", name, (unsigned long long)value));
}

static const struct image_layer *layer_at(const struct layers *layers, size_t index)
{
    return &layers->image->layers[index];
}

static void tell(const struct layers *layers, size_t index, const char *what)
{
    char text[128];

    if (!layers->options->tell)
        return;
    snprintf(text, sizeof text, "layer %zu: %s", index, what);
    layers->options->tell(layers->options->context, text);
}

static void show_progress(const struct layers *layers)
{
    char text[256];

    if (!layers->options->progress)
        return;
    struct slice name = slice_head(layers->image->name, 120);
    snprintf(text, sizeof text, "%.*s: layer %zu of %zu", SLICE_ARG(name), layers->done, layers->total);
    layers->options->progress(layers->options->context, text);
}

static const char too_much[] =
    "the layer says more than 16 MiB of facts, or the image more than 48 MiB: its packages are not listed";

/* Three quarters of the memory at most: the inventory must fit beside them. */
static uint64_t facts_max(const struct layers *layers)
{
    uint64_t most = layers->options->max_memory / 4 * 3;
    return most < LAYERS_FACTS_MAX ? most : LAYERS_FACTS_MAX;
}

/*
 * Decodes what a worker or the cache says, into what the layers above leave of the memory.
 * fails  the layer then gives way to those below, and all above it
 */
static bool decode(struct layers *layers, size_t index, struct slice bytes, struct error *error)
{
    struct facts *facts = arena_new(layers->arena, struct facts);
    struct arena_mark mark = arena_mark(layers->arena);
    struct error tried;

    for (;;) {
        uint64_t left = held_left(&layers->held);
        size_t most = left < FACTS_WEIGHT_MAX ? (size_t)left : FACTS_WEIGHT_MAX;
        if (facts_decode_within(bytes, layers->arena, most, facts, &tried))
            break;
        arena_reset(layers->arena, mark);
        if (tried.code != ERROR_LIMIT || most == FACTS_WEIGHT_MAX) {
            *error = tried;
            return false;
        }
        if (!held_give_way(&layers->held, index)) {
            held_end(&layers->held, index);
            return fail(error, ERROR_LIMIT, "%s", too_much);
        }
    }
    if (!slice_equal(facts->table, gates_table_digest()))
        return fail(error, ERROR_INTERNAL,
                    "the worker is not the one that was built with this program: %s: install both again",
                    layers->worker);
    held_take(&layers->held, index, facts->weight);
    layers->facts[index] = facts;
    return true;
}

/* The diff ID is what the configuration says of the bytes after decompression. */
static void check_diff_id(struct layers *layers, size_t index)
{
    const struct facts *facts = layers->facts[index];
    struct digest told;

    if (!layers->options->verify || !facts || facts->diff_id.kind == DIGEST_NONE ||
        layer_at(layers, index)->diff_id.len == 0)
        return;
    if (!digest_parse(layer_at(layers, index)->diff_id, &told))
        layers_problem(layers, ERROR_INTEGRITY, (int64_t)index, S(""), "the diff ID in the configuration is no digest");
    else if (!digest_equal(&told, &facts->diff_id))
        layers_problem(layers, ERROR_INTEGRITY, (int64_t)index, S(""),
                       "the unpacked bytes do not have the diff ID that the configuration tells");
}

static bool check_digest(struct layers *layers, size_t index, const struct digest *actual)
{
    const struct digest *wanted = &layer_at(layers, index)->blob.digest;

    if (wanted->kind == DIGEST_NONE || digest_equal(wanted, actual))
        return true;
    layers_problem(layers, ERROR_INTEGRITY, (int64_t)index, S(""),
                   "the bytes do not have the digest that the manifest tells: the image is damaged or was changed");
    return false;
}

/* SHA-512 is allowed as a digest and hardly ever used: it is computed apart, and SHA-256 stays the key of the cache. */
static bool check_sha512(struct layers *layers, size_t index, int input)
{
    const struct blob *blob = &layer_at(layers, index)->blob;
    union digest_space space;
    struct digest_state *state = digest_begin(&space, DIGEST_SHA512);
    uint8_t bytes[64 * 1024];

    for (uint64_t at = 0; at < blob->length;) {
        size_t wanted = blob->length - at < sizeof bytes ? (size_t)(blob->length - at) : sizeof bytes;
        ssize_t got = pread(input, bytes, wanted, (off_t)(blob->offset + at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        digest_update(state, slice_of(bytes, (size_t)got));
        at += (uint64_t)got;
    }
    struct digest actual = digest_end(state);
    return check_digest(layers, index, &actual);
}

/* What was hashed while the worker read. */
static void take_digest(struct layer_job *job, const struct process_result *result)
{
    struct layers *layers = job->layers;
    const struct blob *blob = &layer_at(layers, job->index)->blob;

    if (result->hash_error.code) {
        layers_problem(layers, result->hash_error.code, (int64_t)job->index, S(""), result->hash_error.text);
        return;
    }
    if (result->digest.kind == DIGEST_NONE)
        return;
    layers->digests[job->index] = result->digest;
    job->holds = blob->digest.kind == DIGEST_SHA512 ? check_sha512(layers, job->index, job->input)
                                                    : check_digest(layers, job->index, &result->digest);
}

/* A worker that says more than it may is no longer listened to. */
static bool layer_receive(void *context, struct slice bytes)
{
    struct layer_job *job = context;
    struct held *held = &job->layers->held;

    if (bytes.len > FACTS_MAX - held->layers[job->index].count)
        return fail(&job->error, ERROR_LIMIT, "%s", too_much);
    return held_add(held, job->index, bytes);
}

static void take_walk(struct layer_job *job)
{
    for (size_t i = 0; i < job->walk.count; i++) {
        struct problem *problem = ARENA_PUSH(job->layers->arena, &job->layers->problems);
        *problem = job->walk.at[i];
        problem->path = arena_copy(job->layers->arena, problem->path);
        problem->detail = arena_copy(job->layers->arena, problem->detail);
    }
    if (job->arena)
        arena_destroy(job->arena);
}

static void layer_done(void *context, const struct process_result *result)
{
    struct layer_job *job = context;
    struct layers *layers = job->layers;

    if (result->wall || (!result->ok && result->error.code == ERROR_INTERNAL))
        layers->fatal = result->error;
    if (!result->ok && job->error.code == ERROR_NONE)
        job->error = result->error;
    if (!result->ok)
        held_drop(&layers->held, job->index);
    take_walk(job);
    take_digest(job, result);
    layers->done++;
    show_progress(layers);
}

static bool feed_put(void *feed, struct slice bytes)
{
    return process_feed_write(feed, bytes);
}

static size_t feed_pass(void *feed, int descriptor, uint64_t len)
{
    return process_feed_pass(feed, descriptor, len);
}

static bool layer_feed(void *context, struct process_feed *feed, struct error *error)
{
    struct layer_job *job = context;
    size_t count;
    const struct walk_gate *gates = lookups_walk(job->arena, &count);
    const struct walk_sink sink = {feed_put, feed_pass, feed};

    (void)error;
    walk_stream(job->arena, layer_at(job->layers, job->index)->blob.descriptor, gates, count, &sink, &job->walk);
    return true;
}

static void add_job(struct process_pool *pool, struct layer_job *job)
{
    struct layers *layers = job->layers;
    const struct image_layer *layer = layer_at(layers, job->index);
    bool folder = layer->blob.kind == BLOB_FOLDER;
    const char **arguments = arena_array(layers->arena, const char *, 6);
    size_t count = 0;

    arguments[count++] = layers->image->document ? "document" : "layer";
    if (!folder) {
        arguments[count++] = layers_argument(layers->arena, "offset", layer->blob.offset);
        arguments[count++] = layers_argument(layers->arena, "length", layer->blob.length);
    }
    if (layer->claimed)
        arguments[count++] = "seek=1";
    if (layers->options->verify && layer->diff_id.len)
        arguments[count++] = "diff_id=1";
    job->arena = folder ? arena_create_simple() : NULL;
    process_pool_add(pool, &(struct process_job){
                               .arguments = arguments,
                               .input = folder ? -1 : job->input,
                               .hash = !folder && !layer->claimed,
                               .offset = layer->blob.offset,
                               .length = layer->blob.length,
                               .scratch = -1,
                               .feed = folder ? layer_feed : NULL,
                               .receive = layer_receive,
                               .done = layer_done,
                               .context = job,
                           });
}

/* One layer may stand several times in an image, or two under one name. */
static bool same_blob(const struct blob *a, const struct blob *b)
{
    return a->kind == BLOB_RANGE && b->kind == BLOB_RANGE && a->descriptor == b->descriptor && a->offset == b->offset &&
           a->length == b->length && digest_equal(&a->digest, &b->digest) &&
           slice_equal(slice_text(a->path), slice_text(b->path));
}

static bool first_of_its_kind(const struct layers *layers, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (same_blob(&layer_at(layers, i)->blob, &layer_at(layers, index)->blob))
            return false;
    return true;
}

/* What cannot be opened is told. */
static void open_layer(struct layer_job *job)
{
    struct layers *layers = job->layers;
    const struct blob *blob = &layer_at(layers, job->index)->blob;
    int64_t index = (int64_t)job->index;
    struct error error;

    if (blob->kind == BLOB_MISSING) {
        layers_problem(layers, blob->problem.code, index, S(""), blob->problem.text);
        return;
    }
    job->wanted = true;
    if (blob->kind == BLOB_FOLDER)
        return;
    if (blob->size != UINT64_MAX && blob->size != blob->length) {
        struct slice text =
            arena_format(layers->arena, "the layer has %llu bytes, not the %llu that the manifest tells",
                         (unsigned long long)blob->length, (unsigned long long)blob->size);
        layers_problem(layers, ERROR_INTEGRITY, index, S(""), arena_text(layers->arena, text));
    }
    job->input = target_reopen(blob, &error);
    if (job->input >= 0 && fstat(job->input, &job->stat) == 0)
        return;
    layers_problem(layers, ERROR_UNREADABLE, index, S(""),
                   job->input < 0 ? error.text : "the file cannot be looked at");
    job->wanted = false;
}

/* returns  false when the cache does not hold what it promised: then a worker reads the layer */
static bool take_known(struct layer_job *job)
{
    struct layers *layers = job->layers;
    struct cache_key key = cache_key_facts(layers->arena, &layers->digests[job->index], gates_table_digest());
    struct arena_mark mark = arena_mark(layers->arena);
    struct error error;
    struct slice bytes;

    if (!held_take(&layers->held, job->index, job->size))
        return true;
    if (cache_facts(layers->cache, layers->arena, &key, &bytes) && decode(layers, job->index, bytes, &error)) {
        tell(layers, job->index, "from the cache");
        return true;
    }
    arena_reset(layers->arena, mark);
    held_give_back(&layers->held, job->size);
    return job->index >= layers->held.end;
}

static void take_said(struct layer_job *job)
{
    struct layers *layers = job->layers;

    if (job->index < layers->held.end && job->error.code == ERROR_NONE) {
        struct slice bytes = held_all(&layers->held, job->index);
        if (!decode(layers, job->index, bytes, &job->error))
            held_drop(&layers->held, job->index);
        else if (job->holds)
            known_keep(job, bytes);
        if (job->error.code == ERROR_INTERNAL)
            layers->fatal = job->error;
    }
    check_diff_id(layers, job->index);
    tell(layers, job->index, "read");
}

static void take_layer(struct process_pool *pool, struct layer_job *job)
{
    struct layers *layers = job->layers;

    bool taken = job->known && take_known(job);
    if (job->known && !taken) {
        add_job(pool, job);
        process_pool_run(pool);
    }
    if (!taken)
        take_said(job);
    if (job->index >= layers->held.end)
        layers_problem(layers, ERROR_LIMIT, (int64_t)job->index, S(""), too_much);
    else if (job->error.code)
        layers_problem(layers, job->error.code, (int64_t)job->index, S(""), job->error.text);
}

/* What the first of several equal layers gave holds for all. */
static void share(struct layers *layers)
{
    for (size_t i = 0; i < layers->image->layer_count; i++)
        for (size_t j = 0; j < i && !layers->facts[i]; j++)
            if (same_blob(&layer_at(layers, j)->blob, &layer_at(layers, i)->blob)) {
                layers->facts[i] = layers->facts[j];
                layers->digests[i] = layers->digests[j];
            }
}

struct process_pool *layers_pool(const struct layers *layers, struct arena *arena)
{
    static const char *const words[] = {[SANDBOX_AUTO] = "auto", [SANDBOX_REQUIRE] = "require", [SANDBOX_OFF] = "off"};
    const struct scan_options *options = layers->options;

    return process_pool_create(arena, &(struct process_options){
                                          .worker = layers->worker,
                                          .jobs = options->jobs,
                                          .memory = options->max_memory,
                                          .stall = options->stall_seconds,
                                          .timeout = options->timeout_seconds,
                                          .sandbox = words[options->sandbox],
                                          .tmp = options->tmp,
                                      });
}

/* All that can be read, with as many workers at once as there may be. */
static struct layer_job *read_layers(struct layers *layers, struct process_pool *pool)
{
    size_t count = layers->image->layer_count;
    struct layer_job *jobs = arena_array(layers->arena, struct layer_job, count);

    for (size_t i = 0; i < count; i++) {
        jobs[i] = (struct layer_job){.layers = layers, .index = i, .input = -1};
        layers->total += !layer_at(layers, i)->empty;
        if (!layer_at(layers, i)->empty && first_of_its_kind(layers, i))
            open_layer(&jobs[i]);
    }
    known_find(layers, jobs, count);
    for (size_t i = 0; i < count; i++) {
        layers->done += jobs[i].known;
        if (jobs[i].wanted && !jobs[i].known)
            add_job(pool, &jobs[i]);
    }
    show_progress(layers);
    process_pool_run(pool);
    return jobs;
}

bool layers_read(struct layers *layers, struct error *error)
{
    size_t count = layers->image->layer_count;
    struct process_pool *pool = layers_pool(layers, layers->arena);

    held_init(&layers->held, layers->arena, count, facts_max(layers));
    layers->facts = arena_array(layers->arena, const struct facts *, count);
    layers->digests = arena_array(layers->arena, struct digest, count);
    struct layer_job *jobs = read_layers(layers, pool);
    for (size_t i = 0; i < count; i++) {
        if (jobs[i].wanted && layers->fatal.code == ERROR_NONE)
            take_layer(pool, &jobs[i]);
        if (jobs[i].input >= 0)
            close(jobs[i].input);
    }
    share(layers);
    if (layers->fatal.code == ERROR_NONE)
        return true;
    *error = layers->fatal;
    return false;
}

struct run_result {
    struct arena *arena;
    bool ok;
    struct slice bytes;
    struct error error;
};

static void run_done(void *context, const struct process_result *result)
{
    struct run_result *run = context;

    run->ok = result->ok;
    run->error = result->error;
    run->bytes = result->output;
}

bool layers_run(void *context, const char *job, int input, uint64_t offset, uint64_t length, int scratch,
                struct arena *arena, struct slice *facts, struct error *error)
{
    struct layers *layers = context;
    struct run_result run = {.arena = arena};
    struct blob blob = {.kind = BLOB_RANGE, .descriptor = input};
    cleanup_close int own = input < 0 ? -1 : target_reopen(&blob, error);

    if (input >= 0 && own < 0)
        return false;
    struct process_pool *pool = layers_pool(layers, arena);
    const char *const arguments[] = {job, layers_argument(arena, "offset", offset),
                                     layers_argument(arena, "length", length), NULL};
    process_pool_add(pool,
                     &(struct process_job){
                         .arguments = arguments, .input = own, .scratch = scratch, .done = run_done, .context = &run});
    process_pool_run(pool);
    *facts = run.bytes;
    if (!run.ok)
        *error = run.error;
    return run.ok;
}
