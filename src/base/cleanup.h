/* Descriptors and foreign handles that close themselves at the end of their scope. Never `goto` over one. */
#ifndef SEAWORTHY_BASE_CLEANUP_H
#define SEAWORTHY_BASE_CLEANUP_H

#include <stdlib.h>
#include <unistd.h>

static inline void cleanup_close_at(int *descriptor)
{
    if (*descriptor >= 0)
        close(*descriptor);
}
static inline void cleanup_free_at(void *pointer)
{
    free(*(void **)pointer);
}
#define cleanup_close __attribute__((cleanup(cleanup_close_at)))
#define cleanup_free  __attribute__((cleanup(cleanup_free_at)))

/* Hands a descriptor (pointer) over: the variable is left empty. */
#define TAKE_FD(fd)                                                                                                    \
    ({                                                                                                                 \
        int take_fd_ = (fd);                                                                                           \
        (fd) = -1;                                                                                                     \
        take_fd_;                                                                                                      \
    })
#define TAKE(pointer)                                                                                                  \
    ({                                                                                                                 \
        __typeof__(pointer) take_ = (pointer);                                                                         \
        (pointer) = NULL;                                                                                              \
        take_;                                                                                                         \
    })

#endif
