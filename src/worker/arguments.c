#include "worker/arguments.h"

#include "worker/protocol.h"

enum kind { KIND_NUMBER, KIND_FLAG, KIND_TEXT, KIND_LIST };

static const struct row {
    const char *name;
    enum kind kind;
    size_t offset;
} rows[] = {
#define ROW(member, kind, name)                                                                                        \
    {                                                                                                                  \
        name, kind, offsetof(struct job_arguments, member)                                                             \
    }
    ROW(offset, KIND_NUMBER, "offset"), ROW(length, KIND_NUMBER, "length"),
    ROW(memory, KIND_NUMBER, "memory"), ROW(scratch, KIND_NUMBER, "scratch"),
    ROW(cpu, KIND_NUMBER, "cpu"),       ROW(seek, KIND_FLAG, "seek"),
    ROW(diff_id, KIND_FLAG, "diff_id"), ROW(facts_only, KIND_FLAG, "facts_only"),
    ROW(sandbox, KIND_TEXT, "sandbox"), ROW(name, KIND_TEXT, "name"),
    ROW(paths, KIND_LIST, "path"),      ROW(files, KIND_LIST, "file"),
#undef ROW
};

static const struct row *row_of(struct slice name)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (slice_equal(name, slice_text(rows[i].name)))
            return &rows[i];
    return NULL;
}

static bool set(const struct row *row, struct slice value, struct job_arguments *arguments)
{
    void *member = (uint8_t *)arguments + row->offset;
    uint64_t number = 0;

    switch (row->kind) {
    case KIND_NUMBER: return slice_decimal(value, member);
    case KIND_FLAG:
        if (!slice_decimal(value, &number) || number > 1)
            return false;
        *(bool *)member = number;
        return true;
    case KIND_TEXT: *(struct slice *)member = value; return true;
    case KIND_LIST: {
        struct slices *list = member;
        list->at[list->count++] = value;
        return true;
    }
    }
    return false;
}

bool arguments_parse(struct arena *arena, char *const *words, struct job_arguments *arguments, struct error *error)
{
    size_t count = 0;

    while (words[count])
        count++;
    *arguments = (struct job_arguments){
        .length = LENGTH_ABSENT,
        .memory = WORKER_MEMORY,
        .scratch = WORKER_SCRATCH_MAX,
        .sandbox = S("auto"),
        .paths.at = arena_array(arena, struct slice, count),
        .files.at = arena_array(arena, struct slice, count),
    };
    for (size_t i = 0; i < count; i++) {
        struct slice name, value;
        const struct row *row = slice_cut(slice_text(words[i]), '=', &name, &value) ? row_of(name) : NULL;
        if (row == NULL || !set(row, value, arguments))
            return fail(error, ERROR_USAGE, "unknown argument '%s'", words[i]);
    }
    return true;
}
