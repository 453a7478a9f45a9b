#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * Blocks of BLOCK_SIZE are filled from the bottom; an item of BIG_SIZE or more has a block of its own, which can grow
 * and leaves no gap. Blocks come from mmap, so that they are zero, cost no memory before they are touched and go back
 * to the system at once. Under AddressSanitizer they come from malloc instead (its leak checker looks there for
 * pointers), gaps between items and all that was given back are poisoned.
 */
/* More than any machine gives us; malloc under AddressSanitizer aborts above it instead of failing. */
#define HELD_MAX ((size_t)1 << 39)

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

struct block {
    struct block *before, *after;
    size_t size;     /* with this header */
    size_t used;     /* with this header */
    size_t high;     /* what lies above was never used and is zero */
    uint64_t serial; /* big blocks: in order of taking */
};

enum {
    BLOCK_SIZE = 256 * 1024,
    BIG_SIZE = 32 * 1024,
    PAGE = 4096,
    ROOM_FIRST = 8,                                 /* items of a list */
    BUFFER_FIRST = PAGE - 2 * sizeof(struct block), /* bytes of a buffer: with its header within a page */
    IDLE_MAX = 1024 * 1024,                         /* larger buffers go back to the system at once */
    STEP_MAX = 1024 * 1024,                         /* a buffer grows by no more than that beyond what was asked for */
};

struct arena {
    struct arena *root;     /* itself, or whose limit a branch shares */
    struct arena *branches; /* of a root; each leads to the next by `branches` */
    size_t limit;           /* of a root */
    size_t held;            /* of a root: bytes of all blocks of it and its branches, against the limit */
    size_t taken;           /* bytes of all items */
    uint64_t serial;        /* of the last big block */
    struct block *top;
    struct block *spare;          /* one empty block, so that mark and reset in a loop need no system calls */
    struct block *big;            /* the newest first */
    struct block *buffers, *idle; /* of arena_buffer; those that were given back */
    void (*exhausted)(void *context, size_t wanted) __attribute__((noreturn));
    void *context;
};

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>

enum { GAP = 8, BIG_UNIT = 1 };

static struct block *block_map(size_t size)
{
    struct block *block = calloc(1, size);
    if (block)
        ASAN_POISON_MEMORY_REGION(block + 1, size - sizeof(*block));
    return block;
}

static struct block *block_remap(struct block *block, size_t old_size, size_t size)
{
    ASAN_UNPOISON_MEMORY_REGION(block, old_size);
    struct block *moved = realloc(block, size);
    if (moved)
        memset((uint8_t *)moved + old_size, 0, size - old_size);
    return moved;
}

static struct block *block_shrink(struct block *block, size_t size)
{
    return realloc(block, size);
}

static void block_unmap(struct block *block)
{
    ASAN_UNPOISON_MEMORY_REGION(block, block->size);
    free(block);
}

static void item_open(void *at, size_t len)
{
    ASAN_UNPOISON_MEMORY_REGION(at, len);
}

static void item_close(void *at, size_t len)
{
    ASAN_POISON_MEMORY_REGION(at, len);
}
#else
enum { GAP = 0, BIG_UNIT = PAGE, HUGE_MIN = 2 * 1024 * 1024 };

/* Large blocks are filled from end to end: a page fault for each 2 MiB of them, not for each 4 KiB, costs a tenth. */
static struct block *block_huge(void *block, size_t size)
{
    if (block == MAP_FAILED)
        return NULL;
    if (size >= HUGE_MIN)
        madvise(block, size, MADV_HUGEPAGE); /* where there are none, all is as it was */
    return block;
}

static struct block *block_map(size_t size)
{
    return block_huge(mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), size);
}

static struct block *block_remap(struct block *block, size_t old_size, size_t size)
{
    return block_huge(mremap(block, old_size, size, MREMAP_MAYMOVE), size);
}

static struct block *block_shrink(struct block *block, size_t size)
{
    return block_remap(block, block->size, size);
}

static void block_unmap(struct block *block)
{
    munmap(block, block->size);
}

static void item_open(void *at, size_t len)
{
    (void)at;
    (void)len;
}

static void item_close(void *at, size_t len)
{
    (void)at;
    (void)len;
}
#endif

static void __attribute__((noreturn)) simple_exhausted(void *context, size_t wanted)
{
    static const char text[] = "out of memory\n";
    (void)context;
    (void)wanted;
    if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
        _exit(4);
    _exit(4);
}

struct arena *arena_create(size_t limit, void (*exhausted)(void *context, size_t wanted) __attribute__((noreturn)),
                           void *context)
{
    struct arena *arena = calloc(1, sizeof(*arena));
    if (arena == NULL)
        exhausted(context, sizeof(*arena));
    arena->root = arena;
    arena->limit = limit < HELD_MAX ? limit : HELD_MAX;
    arena->exhausted = exhausted;
    arena->context = context;
    return arena;
}

struct arena *arena_branch(struct arena *arena)
{
    struct arena *root = arena->root;
    struct arena *branch = arena_create(0, root->exhausted, root->context);

    branch->root = root;
    branch->branches = root->branches;
    root->branches = branch;
    return branch;
}

struct arena *arena_create_simple(void)
{
    return arena_create(SIZE_MAX, simple_exhausted, NULL);
}

static void blocks_unmap(struct block *block)
{
    while (block) {
        struct block *before = block->before;
        block_unmap(block);
        block = before;
    }
}

static void destroy_one(struct arena *arena)
{
    blocks_unmap(arena->top);
    blocks_unmap(arena->spare);
    blocks_unmap(arena->big);
    blocks_unmap(arena->buffers);
    blocks_unmap(arena->idle);
    free(arena);
}

void arena_destroy(struct arena *arena)
{
    while (arena) {
        struct arena *next = arena->branches;
        destroy_one(arena);
        arena = next;
    }
}

static size_t bytes_left(const struct arena *arena)
{
    return arena->root->limit - arena->root->held;
}

/* A block that the limit allows, or NULL. */
static struct block *block_take(struct arena *arena, size_t size)
{
    if (size > bytes_left(arena))
        return NULL;
    struct block *block = block_map(size);
    if (block == NULL)
        return NULL;
    arena->root->held += size;
    block->size = size;
    block->used = block->high = sizeof(*block);
    return block;
}

static void block_give_back(struct arena *arena, struct block *block)
{
    arena->root->held -= block->size;
    block_unmap(block);
}

/* Where an item would start in the block. Addresses count, as blocks from malloc are not aligned to pages. */
static size_t block_place(const struct block *block, size_t align)
{
    uintptr_t top = (uintptr_t)block + block->used;
    return block->used + (size_t)(-top & (align - 1));
}

/* Room for a block with one item in it; SIZE_MAX when that is more than can be counted. */
static size_t block_room(size_t len, size_t align, size_t unit)
{
    size_t size;
    if (__builtin_add_overflow(len, sizeof(struct block) + align + GAP + unit, &size))
        return SIZE_MAX;
    return size / unit * unit;
}

static void list_push(struct block **list, struct block *block)
{
    block->before = *list;
    block->after = NULL;
    if (block->before)
        block->before->after = block;
    *list = block;
}

static void list_remove(struct block **list, struct block *block)
{
    if (block->before)
        block->before->after = block->after;
    if (block->after)
        block->after->before = block->before;
    else
        *list = block->before;
}

/* A block whose address changed. */
static void relink(struct block **list, struct block *block)
{
    if (block->before)
        block->before->after = block;
    if (block->after)
        block->after->before = block;
    else
        *list = block;
}

/* Makes a block of one item larger, where it stands or elsewhere. */
static struct block *block_widen(struct arena *arena, struct block **list, struct block *block, size_t size)
{
    size_t old_size = block->size;

    if (size <= old_size)
        return block;
    if (size - old_size > bytes_left(arena))
        arena->exhausted(arena->context, size);
    struct block *moved = block_remap(block, old_size, size);
    if (moved == NULL)
        arena->exhausted(arena->context, size);
    moved->size = size;
    arena->root->held += size - old_size;
    relink(list, moved);
    return moved;
}

static void *take_big(struct arena *arena, size_t len, size_t align)
{
    struct block *block = block_take(arena, block_room(len, align, BIG_UNIT));
    if (block == NULL)
        arena->exhausted(arena->context, len);
    size_t at = block_place(block, align);
    block->used = at + len;
    block->serial = ++arena->serial;
    list_push(&arena->big, block);
    arena->taken += len;
    item_open((uint8_t *)block + at, len);
    return (uint8_t *)block + at;
}

static struct block *push_block(struct arena *arena, size_t len, size_t align)
{
    struct block *block = arena->spare;

    arena->spare = NULL;
    if (block == NULL)
        block = block_take(arena, BLOCK_SIZE);
    if (block == NULL) /* near the limit: as little as will do */
        block = block_take(arena, block_room(len, align, PAGE));
    if (block == NULL)
        arena->exhausted(arena->context, len);
    block->before = arena->top;
    arena->top = block;
    return block;
}

/* The next `len` bytes of the block at `at`, zeroed. */
static void *block_fill(struct arena *arena, struct block *block, size_t at, size_t len)
{
    uint8_t *item = (uint8_t *)block + at;

    arena->taken += at - block->used + len;
    item_open(item, len);
    if (at < block->high)
        memset(item, 0, block->high - at < len ? block->high - at : len);
    /* The gap is poisoned from the start, and is not counted as an item. */
    block->used = at + len + (GAP < block->size - at - len ? GAP : 0);
    if (block->used > block->high)
        block->high = block->used;
    return item;
}

void *arena_take(struct arena *arena, size_t count, size_t size, size_t align)
{
    size_t len;

    if (__builtin_mul_overflow(count, size, &len))
        arena->exhausted(arena->context, SIZE_MAX);
    if (len >= BIG_SIZE)
        return take_big(arena, len, align);

    struct block *block = arena->top;
    size_t at = block ? block_place(block, align) : 0;
    if (block == NULL || at > block->size || len > block->size - at) {
        block = push_block(arena, len, align);
        at = block_place(block, align);
    }
    return block_fill(arena, block, at, len);
}

struct arena_mark arena_mark(struct arena *arena)
{
    return (struct arena_mark){arena->top, arena->top ? arena->top->used : 0, arena->serial, arena->taken};
}

void arena_reset(struct arena *arena, struct arena_mark mark)
{
    while (arena->big && arena->big->serial > mark.serial) {
        struct block *block = arena->big;
        list_remove(&arena->big, block);
        block_give_back(arena, block);
    }
    while (arena->top != mark.block) {
        struct block *block = arena->top;
        arena->top = block->before;
        if (arena->spare || block->size != BLOCK_SIZE) {
            block_give_back(arena, block);
            continue;
        }
        block->used = sizeof(*block);
        block->before = NULL;
        item_close(block + 1, block->size - sizeof(*block));
        arena->spare = block;
    }
    if (arena->top) {
        item_close((uint8_t *)arena->top + mark.used, arena->top->size - mark.used);
        arena->top->used = mark.used;
    }
    arena->taken = mark.total;
}

/* Grows the one item of a block where it stands, or moves its pages. */
static void *grow_big(struct arena *arena, struct block *block, void *at, size_t old_len, size_t len)
{
    size_t head = (size_t)((uint8_t *)at - (uint8_t *)block);
    block = block_widen(arena, &arena->big, block, block_room(len, head - sizeof(*block), BIG_UNIT));
    block->used = head + len;
    arena->taken += len - old_len;
    item_open((uint8_t *)block + head, len);
    return (uint8_t *)block + head;
}

/* The block whose only item starts at `at`, or NULL: only the newest are looked at, lists that grow are few. */
static struct block *big_block_of(const struct arena *arena, const void *at)
{
    struct block *block = arena->big;
    for (int i = 0; block && i < 16; i++, block = block->before)
        if ((const uint8_t *)at > (uint8_t *)block && (const uint8_t *)at < (uint8_t *)block + block->size)
            return block;
    return NULL;
}

void *arena_grow(struct arena *arena, void *at, size_t count, size_t *room, size_t size, size_t align)
{
    size_t wanted, len, old_len = *room * size;

    if (__builtin_mul_overflow(*room, 2, &wanted))
        wanted = SIZE_MAX;
    if (wanted < ROOM_FIRST)
        wanted = ROOM_FIRST;
    if (__builtin_mul_overflow(wanted, size, &len))
        arena->exhausted(arena->context, SIZE_MAX);

    struct block *block = old_len >= BIG_SIZE && align <= _Alignof(max_align_t) ? big_block_of(arena, at) : NULL;
    if (block && len - old_len > bytes_left(arena)) { /* near the limit: less than twice as much */
        wanted = *room + *room / 8 + 1;
        len = wanted * size;
    }
    *room = wanted;
    if (block)
        return grow_big(arena, block, at, old_len, len);

    struct block *top = arena->top;
    if (top && old_len && len < BIG_SIZE && (uint8_t *)at + old_len + GAP == (uint8_t *)top + top->used &&
        len - old_len <= top->size - top->used) {
        top->used -= GAP;
        block_fill(arena, top, top->used, len - old_len);
        return at;
    }
    void *grown = arena_take(arena, wanted, size, align);
    if (count)
        memcpy(grown, at, count * size);
    return grown;
}

void *arena_buffer(struct arena *arena, void *buffer, size_t *room, size_t wanted)
{
    struct block *block = buffer ? (struct block *)buffer - 1 : arena->idle;

    if (buffer && wanted <= *room)
        return buffer;
    if (wanted < BUFFER_FIRST)
        wanted = BUFFER_FIRST;
    size_t grown = *room + (*room < STEP_MAX ? *room : STEP_MAX);
    if (wanted < grown)
        wanted = grown;
    if (block == NULL) {
        block = block_take(arena, block_room(wanted, 1, PAGE));
        if (block == NULL)
            arena->exhausted(arena->context, wanted);
        list_push(&arena->buffers, block);
    } else if (buffer == NULL) {
        list_remove(&arena->idle, block);
        list_push(&arena->buffers, block);
    }
    if (wanted > block->size - sizeof(*block))
        block = block_widen(arena, &arena->buffers, block, block_room(wanted, 1, PAGE));
    *room = block->size - sizeof(*block);
    item_open(block + 1, *room);
    return block + 1;
}

void *arena_buffer_trim(struct arena *arena, void *buffer, size_t *room, size_t len)
{
    struct block *block = (struct block *)buffer - 1;
    size_t old_size = block->size, size = block_room(len, 1, PAGE);

    if (size >= old_size)
        return buffer;
    struct block *moved = block_shrink(block, size);
    if (moved == NULL)
        return buffer;
    moved->size = size;
    arena->root->held -= old_size - size;
    relink(&arena->buffers, moved);
    *room = size - sizeof(*moved);
    return moved + 1;
}

void arena_buffer_release(struct arena *arena, void *buffer)
{
    if (buffer == NULL)
        return;
    struct block *block = (struct block *)buffer - 1;
    list_remove(&arena->buffers, block);
    if (block->size > IDLE_MAX) {
        block_give_back(arena, block);
        return;
    }
    item_close(block + 1, block->size - sizeof(*block));
    list_push(&arena->idle, block);
}

struct slice arena_copy(struct arena *arena, struct slice s)
{
    uint8_t *copy = arena_take(arena, s.len, 1, 1);
    if (s.len)
        memcpy(copy, s.at, s.len);
    return slice_of(copy, s.len);
}

char *arena_text(struct arena *arena, struct slice s)
{
    size_t len;
    if (__builtin_add_overflow(s.len, 1, &len))
        arena->exhausted(arena->context, SIZE_MAX);
    char *copy = arena_take(arena, len, 1, 1);
    if (s.len)
        memcpy(copy, s.at, s.len);
    return copy;
}

struct slice arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;

    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = arena_take(arena, len < 0 ? 1 : (size_t)len + 1, 1, 1);
    if (len > 0)
        vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return slice_of(text, len < 0 ? 0 : (size_t)len);
}

struct slice arena_join(struct arena *arena, const struct slice *parts, size_t count)
{
    size_t len = 0, at = 0;

    for (size_t i = 0; i < count; i++)
        if (__builtin_add_overflow(len, parts[i].len, &len))
            arena->exhausted(arena->context, SIZE_MAX);
    uint8_t *text = arena_take(arena, len, 1, 1);
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len)
            memcpy(text + at, parts[i].at, parts[i].len);
        at += parts[i].len;
    }
    return slice_of(text, len);
}

size_t arena_used(const struct arena *arena)
{
    return arena->taken;
}
