#include "scan/launch.h"

#include "base/cleanup.h"
#include "scan/process.h"
#include "target/spool.h"
#include "worker/protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/syscall.h>

/* Descriptors to hand over are moved above this number first, so that none is overwritten before it is put in place. */
enum { ABOVE = 10 };

/* Of the spawned process. NULL is taken for /dev/null. */
static bool map_descriptors(posix_spawn_file_actions_t *actions, const int from[WORKER_SCRATCH + 1])
{
    for (int to = 0; to <= WORKER_SCRATCH; to++) {
        int failed = from[to] < 0 ? posix_spawn_file_actions_addopen(actions, to, "/dev/null", O_RDWR, 0)
                                  : posix_spawn_file_actions_adddup2(actions, from[to], to);
        if (failed)
            return false;
    }
    return true;
}

static int launch_with(posix_spawn_file_actions_t *actions, const char *worker, const char *const *words, pid_t *pid)
{
    static char *const no_environment[] = {NULL};
    posix_spawnattr_t attributes;
    sigset_t none, all;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    /* the words are not written to, though the type says they could be */
    int failed = posix_spawn(pid, worker, actions, &attributes, (char *const *)(uintptr_t)words, no_environment);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

bool launch_worker(const char *worker, const char *const *words, const struct launch_descriptors *descriptors,
                   pid_t *pid, struct error *error)
{
    posix_spawn_file_actions_t actions;
    pid_t started;
    int code = EMFILE;

    cleanup_close int input = descriptors->input < 0 ? -1 : fcntl(descriptors->input, F_DUPFD_CLOEXEC, ABOVE);
    cleanup_close int output = fcntl(descriptors->output, F_DUPFD_CLOEXEC, ABOVE);
    cleanup_close int scratch = fcntl(descriptors->scratch, F_DUPFD_CLOEXEC, ABOVE);
    const int from[WORKER_SCRATCH + 1] = {
        [WORKER_INPUT] = input, [WORKER_OUTPUT] = output, [2] = -1, [WORKER_SCRATCH] = scratch};
    if (output < 0 || scratch < 0 || (input < 0 && descriptors->input >= 0))
        return fail(error, ERROR_LIMIT, "a worker's descriptors: %s", strerrordesc_np(errno));
    posix_spawn_file_actions_init(&actions);
    if (map_descriptors(&actions, from))
        code = launch_with(&actions, worker, words, &started);
    posix_spawn_file_actions_destroy(&actions);
    if (code != 0)
        return fail(error, ERROR_INTERNAL, "%s cannot be started: %s", worker, strerrordesc_np(code));
    *pid = started;
    return true;
}

void launch_signal_error(int signal, struct error *error)
{
    const char *name = sigabbrev_np(signal);

    switch (signal) {
    case SIGXFSZ: fail(error, ERROR_LIMIT, "the worker's scratch file grew over its limit (SIGXFSZ)"); break;
    case SIGXCPU: fail(error, ERROR_WORKER_STALLED, "the worker used all of its CPU time (SIGXCPU)"); break;
    case SIGSYS:
        fail(error, ERROR_WORKER_DIED, "the worker was killed at a system call that it may not make (SIGSYS)");
        break;
    default: fail(error, ERROR_WORKER_DIED, "the worker was killed by SIG%s", name ? name : "?"); break;
    }
}

/* Folder of a path, in place. */
static void cut_name(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash)
        *slash = '\0';
}

bool process_worker_path(struct arena *arena, const char **path, struct error *error)
{
    static const char *const places[] = {"../libexec/seaworthy/seaworthy-worker", "src/worker/seaworthy-worker"};
    char program[4096] = "";

    if (readlink("/proc/self/exe", program, sizeof(program) - 1) <= 0)
        return fail(error, ERROR_INTERNAL, "/proc/self/exe cannot be read: %s", strerrordesc_np(errno));
    cut_name(program);
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        char *place = arena_text(arena, arena_format(arena, "%s/%s", program, places[i]));
        if (access(place, X_OK) == 0) {
            *path = place;
            return true;
        }
    }
    return fail(error, ERROR_INTERNAL, "%s/%s is missing: the installation is not whole", program, places[0]);
}

int process_scratch(const char *tmp, struct error *error)
{
    return spool_create(tmp, error);
}

bool process_has_landlock(void)
{
    enum { CALL_CREATE_RULESET = 444, FLAG_VERSION = 1 }; /* linux/landlock.h */
    return syscall(CALL_CREATE_RULESET, NULL, 0, FLAG_VERSION) >= 1;
}
