/* Job `layer`: one layer, or a folder that the parent streams as one, to facts. */
#include "base/text.h"
#include "layer/codec.h"
#include "layer/tar.h"
#include "worker/job/collect.h"
#include "worker/job/links.h"
#include "worker/job/recorded.h"

/* How often entries may replace what was filed before: each costs a walk over the records, whether it finds any or not.
 */
enum { REPLACED_MAX = 1000 };

struct layer {
    struct job_context *job;
    struct facts facts;
    struct collect *collect;
    struct links *links;
    struct recorded *recorded;
    size_t replaced;
};

/* What is unpacked, hashed as it passes by. */
struct hashed {
    struct source source;
    struct source *input;
    union digest_space space;
    struct digest_state *state;
};

static bool hashed_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct hashed *hashed = (struct hashed *)source;

    if (!hashed->input->next(hashed->input, chunk, error))
        return false;
    digest_update(hashed->state, *chunk);
    return true;
}

/* Behind the end of the archive too, to where the stream ends: a codec's checksum stands there. */
static bool hash_rest(struct hashed *hashed, struct facts *facts, struct error *error)
{
    struct slice chunk;

    do {
        if (!hashed_next(&hashed->source, &chunk, error))
            return false;
    } while (chunk.len > 0);
    facts->diff_id = digest_end(hashed->state);
    return true;
}

/*
 * Whiteouts (OCI image-spec, layer.md): ".wh.NAME" removes NAME of the layers below, ".wh..wh..opq" hides all that they
 * have in its folder. Other names of ".wh..wh." are aufs's own. A path that is not UTF-8 has no facts below to hide.
 * returns  true when the entry is one of these
 */
static bool take_whiteout(struct layer *layer, const struct entry *entry)
{
    struct slice name = path_base(entry->path), folder = path_folder(entry->path);

    if (slice_starts(entry->path, S(".wh..wh.")) && !slice_equal(entry->path, S(".wh..wh..opq")))
        return true;
    if (!slice_starts(name, S(".wh.")))
        return false;
    if (!utf8_valid(entry->path))
        return true;
    if (slice_equal(name, S(".wh..wh..opq"))) {
        facts_opaque(&layer->facts, folder);
        return true;
    }
    if (slice_starts(name, S(".wh..wh.")))
        return true;
    name = slice_skip(name, S(".wh.").len);
    if (name.len == 0 || slice_equal(name, S(".")) || slice_equal(name, S(".."))) {
        facts_problem_at(&layer->facts, ERROR_MALFORMED, entry->path, S("a whiteout of nothing"));
        return true;
    }
    struct arena_mark mark = arena_mark(layer->facts.arena);
    facts_removed(&layer->facts, path_join(layer->facts.arena, folder, name));
    arena_reset(layer->facts.arena, mark);
    return true;
}

/* An entry at a path of which something was filed: as at extraction the later one stays, and a file replaces a folder.
 */
static void replace(struct layer *layer, struct slice path)
{
    if (layer->replaced == REPLACED_MAX)
        facts_problem_at(&layer->facts, ERROR_LIMIT, path,
                         S("the archive replaces its own files too often: some of what it says may be out of date"));
    if (layer->replaced++ >= REPLACED_MAX)
        return;
    facts_forget(&layer->facts, path);
    collect_forget(layer->collect, path);
    links_forget(layer->links, path);
}

static void take_link(struct layer *layer, const struct entry *entry)
{
    struct collect_wants own, target;

    if (!utf8_valid(entry->path) || !utf8_valid(entry->link) || slice_find_byte(entry->link, 0) != entry->link.len)
        return; /* facts hold no such path, and a gate's way does not pass through one */
    collect_find(layer->collect, entry->path, &own);
    if (entry->kind == ENTRY_SYMLINK) {
        if (links_symbolic(layer->links, entry->path, entry->link, own.count > 0))
            recorded_add(layer->recorded, entry->path);
        return;
    }
    collect_find(layer->collect, entry->link, &target);
    if (own.count + target.count == 0)
        return;
    size_t before = layer->facts.links.count;
    facts_link(&layer->facts, entry->path, entry->link, true);
    if (layer->facts.links.count > before)
        recorded_add(layer->recorded, entry->path);
}

static void take_file(struct layer *layer, struct entry *entry)
{
    struct collect_wants wants;

    collect_find_file(layer->collect, entry, &wants);
    if (wants.count > 0 && collect_file(layer->collect, entry, &wants))
        recorded_add(layer->recorded, entry->path);
}

static void take_entry(struct layer *layer, struct entry *entry)
{
    if (entry->path.len == 0 || take_whiteout(layer, entry))
        return;
    struct path_hash hash = path_hash(entry->path);
    if (recorded_has(layer->recorded, hash) ||
        (entry->kind != ENTRY_FOLDER && recorded_has_below(layer->recorded, hash)))
        replace(layer, entry->path);
    if (entry->kind == ENTRY_FOLDER)
        return;
    facts_path(&layer->facts, hash);
    if (entry->kind == ENTRY_FILE)
        take_file(layer, entry);
    else if (entry->kind != ENTRY_OTHER)
        take_link(layer, entry);
}

static bool layer_run(struct job_context *job, struct error *error)
{
    struct layer *layer = arena_new(job->arena, struct layer);
    struct hashed hashed = {.source.next = hashed_next};
    bool diff_id = job->arguments->diff_id;
    const struct codec *codec;
    struct source *unpacked;
    struct entry entry;

    if (!codec_open(job->arena, job_input(job, job->arguments->seek), job->window, &unpacked, &codec, error))
        return false;
    if (diff_id) {
        hashed.input = unpacked;
        hashed.state = digest_begin(&hashed.space, DIGEST_SHA256);
        unpacked = &hashed.source;
    }
    layer->job = job;
    job_facts_init(job, &layer->facts);
    layer->collect = collect_create(job, &layer->facts);
    if (codec == NULL && job->arguments->length != LENGTH_ABSENT)
        collect_at_random(layer->collect);
    layer->links = links_create(job, &layer->facts);
    layer->recorded = recorded_create(job->arena, job->seed);

    struct tar *tar = tar_open(job->arena, unpacked, job_notice, &layer->facts);
    while (tar_next(tar, &entry))
        take_entry(layer, &entry);
    if (!tar_ok(tar, error) || (diff_id && !hash_rest(&hashed, &layer->facts, error)))
        job_problem(&layer->facts, error);
    collect_end(layer->collect);
    links_end(layer->links);
    layer->facts.entries = tar_count(tar);
    layer->facts.unpacked = tar_position(tar);
    job_write_facts(&layer->facts);
    return true;
}

const struct job job_layer = {.name = "layer", .run = layer_run};
