/*
 * Runs a command with its output thrown away and prints what it cost: CPU and wall time in microseconds, the largest
 * resident set of it or any process that it waited for in KiB, and its exit status. A program of its own because the
 * figures of a process begin with those of the process that it was forked from: this one is small.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long microseconds(struct timeval time)
{
    return time.tv_sec * 1000000ll + time.tv_usec;
}

int main(int argc, char **argv)
{
    struct timespec before, after;
    struct rusage usage;
    int status;

    if (argc < 2)
        return 2;
    clock_gettime(CLOCK_MONOTONIC, &before);
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(nowhere, STDOUT_FILENO);
        execv(argv[1], argv + 1);
        perror(argv[1]);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return 1;
    clock_gettime(CLOCK_MONOTONIC, &after);
    long long wall = (after.tv_sec - before.tv_sec) * 1000000ll + (after.tv_nsec - before.tv_nsec) / 1000;
    printf("%lld %lld %ld %d\n", microseconds(usage.ru_utime) + microseconds(usage.ru_stime), wall, usage.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
