/* The process: its arguments, environment, descriptors, clock. All else is in cli_main. */
#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/*
 * A caller may have closed the standard descriptors; the next file opened would become one of them, and a report be
 * written into it. What stands in for them fails as a closed one does (as gnulib's stdopen).
 */
static void hold_standard_descriptors(void)
{
    static const int modes[] = {O_WRONLY, O_RDONLY, O_RDONLY};

    for (int descriptor = 0; descriptor < 3; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", modes[descriptor]) != descriptor)
            _exit(4); /* no descriptor, or no /dev/null: nothing could be told */
}

int main(int argc, char **argv)
{
    char today[16];
    time_t now = time(NULL);
    struct tm tm;

    hold_standard_descriptors();
    /* A reader that goes away, or a file that may not grow, is an error of the write, not the end of us. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    gmtime_r(&now, &tm);
    strftime(today, sizeof today, "%Y-%m-%d", &tm);
    return cli_main(argc, argv, environ, today);
}
