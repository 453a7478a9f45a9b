/*
 * One arena a job: memory is taken and never given back piece by piece; all of it goes with the arena.
 * Nothing here returns NULL. When the limit is reached the arena calls `exhausted`, which must not return:
 * a worker ends with a `limit` problem, the parent with an error.
 */
#ifndef SEAWORTHY_BASE_ARENA_H
#define SEAWORTHY_BASE_ARENA_H

#include "base/slice.h"

struct arena;

/*
 * limit      bytes the arena may hold in all
 * exhausted  called with `context` and the size that was asked for; never returns
 */
struct arena *arena_create(size_t limit, void (*exhausted)(void *context, size_t wanted) __attribute__((noreturn)),
                           void *context);
/* An arena that prints a line on stderr and exits with status 4 when exhausted: for tests and small tools. */
struct arena *arena_create_simple(void);
/*
 * A second arena for what must outlive the marks of the first, and the other way round: both count against one limit,
 * and the branch goes with the arena. It must not be destroyed by itself.
 */
struct arena *arena_branch(struct arena *arena);
void arena_destroy(struct arena *arena);

/*
 * Everything taken after a mark can be taken back at once, for scratch work in a loop. Lists (ARENA_PUSH) and maps that
 * were begun before the mark must not grow between mark and reset; readers and json may.
 */
struct arena_mark {
    void *block;
    size_t used;
    uint64_t serial; /* of the last block that holds one big item */
    size_t total;
};
struct arena_mark arena_mark(struct arena *arena);
void arena_reset(struct arena *arena, struct arena_mark mark);

/* Zeroed memory. `align` is a power of two up to 4096. count × size is checked. */
void *arena_take(struct arena *arena, size_t count, size_t size, size_t align);
#define arena_new(arena, type)          ((type *)arena_take((arena), 1, sizeof(type), _Alignof(type)))
#define arena_array(arena, type, count) ((type *)arena_take((arena), (count), sizeof(type), _Alignof(type)))

/*
 * A buffer that grows and that arena_reset leaves alone, for readers that live longer than a mark: NULL and room 0 at
 * first. It has at least `wanted` bytes then, the old ones stay, new ones are undefined.
 */
void *arena_buffer(struct arena *arena, void *buffer, size_t *room, size_t wanted);
/*
 * Gives back what a buffer will not grow into.
 * returns  where its first `len` bytes are now
 */
void *arena_buffer_trim(struct arena *arena, void *buffer, size_t *room, size_t len);
/* Gives it back for the next one that asks. NULL is allowed. */
void arena_buffer_release(struct arena *arena, void *buffer);

struct slice arena_copy(struct arena *arena, struct slice s);
/* NUL-terminated copy, for system calls on names of our own. */
char *arena_text(struct arena *arena, struct slice s);
/* Formats; no %n, no locale. A NUL stands behind the text. */
struct slice arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* All parts one after the other. */
struct slice arena_join(struct arena *arena, const struct slice *parts, size_t count);

/* Bytes taken and not given back, with what alignment cost. */
size_t arena_used(const struct arena *arena);

/*
 * A growing array on an arena, for lists whose length is not known before: struct T *at; size_t count, room;
 * ARENA_PUSH(arena, list) returns a pointer to the new zeroed last item. It grows where it stands when it is the last
 * item of its block or a block of its own: a list that is long has no cost of growing.
 */
void *arena_grow(struct arena *arena, void *at, size_t count, size_t *room, size_t size, size_t align);
#define ARENA_PUSH(arena, list)                                                                                        \
    ((list)->count == (list)->room                                                                                     \
         ? (void)((list)->at = arena_grow((arena), (list)->at, (list)->count, &(list)->room, sizeof(*(list)->at),      \
                                          _Alignof(__typeof__(*(list)->at))))                                          \
         : (void)0,                                                                                                    \
     &(list)->at[(list)->count++])

#endif
