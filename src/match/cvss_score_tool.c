/*
 * For `make score`: vectors on stdin, one a line; base, temporal, environmental score and severity on stdout, tabs
 * between them, or "!" where it is no vector. Not installed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "match/cvss.h"

int main(void)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t len;

    while ((len = getline(&line, &size, stdin)) >= 0) {
        struct slice vector = slice_of(line, (size_t)len);
        struct cvss cvss;
        if (slice_ends(vector, S("\n")))
            vector.len--;
        if (cvss_parse(vector, &cvss))
            printf("%.1f\t%.1f\t%.1f\t%s\n", cvss.base, cvss.temporal, cvss.environmental,
                   cvss_severity_name(cvss.severity));
        else
            puts("!");
    }
    free(line);
    return fflush(stdout) ? 1 : 0;
}
