/* The process: its arguments, environment, clock. All else is in cli_main. */
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>

extern char **environ;

int main(int argc, char **argv)
{
    char today[16];
    time_t now = time(NULL);
    struct tm tm;

    /* A reader that goes away, or a file that may not grow, is an error of the write, not the end of us. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    gmtime_r(&now, &tm);
    strftime(today, sizeof today, "%Y-%m-%d", &tm);
    return cli_main(argc, argv, environ, today);
}
