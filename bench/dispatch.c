/*
 * What it costs to ask which analyzers want a file: look-ups of paths that nobody wants, among so many rows.
 *
 * usage: dispatch ROWS
 */
#include "analyzer/dispatch.h"

#include <stdio.h>
#include <stdlib.h>

enum { PATHS = 20000, ROUNDS = 200, GATES = 6 };

#define TEXT(format) arena_text(arena, arena_format(arena, format, i))

/* Rows with a gate of each kind, all different. */
static const struct analyzer *const *make_rows(struct arena *arena, size_t count)
{
    const struct analyzer **rows = arena_array(arena, const struct analyzer *, count);

    for (size_t i = 0; i < count; i++) {
        struct analyzer *row = arena_new(arena, struct analyzer);
        struct gate *gates = arena_array(arena, struct gate, GATES + 1);
        gates[0] = (struct gate){GATE_PATH, TEXT("etc/row%zu/lock")};
        gates[1] = (struct gate){GATE_FOLDER, TEXT("var/lib/row%zu.d")};
        gates[2] = (struct gate){GATE_BASENAME, TEXT("row%zu.lock")};
        gates[3] = (struct gate){GATE_SUFFIX, TEXT(".row%zu")};
        gates[4] = (struct gate){GATE_GLOB, TEXT("opt/row%zu/*/meta")};
        gates[5] = (struct gate){GATE_PARENT, TEXT("row%zu-meta")};
        row->name = "row";
        row->gates = gates;
        rows[i] = row;
    }
    return rows;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_create_simple();
    struct slice *paths = arena_array(arena, struct slice, PATHS);
    struct dispatch_want wants[DISPATCH_WANTS_MAX];
    size_t count = argc == 2 ? (size_t)atoi(argv[1]) : 0, found = 0;

    if (count == 0)
        return 2;
    struct dispatch *dispatch = dispatch_create_from(arena, make_rows(arena, count), count);
    for (size_t i = 0; i < PATHS; i++)
        paths[i] = arena_format(arena, "usr/share/doc/package-%zu/examples/file%zu.html", i % 977, i);
    for (size_t round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < PATHS; i++)
            found += dispatch_find(dispatch, paths[i], wants);
    printf("%zu rows, %d look-ups, %zu found\n", count, PATHS * ROUNDS, found);
    arena_destroy(arena);
    return found != 0;
}
