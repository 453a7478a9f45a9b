#include "scan/known.h"

#include "scan/gates.h"
#include "scan/hashing.h"

static const struct blob *blob_of(const struct layer_job *job)
{
    return &job->layers->image->layers[job->index].blob;
}

static struct cache_key identity_of(const struct layer_job *job)
{
    const struct blob *blob = blob_of(job);
    return cache_key_identity(job->layers->arena, &job->stat, blob->offset, blob->length);
}

static bool has_facts(struct layer_job *job, const struct digest *digest)
{
    struct cache_key key = cache_key_facts(job->layers->arena, digest, gates_table_digest());
    return cache_has_facts(job->layers->cache, &key, &job->size);
}

/* Whether the cache may speak of the layer at all. SHA-512 as a digest is never the key of anything. */
static bool may_be_known(const struct layer_job *job)
{
    const struct layers *layers = job->layers;

    return job->wanted && job->input >= 0 && !layers->image->layers[job->index].claimed && !layers->options->verify &&
           !layers->image->document && blob_of(job)->digest.kind != DIGEST_SHA512;
}

static void set_known(struct layer_job *job, const struct digest *digest)
{
    job->known = true;
    job->layers->digests[job->index] = *digest;
}

/* returns  true when the bytes must be hashed to know */
static bool look_up(struct layer_job *job)
{
    const struct blob *blob = blob_of(job);
    struct cache_key identity = identity_of(job);
    struct digest digest;

    if (!cache_identity(job->layers->cache, job->layers->arena, &identity, &digest))
        return blob->digest.kind != DIGEST_NONE && has_facts(job, &blob->digest);
    if ((blob->digest.kind == DIGEST_NONE || digest_equal(&blob->digest, &digest)) && has_facts(job, &digest))
        set_known(job, &digest);
    return false;
}

static void judge(struct layer_job *job, const struct hashing_item *item)
{
    struct layers *layers = job->layers;
    struct stat after;

    if (!item->hashed || !digest_equal(&blob_of(job)->digest, &item->digest) || fstat(job->input, &after) != 0 ||
        !hashing_unchanged(&job->stat, &after))
        return; /* a worker reads it, and what is wrong is told then */
    set_known(job, &item->digest);
    struct cache_key identity = identity_of(job);
    cache_keep_identity(layers->cache, layers->arena, &identity, &job->stat, &item->digest);
}

void known_find(struct layers *layers, struct layer_job *jobs, size_t count)
{
    struct hashing_item *items = arena_array(layers->arena, struct hashing_item, count);
    struct layer_job **of = arena_array(layers->arena, struct layer_job *, count);
    size_t unsure = 0;

    for (size_t i = 0; i < count; i++)
        if (may_be_known(&jobs[i]) && look_up(&jobs[i])) {
            const struct blob *blob = blob_of(&jobs[i]);
            items[unsure] = (struct hashing_item){jobs[i].input, blob->offset, blob->length, false, {0}};
            of[unsure++] = &jobs[i];
        }
    hashing_ranges(items, unsure, layers->options->jobs);
    for (size_t i = 0; i < unsure; i++)
        judge(of[i], &items[i]);
}

/* Facts that depend on the options of this run are not kept for others. */
static bool depends_on_options(const struct facts *facts)
{
    for (size_t i = 0; i < facts->problems.count; i++)
        if (facts->problems.at[i].code == ERROR_LIMIT)
            return true;
    return false;
}

void known_keep(const struct layer_job *job, struct slice bytes)
{
    struct layers *layers = job->layers;
    const struct digest *digest = &layers->digests[job->index];

    struct cache_key identity = identity_of(job);
    cache_keep_identity(layers->cache, layers->arena, &identity, &job->stat, digest);
    if (depends_on_options(layers->facts[job->index]) || layers->image->document)
        return;
    struct cache_key key = cache_key_facts(layers->arena, digest, gates_table_digest());
    cache_keep_facts(layers->cache, &key, bytes);
}
