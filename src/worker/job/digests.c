#include "worker/job/digests.h"

#include "base/md5.h"
#include "base/sort.h"
#include "worker/protocol.h"

enum {
    MEMORY_MAX = 20 * 1024 * 1024,   /* the scratch file costs two copies by the kernel */
    SCRATCH_MAX = 256 * 1024 * 1024, /* writing more would cost more than hashing it */
};

/* A file that waits for the lists. */
struct digests_held {
    struct spool spool;
    struct spooled file;
    struct file_digests *to;
};

static uint8_t *place(struct file_digests *digests, enum digest_kind kind)
{
    return kind == DIGEST_MD5 ? digests->md5 : kind == DIGEST_SHA1 ? digests->sha1 : digests->sha256;
}

static const enum digest_kind kinds[] = {DIGEST_MD5, DIGEST_SHA1, DIGEST_SHA256};
enum { KINDS = sizeof kinds / sizeof *kinds, PIECE = 32 * 1024 /* stays in the cache for all kinds */ };

/* A file that is being hashed. */
struct hashing {
    struct file_digests *to; /* NULL: none is */
    uint8_t wanted;
    struct reader reader;
    struct spool_stream stream;
    struct arena *arena;
    struct arena_mark mark;
    union digest_space spaces[KINDS];
    struct digest_state *states[KINDS]; /* in the order of `kinds` */
};

static void hashing_begin(struct hashing *hashing, const struct facts *facts, const struct digests_held *held)
{
    uint8_t listed = facts->owned_kinds & FILE_DIGESTS;

    hashing->to = held->to;
    hashing->wanted = listed ? listed : FILE_DIGESTS;
    hashing->mark = arena_mark(hashing->arena);
    hashing->reader = spool_reader(&hashing->stream, &held->spool, &held->file, hashing->arena);
    for (size_t i = 0; i < KINDS; i++)
        hashing->states[i] =
            digest_begin(&hashing->spaces[i], hashing->wanted & DIGEST_BIT(kinds[i]) ? kinds[i] : DIGEST_NONE);
}

/* What cannot be read has no digests: it is nobody's then, and upstream's advisories decide. */
static void hashing_end(struct hashing *hashing)
{
    for (size_t i = 0; i < KINDS && !hashing->reader.failed; i++) {
        struct digest digest = digest_end(hashing->states[i]);
        if (digest.kind != DIGEST_NONE)
            memcpy(place(hashing->to, digest.kind), digest.bytes, 16);
    }
    hashing->to->kinds = hashing->reader.failed ? 0 : hashing->wanted;
    hashing->to = NULL;
    reader_close(&hashing->reader);
    arena_reset(hashing->arena, hashing->mark);
}

/* The next `len` bytes for all kinds from `first` on. */
static void hashing_take(struct hashing *hashing, size_t len, size_t first)
{
    for (size_t i = first; i < KINDS; i++)
        digest_update(hashing->states[i], slice_head(hashing->reader.left, len));
    reader_advance(&hashing->reader, len);
}

/* returns  how many bytes are at hand: 0 when no file is being hashed, or at its end, which ends it */
static size_t hashing_ready(struct hashing *hashing)
{
    if (hashing->to == NULL)
        return 0;
    if (hashing->reader.failed || reader_at_end(&hashing->reader) || hashing->reader.failed)
        hashing_end(hashing);
    return hashing->to ? (hashing->reader.left.len < PIECE ? hashing->reader.left.len : PIECE) : 0;
}

uint8_t *digests_room(struct digests *digests, uint64_t size)
{
    if (size > MEMORY_MAX - digests->memory_used)
        return NULL;
    if (digests->memory == NULL)
        digests->memory = arena_take(digests->arena, MEMORY_MAX, 1, 1);
    return digests->memory + digests->memory_used;
}

static bool keep_in_memory(struct digests *digests, struct slice *bytes)
{
    uint8_t *room = digests_room(digests, bytes->len);

    if (room == NULL)
        return false;
    if (bytes->at != room)
        memcpy(room, bytes->at, bytes->len);
    *bytes = slice_of(room, bytes->len);
    digests->memory_used += bytes->len;
    return true;
}

static bool keep_in_scratch(struct digests *digests, struct digests_held *held)
{
    struct error error;

    if (held->file.size > SCRATCH_MAX - digests->scratch_used)
        return false;
    if (held->spool.descriptor < 0) {
        held->file.offset = digests->scratch->used;
        if (!scratch_put(digests->scratch, held->spool.memory, &error))
            return false;
        held->spool = (struct spool){.descriptor = WORKER_SCRATCH};
    }
    digests->scratch_used += held->file.size;
    return true;
}

/* returns  false when there is no room for it */
static bool keep(struct digests *digests, struct digests_held *held)
{
    if (held->spool.descriptor < 0 ? !keep_in_memory(digests, &held->spool.memory) && !keep_in_scratch(digests, held)
                                   : held->spool.descriptor == WORKER_SCRATCH && !keep_in_scratch(digests, held))
        return false;
    *ARENA_PUSH(digests->arena, &digests->held) = *held;
    return true;
}

static void hash_now(const struct digests *digests, const struct digests_held *held)
{
    struct hashing hashing = {.arena = digests->arena};

    hashing_begin(&hashing, digests->facts, held);
    for (size_t len; (len = hashing_ready(&hashing)) > 0;)
        hashing_take(&hashing, len, 0);
}

struct file_digests *digests_want(struct digests *digests, const struct spool *spool, const struct spooled *file)
{
    struct digests_held held = {*spool, *file, arena_new(digests->arena, struct file_digests)};

    if ((digests->facts->owned_kinds & FILE_DIGESTS) || !keep(digests, &held))
        hash_now(digests, &held);
    return held.to;
}

static int larger_first(const void *a, const void *b, void *context)
{
    uint64_t x = ((const struct digests_held *)a)->file.size, y = ((const struct digests_held *)b)->file.size;

    (void)context;
    return (x < y) - (x > y);
}

/* Two at a time, since two cost little more than one where it is MD5 that is wanted: largest first, so that few are
 * alone.
 */
void digests_end(struct digests *digests)
{
    struct hashing *one = arena_new(digests->arena, struct hashing);
    struct hashing *other = arena_new(digests->arena, struct hashing);
    size_t next = 0;

    one->arena = digests->arena;
    other->arena = arena_branch(digests->arena);
    sort_items(digests->held.at, digests->held.count, sizeof(*digests->held.at), larger_first, NULL);
    for (;;) {
        size_t ready = hashing_ready(one), other_ready = hashing_ready(other);
        struct hashing *idle = ready == 0 ? one : other_ready == 0 ? other : NULL;
        if (idle && next < digests->held.count) {
            hashing_begin(idle, digests->facts, &digests->held.at[next++]);
            continue;
        }
        size_t both = (ready < other_ready ? ready : other_ready) / MD5_BLOCK * MD5_BLOCK;
        if (both > 0 && one->wanted & DIGEST_BIT(DIGEST_MD5)) {
            digest_update_two(one->states[0], slice_head(one->reader.left, both), other->states[0],
                              slice_head(other->reader.left, both));
            hashing_take(one, both, 1);
            hashing_take(other, both, 1);
        } else if (ready > 0 && (other_ready == 0 || ready <= other_ready)) {
            hashing_take(one, ready, 0);
        } else if (other_ready > 0) {
            hashing_take(other, other_ready, 0);
        } else {
            break;
        }
    }
}
