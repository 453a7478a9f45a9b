/*
 * For tests: writes made-up reports in every format into a folder, as files KIND.FORMAT; those whose texts are hostile
 * as hostile-N.FORMAT. With a second argument, prints the table of that width and colour ("80", "80c") instead.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "report/sink.h"
#include "report/testing.h"

struct hostile {
    struct arena *arena;
    size_t next;
    bool same; /* one text everywhere; else one after the other */
};

static struct slice hostile_text(void *context, const char *usual)
{
    struct hostile *hostile = context;

    (void)usual;
    return test_hostile(hostile->arena, hostile->same ? hostile->next : hostile->next++);
}

static bool allowed(const struct format *format, enum test_kind kind)
{
    return kind != TEST_INVENTORY || format->inventory_only_too;
}

static void write_file(const char *folder, const char *kind, const struct format *format, const struct report *report)
{
    struct arena *arena = arena_create_simple();
    struct report_options options = test_options();
    struct error error;
    char path[4096];

    snprintf(path, sizeof(path), "%s/%s.%s", folder, kind, format->name);
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    struct sink *sink = sink_open(arena, descriptor);
    if (descriptor < 0 || !format->write(sink, report, &options, arena, &error) || !sink_close(sink, &error)) {
        perror(path);
        exit(1);
    }
    close(descriptor);
    arena_destroy(arena);
}

static void write_kinds(const char *folder)
{
    static const char *const names[] = {
        [TEST_FULL] = "full", [TEST_INVENTORY] = "inventory", [TEST_CLEAN] = "clean", [TEST_EMPTY] = "empty"};

    for (enum test_kind kind = 0; kind < TEST_KINDS; kind++) {
        struct arena *arena = arena_create_simple();
        const struct report *report = test_report(arena, kind, NULL);
        for (size_t i = 0; format_at(i); i++)
            if (allowed(format_at(i), kind))
                write_file(folder, names[kind], format_at(i), report);
        arena_destroy(arena);
    }
}

static void write_hostile(const char *folder)
{
    for (size_t n = 0; n <= test_hostile_count(); n++) {
        struct arena *arena = arena_create_simple();
        struct hostile hostile = {.arena = arena, .next = n, .same = n < test_hostile_count()};
        const struct report *report =
            test_report(arena, TEST_FULL, &(struct test_texts){.text = hostile_text, .context = &hostile});
        char name[32];
        snprintf(name, sizeof(name), "hostile-%zu", n);
        for (size_t i = 0; format_at(i); i++)
            write_file(folder, name, format_at(i), report);
        arena_destroy(arena);
    }
}

static void print_tables(const char *how)
{
    struct report_options options = test_options();

    options.width = (unsigned)strtoul(how, NULL, 10);
    options.colour = how[strlen(how) - 1] == 'c';
    options.show_all = false;
    for (enum test_kind kind = 0; kind < TEST_KINDS; kind++) {
        struct arena *arena = arena_create_simple();
        struct slice text = test_written(arena, format_find(S("table")), test_report(arena, kind, NULL), &options);
        printf("%.*s\n--------\n", SLICE_ARG(text));
        arena_destroy(arena);
    }
}

int main(int argc, char **argv)
{
    if (argc == 3) {
        print_tables(argv[2]);
    } else if (argc == 2) {
        write_kinds(argv[1]);
        write_hostile(argv[1]);
    } else {
        return 2;
    }
    return 0;
}
