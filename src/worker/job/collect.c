#include "worker/job/collect.h"

#include "analyzer/passed_over.h"
#include "analyzer/spool.h"
#include "base/text.h"
#include "worker/job/digests.h"
#include "worker/job/scratch.h"
#include "worker/protocol.h"

struct collect {
    const struct job_context *job;
    struct arena *arena;
    struct facts *facts;
    struct dispatch *dispatch;
    struct scratch scratch;
    struct spool_room room; /* of the scratch file, for rows that put something there */
    struct spool scratch_spool;
    bool at_random; /* the archive lies in the input as it is, which can be read at any place */
    struct digests digests;
    struct {
        struct spooled *at;
        size_t count, room;
    } files; /* in the scratch file, for collect_end */
    struct {
        struct collect_wants *at;
        size_t count, room;
    } wants; /* of each of these */
    uint64_t passed_over;
    struct slice first_passed_over;
};

static bool room_put(struct spool_room *room, struct slice bytes, struct error *error)
{
    struct collect *collect = (struct collect *)((uint8_t *)room - offsetof(struct collect, room));

    collect->scratch.used = room->used;
    bool good = scratch_put(&collect->scratch, bytes, error);
    room->used = collect->scratch.used;
    return good;
}

struct collect *collect_create(const struct job_context *job, struct facts *facts)
{
    struct collect *collect = arena_new(job->arena, struct collect);

    collect->job = job;
    collect->arena = job->arena;
    collect->facts = facts;
    collect->dispatch = dispatch_create(job->arena);
    collect->scratch.room = job->arguments->scratch;
    collect->scratch_spool = (struct spool){.descriptor = WORKER_SCRATCH};
    collect->room = (struct spool_room){.put = room_put, .spool = &collect->scratch_spool};
    collect->digests = (struct digests){.arena = job->arena, .facts = facts, .scratch = &collect->scratch};
    return collect;
}

void collect_at_random(struct collect *collect)
{
    collect->at_random = true;
}

void collect_find(const struct collect *collect, struct slice path, struct collect_wants *wants)
{
    wants->count = dispatch_find(collect->dispatch, path, wants->at);
}

/* Rows that read declarations do not want those of others' packages, of caches and of tests. */
static void drop_passed_over(struct collect *collect, struct slice path, struct collect_wants *wants)
{
    size_t kept = 0;

    for (size_t i = 0; i < wants->count; i++)
        if (!wants->at[i].analyzer->declared || !passed_over(path))
            wants->at[kept++] = wants->at[i];
    if (kept == wants->count)
        return;
    wants->count = kept;
    if (collect->passed_over++ == 0)
        collect->first_passed_over = arena_copy(collect->arena, text_printable_copy(collect->arena, path));
}

void collect_find_file(struct collect *collect, struct entry *entry, struct collect_wants *wants)
{
    collect_find(collect, entry->path, wants);
    if (wants->count > 0)
        drop_passed_over(collect, entry->path, wants);
    if (entry->size > GATE_MAGIC_MAX && dispatch_asks_content(collect->dispatch))
        wants->count = dispatch_find_content(collect->dispatch, reader_peek(&entry->reader, GATE_MAGIC_MAX), wants->at,
                                             wants->count);
}

static void tell(struct collect *collect, const struct analyzer *row, struct slice path, const struct error *error)
{
    enum error_code code = row->database ? ERROR_DATABASE_UNREADABLE : error->code;
    facts_problem_at(collect->facts, code, path, slice_text(error->text));
}

/* The content of one file: in memory, in the scratch file, or in the archive where that can be read at random. */
struct content {
    const struct spool *spool;
    const struct spooled *file;
    struct file_digests *digests; /* NULL: no row has a package of it so far */
};

/*
 * Whether a package manager may have put a file there: distributions keep to these folders, and leave usr/local alone
 * (FHS 3.0, 3.2 and 4.9). What lies elsewhere is nobody's, and need not be hashed: applications, and the largest
 * programs.
 */
static bool may_be_owned(struct slice path)
{
    static const struct slice folders[] = {S_INIT("usr"),   S_INIT("bin"),   S_INIT("sbin"),   S_INIT("lib"),
                                           S_INIT("lib32"), S_INIT("lib64"), S_INIT("libx32"), S_INIT("etc"),
                                           S_INIT("opt"),   S_INIT("var"),   S_INIT("boot")};
    struct slice top = slice_head(path, slice_find_byte(path, '/'));

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (slice_equal(top, folders[i]))
            return !slice_starts(path, S("usr/local/"));
    return false;
}

static void take_digests(struct collect *collect, const struct analyzer *row, struct content *content)
{
    if (!row->ownable || content == NULL || !facts_yielded(collect->facts) ||
        !may_be_owned(collect->facts->current->path))
        return;
    if (content->digests == NULL)
        content->digests = digests_want(&collect->digests, content->spool, content->file);
    facts_digests(collect->facts, content->digests);
}

/* What a row takes for one file goes with it: a layer may hold a hundred thousand files that rows want. */
static void read_entry(struct collect *collect, const struct analyzer *row, struct entry *entry,
                       struct content *content)
{
    struct arena_mark mark = arena_mark(collect->facts->arena);
    struct error error;

    facts_source(collect->facts, entry->path, row->name, entry->size, entry->mode);
    entry->arena = collect->facts->arena;
    if (!row->read(entry, collect->facts, &error))
        tell(collect, row, entry->path, &error);
    arena_reset(collect->facts->arena, mark);
    take_digests(collect, row, content);
}

static void read_random(struct collect *collect, const struct analyzer *row, struct content *content)
{
    const struct spooled *file = content->file;
    struct arena_mark mark = arena_mark(collect->facts->arena);
    uint64_t used = collect->scratch.used;
    struct error error;

    facts_source(collect->facts, file->path, row->name, file->size, file->mode);
    collect->room.used = used;
    if (!row->read_spooled(content->spool, file, collect->facts, &error))
        tell(collect, row, file->path, &error);
    collect->scratch.used = used;
    arena_reset(collect->facts->arena, mark);
    take_digests(collect, row, content);
}

/*
 * Whether a row that reads at random needs no other file: then it reads as soon as the file has come, and its place in
 * the scratch file is the next one's. So programs of gigabytes in all need the room, and the memory, of the largest.
 */
static bool reads_alone(const struct dispatch_want *want)
{
    return want->analyzer->read_spooled && want->analyzer->sidecar_gates == NULL;
}

/* All rows that need no other file. */
static void read_content(struct collect *collect, struct content *content, const struct collect_wants *wants)
{
    const struct spooled *file = content->file;

    for (size_t i = 0; i < wants->count; i++) {
        const struct analyzer *row = wants->at[i].analyzer;
        struct entry entry = {.path = file->path, .kind = ENTRY_FILE, .mode = file->mode, .size = file->size};
        struct arena_mark mark = arena_mark(collect->facts->arena);
        struct spool_stream stream;

        if (reads_alone(&wants->at[i]))
            read_random(collect, row, content);
        if (row->read == NULL)
            continue;
        entry.reader = spool_reader(&stream, content->spool, file, collect->facts->arena);
        read_entry(collect, row, &entry, content);
        reader_close(&entry.reader);
        arena_reset(collect->facts->arena, mark);
    }
}

/* Drops the rows for which the file is too large, and tells so. */
static void drop_too_large(struct collect *collect, struct slice path, uint64_t size, struct collect_wants *wants)
{
    size_t kept = 0;

    for (size_t i = 0; i < wants->count; i++) {
        const struct analyzer *row = wants->at[i].analyzer;
        uint64_t most = row->size_max ? row->size_max : row->read_spooled ? WORKER_SPOOL_MAX : UINT64_MAX;
        struct error error;
        if (size <= most) {
            wants->at[kept++] = wants->at[i];
            continue;
        }
        fail(&error, ERROR_LIMIT, "a file of %llu bytes, where '%s' reads at most %llu", (unsigned long long)size,
             row->name, (unsigned long long)most);
        facts_problem_at(collect->facts, ERROR_LIMIT, path, slice_text(error.text));
    }
    wants->count = kept;
}

/* returns  true when a row reads the file together with others: it stays in the scratch file until collect_end */
static bool is_spooled(const struct collect_wants *wants)
{
    for (size_t i = 0; i < wants->count; i++)
        if (wants->at[i].analyzer->read_spooled && !reads_alone(&wants->at[i]))
            return true;
    return false;
}

void collect_scratch_file(struct collect *collect, const struct spooled *file, const struct collect_wants *wants)
{
    struct collect_wants kept = *wants;
    struct spool spool = {.files = file, .count = 1, .descriptor = WORKER_SCRATCH, .room = &collect->room};
    struct content content = {.spool = &spool, .file = file};

    drop_too_large(collect, file->path, file->size, &kept);
    read_content(collect, &content, &kept);
    if (is_spooled(&kept)) {
        struct spooled *copy = ARENA_PUSH(collect->arena, &collect->files);
        *copy = *file;
        copy->path = arena_copy(collect->arena, file->path);
        *ARENA_PUSH(collect->arena, &collect->wants) = kept;
    }
}

/* Facts are filed under paths that are text: this one has no place there, and is not passed over in silence. */
static void refuse_path(struct collect *collect, struct slice path)
{
    struct arena_mark mark = arena_mark(collect->facts->arena);

    facts_problem_at(collect->facts, ERROR_UNSUPPORTED, text_printable_copy(collect->facts->arena, path),
                     S("the file was not read, as its path is not UTF-8"));
    arena_reset(collect->facts->arena, mark);
}

/* Whether the archive's own bytes can be read at random, and hold all of the file. */
static bool lies_in_input(const struct collect *collect, const struct entry *entry)
{
    uint64_t length = collect->job->arguments->length;

    return collect->at_random && entry->offset <= length && entry->size <= length - entry->offset;
}

/*
 * A file is held in one piece when it is read at random, or by several rows, or when digests of it may be wanted, which
 * shows only once a row has a package of it. Mostly it lies in the archive's chunk as it is. The scratch file would
 * cost two copies by the kernel; larger ones go there.
 */
static bool hold(struct collect *collect, struct entry *entry, struct slice *bytes)
{
    struct reader *reader = &entry->reader;
    uint64_t size = entry->size;
    size_t len = 0;
    uint8_t *room;

    if (reader_at_end(reader) || reader->left.len >= size) {
        *bytes = slice_head(reader->left, (size_t)size);
        return bytes->len == size;
    }
    if ((room = digests_room(&collect->digests, size)) == NULL)
        return false;
    while (len < size && !reader_at_end(reader) && !reader->failed) {
        struct slice piece = slice_head(reader->left, (size_t)size - len);
        memcpy(room + len, piece.at, piece.len);
        reader_advance(reader, piece.len);
        len += piece.len;
    }
    *bytes = slice_of(room, len);
    return len == size; /* else the archive is damaged here, and the scratch file tells so */
}

/* Where the archive has it. returns  false when it must go through the scratch file */
static bool read_in_place(struct collect *collect, struct entry *entry, const struct collect_wants *wants)
{
    struct spooled file = {.path = entry->path, .size = entry->size, .mode = entry->mode};
    struct spool spool = {.files = &file, .count = 1, .descriptor = -1, .room = &collect->room};
    struct content content = {.spool = &spool, .file = &file};

    if (wants->count == 1 && wants->at[0].analyzer->read && !wants->at[0].analyzer->ownable) {
        read_entry(collect, wants->at[0].analyzer, entry, NULL);
        return true;
    }
    if (is_spooled(wants))
        return false;
    if (lies_in_input(collect, entry)) {
        spool.descriptor = WORKER_INPUT;
        file.offset = collect->job->arguments->offset + entry->offset;
    } else if (!hold(collect, entry, &spool.memory)) {
        return false;
    }
    read_content(collect, &content, wants);
    return true;
}

static void read_file(struct collect *collect, struct entry *entry, const struct collect_wants *wants)
{
    struct collect_wants kept = *wants;
    struct spooled file = {.path = entry->path, .mode = entry->mode};
    size_t held = collect->digests.held.count;
    struct error error;

    if (!utf8_valid(entry->path)) {
        refuse_path(collect, entry->path);
        return;
    }
    drop_too_large(collect, entry->path, entry->size, &kept);
    if (kept.count == 0 || read_in_place(collect, entry, &kept))
        return;
    if (!scratch_put_all(&collect->scratch, &entry->reader, &file.offset, &file.size, &error)) {
        for (size_t i = 0; i < kept.count; i++)
            tell(collect, kept.at[i].analyzer, entry->path, &error);
        return;
    }
    collect_scratch_file(collect, &file, &kept);
    if (!is_spooled(&kept) && collect->digests.held.count == held)
        collect->scratch.used = file.offset; /* nobody reads it any more */
}

bool collect_file(struct collect *collect, struct entry *entry, const struct collect_wants *wants)
{
    size_t used = collect->facts->used, files = collect->files.count;

    read_file(collect, entry, wants);
    return collect->facts->used > used || collect->files.count > files;
}

void collect_forget(struct collect *collect, struct slice path)
{
    size_t kept = 0;

    for (size_t i = 0; i < collect->files.count; i++) {
        struct slice file = collect->files.at[i].path;
        if (slice_equal(file, path) || path_within(file, path))
            continue;
        collect->files.at[kept] = collect->files.at[i];
        collect->wants.at[kept++] = collect->wants.at[i];
    }
    collect->files.count = collect->wants.count = kept;
}

static void read_spooled(struct collect *collect, const struct spool *spool, size_t index)
{
    const struct spooled *file = &spool->files[index];
    const struct collect_wants *wants = &collect->wants.at[index];
    struct content content = {.spool = spool, .file = file};

    for (size_t i = 0; i < wants->count; i++)
        if (wants->at[i].analyzer->read_spooled && !wants->at[i].sidecar && !reads_alone(&wants->at[i]))
            read_random(collect, wants->at[i].analyzer, &content);
}

void collect_end(struct collect *collect)
{
    struct spool spool = {
        .files = collect->files.at,
        .count = collect->files.count,
        .by_path = spool_sort(collect->files.at, collect->files.count, collect->arena),
        .descriptor = WORKER_SCRATCH,
        .room = &collect->room,
    };

    for (size_t i = 0; i < spool.count; i++)
        read_spooled(collect, &spool, i);
    digests_end(&collect->digests);
    if (collect->passed_over > 0) {
        struct error text;
        fail(&text, ERROR_PASSED_OVER, "%llu manifests and lock files of packages, caches and tests were passed over",
             (unsigned long long)collect->passed_over);
        facts_problem_at(collect->facts, ERROR_PASSED_OVER, collect->first_passed_over, slice_text(text.text));
    }
}
