#include "analyzer/dispatch.h"

#include <assert.h>

struct dispatch {
    const struct analyzer *const *rows;
    struct gate_index *index;
};

/* A gate's tag says whose it is. */
static uint32_t tag_of(size_t row, bool sidecar)
{
    return (uint32_t)(row << 1 | sidecar);
}

/* In the order of the table, a row once; wanted for itself weighs more than wanted beside another file. */
static size_t want_put(struct dispatch_want *wants, size_t count, const struct analyzer *const *rows, uint32_t tag)
{
    uint16_t row = (uint16_t)(tag >> 1);
    bool sidecar = tag & 1;
    size_t at = 0;

    for (; at < count; at++) {
        if (wants[at].row == row) {
            wants[at].sidecar = wants[at].sidecar && sidecar;
            return count;
        }
        if (wants[at].row > row)
            break;
    }
    if (at == DISPATCH_WANTS_MAX)
        return count;
    if (count == DISPATCH_WANTS_MAX)
        count--;
    memmove(&wants[at + 1], &wants[at], (count - at) * sizeof *wants);
    wants[at] = (struct dispatch_want){rows[row], row, sidecar};
    return count + 1;
}

enum { TAGS_MAX = 4 * DISPATCH_WANTS_MAX };

size_t dispatch_find(const struct dispatch *dispatch, struct slice path, struct dispatch_want wants[DISPATCH_WANTS_MAX])
{
    uint32_t tags[TAGS_MAX];
    size_t found = gate_index_find(dispatch->index, path, tags, TAGS_MAX), count = 0;

    for (size_t i = 0; i < found; i++)
        count = want_put(wants, count, dispatch->rows, tags[i]);
    return count;
}

bool dispatch_asks_content(const struct dispatch *dispatch)
{
    return gate_index_has_magic(dispatch->index);
}

size_t dispatch_find_content(const struct dispatch *dispatch, struct slice head,
                             struct dispatch_want wants[DISPATCH_WANTS_MAX], size_t count)
{
    uint32_t tags[TAGS_MAX];
    size_t found = gate_index_find_magic(dispatch->index, head, tags, TAGS_MAX);

    for (size_t i = 0; i < found; i++)
        count = want_put(wants, count, dispatch->rows, tags[i]);
    return count;
}

static size_t gate_count(const struct gate *gates)
{
    size_t count = 0;

    while (gates && gates[count].kind != GATE_END)
        count++;
    return count;
}

struct dispatch *dispatch_create_from(struct arena *arena, const struct analyzer *const *rows, size_t count)
{
    struct dispatch *dispatch = arena_new(arena, struct dispatch);
    size_t gates = 0;

    assert(count <= UINT16_MAX);
    for (size_t row = 0; row < count; row++)
        gates += gate_count(rows[row]->gates) + gate_count(rows[row]->sidecar_gates);
    dispatch->rows = rows;
    dispatch->index = gate_index_create(arena, gates);
    for (size_t row = 0; row < count; row++) {
        for (size_t i = 0; i < gate_count(rows[row]->gates); i++)
            gate_index_add(dispatch->index, &rows[row]->gates[i], tag_of(row, false));
        for (size_t i = 0; i < gate_count(rows[row]->sidecar_gates); i++)
            gate_index_add(dispatch->index, &rows[row]->sidecar_gates[i], tag_of(row, true));
    }
    return dispatch;
}

struct dispatch *dispatch_create(struct arena *arena)
{
    size_t count = 0;

    while (analyzer_at(count))
        count++;
    const struct analyzer **rows = arena_array(arena, const struct analyzer *, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = analyzer_at(i);
    return dispatch_create_from(arena, rows, count);
}

static const char *const gate_names[] = {
    [GATE_PATH] = "path",     [GATE_FOLDER] = "folder", [GATE_BASENAME] = "basename",
    [GATE_SUFFIX] = "suffix", [GATE_PARENT] = "parent", [GATE_GLOB] = "glob",
    [GATE_NAME] = "name",     [GATE_BELOW] = "below",   [GATE_MAGIC] = "magic",
};

struct lines {
    struct slice *at;
    size_t count, room;
};

/* First bytes are written in the octal escapes of C, all of them. */
static struct slice gate_text(struct arena *arena, const struct gate *gate)
{
    struct slice text = slice_text(gate->text), shown = S("");

    if (gate->kind != GATE_MAGIC)
        return text;
    for (size_t i = 0; i < text.len; i++)
        shown = arena_format(arena, "%.*s\\%03o", SLICE_ARG(shown), text.at[i]);
    return shown;
}

static void table_lines(struct arena *arena, struct lines *lines, const struct analyzer *row, const struct gate *gates,
                        const char *role)
{
    for (size_t i = 0; i < gate_count(gates); i++)
        *ARENA_PUSH(arena, lines) =
            arena_format(arena, "%s %u %s %s %s %.*s\n", row->name, row->revision, gate_names[gates[i].kind],
                         row->database   ? "database"
                         : row->programs ? "program"
                                         : "plain",
                         role, SLICE_ARG(gate_text(arena, &gates[i])));
}

struct slice dispatch_table_text(struct arena *arena)
{
    struct lines lines = {0};
    const struct analyzer *row;

    for (size_t i = 0; (row = analyzer_at(i)); i++) {
        table_lines(arena, &lines, row, row->gates, "primary");
        table_lines(arena, &lines, row, row->sidecar_gates, "sidecar");
    }
    return arena_join(arena, lines.at, lines.count);
}

struct slice dispatch_table_digest(struct arena *arena)
{
    struct digest digest = digest_over(DIGEST_SHA256, dispatch_table_text(arena));
    return digest_text(&digest, arena);
}
