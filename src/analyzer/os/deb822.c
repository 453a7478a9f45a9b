#include "analyzer/os/deb822.h"

#include <assert.h>

enum { FIELD_UNWANTED = -1, FIELD_LIST = -2 };

static int field_find(const struct deb822 *file, struct slice name)
{
    for (size_t i = 0; i < file->count; i++)
        if (slice_equal_nocase(name, slice_text(file->names[i])))
            return (int)i;
    return file->list && slice_equal_nocase(name, slice_text(file->list)) ? FIELD_LIST : FIELD_UNWANTED;
}

static bool is_blank(uint8_t byte)
{
    return byte == ' ' || byte == '\t';
}

/* A name holds no blanks, though some may stand between it and its colon. */
static bool field_cut(struct slice line, struct slice *name, struct slice *value)
{
    if (!slice_cut(line, ':', name, value))
        return false;
    *name = slice_trim(*name);
    *value = slice_trim(*value);
    for (size_t i = 0; i < name->len; i++)
        if (is_blank(name->at[i]))
            return false;
    return name->len > 0;
}

static void value_set(struct deb822 *file, struct deb822_record *record, int field, struct slice value)
{
    struct slice *at = &record->values[field];

    if (at->len > 0)
        facts_problem(file->facts, ERROR_MALFORMED, "line %zu: a second '%s' field in one record", file->reader->line,
                      file->names[field]);
    *at = arena_copy(file->facts->arena, value);
}

static void problem_too_long(struct deb822 *file, const char *name)
{
    facts_problem(file->facts, ERROR_MALFORMED, "line %zu: '%s' is longer than %d bytes", file->reader->line, name,
                  DEB822_LINE_MAX);
}

/* A line that goes on with `field`. */
static void line_further(struct deb822 *file, struct deb822_record *record, int field, struct slice line, bool cut)
{
    if (field == FIELD_UNWANTED)
        return;
    if (field >= 0) {
        if (slice_trim(line).len > 0)
            facts_problem(file->facts, ERROR_MALFORMED, "line %zu: '%s' goes on over a second line", file->reader->line,
                          file->names[field]);
        return;
    }
    if (cut)
        problem_too_long(file, file->list);
    else
        *ARENA_PUSH(file->facts->arena, &record->list) = arena_copy(file->facts->arena, slice_trim(line));
}

/* returns  false when the line is the first field of another record, which waits in file->pending */
static bool line_field(struct deb822 *file, struct deb822_record *record, int *field, struct slice line, bool cut)
{
    struct slice name, value;

    if (!field_cut(line, &name, &value)) {
        facts_problem(file->facts, ERROR_MALFORMED, "line %zu: not a 'Key: value' field", file->reader->line);
        *field = FIELD_UNWANTED;
        return true;
    }
    *field = field_find(file, name);
    if (*field >= 0 && cut) {
        problem_too_long(file, file->names[*field]);
        return true;
    }
    if (*field == 0 && record->values[0].len > 0) {
        facts_problem(file->facts, ERROR_MALFORMED, "line %zu: a second '%s' field: no empty line before it",
                      file->reader->line, file->names[0]);
        file->pending = true;
        file->pending_line = file->reader->line;
        file->kept = arena_buffer(file->facts->arena, file->kept, &file->kept_room, value.len);
        memcpy(file->kept, value.at, value.len);
        file->pending_value = slice_of(file->kept, value.len);
        return false;
    }
    if (*field >= 0)
        value_set(file, record, *field, value);
    return true;
}

/* Values of the record before are not needed any more: a database may be larger than the memory of a worker. */
static void forget_record(struct deb822 *file)
{
    if (file->marked)
        arena_reset(file->facts->arena, file->mark);
    file->mark = arena_mark(file->facts->arena);
    file->marked = true;
}

bool deb822_next(struct deb822 *file, struct deb822_record *record)
{
    enum reader_line got;
    struct slice line;
    int field = FIELD_UNWANTED;

    assert(file->count <= DEB822_FIELDS_MAX);
    forget_record(file);
    *record = (struct deb822_record){0};
    if (file->pending) {
        file->pending = false;
        record->line = file->pending_line;
        record->values[0] = arena_copy(file->facts->arena, file->pending_value); /* `kept` may be wanted again */
        field = 0;
    }
    while ((got = reader_line(file->reader, DEB822_LINE_MAX, &line)) != LINE_END) {
        if (line.len == 0) {
            if (record->line > 0)
                return true;
            continue;
        }
        if (record->line == 0)
            record->line = file->reader->line;
        if (is_blank(line.at[0]))
            line_further(file, record, field, line, got == LINE_CUT);
        else if (!line_field(file, record, &field, line, got == LINE_CUT))
            return true;
    }
    if (record->line > 0)
        return true;
    arena_buffer_release(file->facts->arena, file->kept);
    file->kept = NULL;
    file->kept_room = 0;
    return false;
}

bool deb822_state(struct slice status, struct slice *state)
{
    struct slice words[3] = {{0}}, rest = status, word;
    size_t count = 0;

    *state = S("installed");
    while (slice_next(&rest, ' ', &word)) {
        if (word.len == 0)
            continue;
        if (count == 3)
            return false;
        words[count++] = word;
    }
    if (count == 3)
        *state = words[2];
    return count == 3 || count == 0;
}

void epoch_split(struct slice full, int64_t *epoch, struct slice *version)
{
    struct slice left, right;
    uint64_t number;

    *epoch = EPOCH_ABSENT;
    *version = full;
    if (slice_cut(full, ':', &left, &right) && right.len > 0 && slice_decimal(left, &number) && number <= INT32_MAX) {
        *epoch = (int64_t)number;
        *version = right;
    }
}
