#include "layer/tar.h"

#include "layer/tar_header.h"
#include "layer/tar_pax.h"
#include "layer/tar_sparse.h"

/* contracts.md, "Limits": entries of a layer. */
enum { ENTRIES_MAX = 10 * 1000 * 1000 };

enum content_form {
    CONTENT_PLAIN,
    CONTENT_MAP_AHEAD, /* sparse, the map is text before the content (pax 1.0) */
    CONTENT_MAP_HERE,  /* sparse, the map was read and not looked over */
    CONTENT_SPARSE,
};

struct tar {
    struct source content; /* of the entry at hand: first, so that it is the tar */
    struct arena *arena;
    struct reader archive;
    tar_notice *notice;
    void *context;
    uint64_t count;
    bool ended, failed;
    struct error error;

    /* the entry at hand */
    uint64_t stored;  /* bytes of its content that the archive still holds */
    uint64_t padding; /* and behind them, up to a whole block */
    enum content_form form;
    struct tar_sparse sparse;
    struct slice path;
    uint8_t path_bytes[PATH_LEN_MAX], link_bytes[PATH_LEN_MAX];

    /* what extends the next header */
    bool extended;
    struct tar_pax pax, global;
    struct tar_sparse global_sparse;
    struct tar_name long_name, long_link;

    struct entry *handed; /* whose reader was made last: the buffer that it grew serves the next one too */
};

/* Holes are given out from here. */
static const uint8_t zeros[4096];

static bool stop(struct tar *tar, enum error_code code, const char *text, uint64_t position)
{
    tar->failed = tar->ended = true;
    return fail(&tar->error, code, "byte %llu of the archive: %s", (unsigned long long)position, text);
}

/* The archive ended or is damaged inside something. */
static bool stop_archive(struct tar *tar)
{
    tar->failed = tar->ended = true;
    tar->error = tar->archive.error;
    if (tar->error.code == ERROR_TRUNCATED)
        return fail_within(&tar->error, "the archive is cut after %llu entries", (unsigned long long)tar->count);
    return fail_within(&tar->error, "after %llu entries", (unsigned long long)tar->count);
}

/* Content. */

static bool content_error(struct tar *tar, struct error *error)
{
    stop_archive(tar);
    *error = tar->error;
    return false;
}

/* Up to `n` stored bytes, straight out of the archive's chunk. */
static bool stored_next(struct tar *tar, uint64_t n, struct slice *chunk, struct error *error)
{
    if (reader_peek(&tar->archive, 1).len == 0) {
        reader_take(&tar->archive, 1); /* for its error */
        return content_error(tar, error);
    }
    *chunk = slice_head(tar->archive.left, n < SIZE_MAX ? (size_t)n : SIZE_MAX);
    reader_advance(&tar->archive, chunk->len);
    tar->stored -= chunk->len;
    return true;
}

static bool sparse_begin(struct tar *tar, struct error *error)
{
    struct tar_sparse *sparse = &tar->sparse;

    if (tar->form == CONTENT_MAP_AHEAD && !tar_sparse_text(sparse, &tar->archive, &tar->stored))
        return content_error(tar, error);
    if (tar->form != CONTENT_SPARSE)
        tar_sparse_check(sparse, tar->stored);
    tar->form = CONTENT_SPARSE;
    if (sparse->problem)
        return fail(error, sparse->too_many ? ERROR_LIMIT : ERROR_LAYER_UNREADABLE, "%s", sparse->problem);
    return true;
}

static bool sparse_next(struct tar *tar, struct slice *chunk, struct error *error)
{
    struct tar_sparse *sparse = &tar->sparse;
    bool hole;

    if (!sparse_begin(tar, error))
        return false;
    uint64_t run = tar_sparse_run(sparse, &hole);
    if (run == 0) {
        *chunk = slice_of(NULL, 0);
        return true;
    }
    if (hole)
        *chunk = slice_of(zeros, run < sizeof(zeros) ? (size_t)run : sizeof(zeros));
    else if (!stored_next(tar, run, chunk, error))
        return false;
    tar_sparse_advance(sparse, chunk->len);
    return true;
}

static bool content_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct tar *tar = (struct tar *)source;

    if (tar->form != CONTENT_PLAIN)
        return sparse_next(tar, chunk, error);
    if (tar->stored == 0) {
        *chunk = slice_of(NULL, 0);
        return true;
    }
    return stored_next(tar, tar->stored, chunk, error);
}

static bool stored_skip(struct tar *tar, uint64_t n, struct error *error)
{
    reader_skip(&tar->archive, n);
    tar->stored -= n;
    return tar->archive.failed ? content_error(tar, error) : true;
}

static bool content_skip(struct source *source, uint64_t n, struct error *error)
{
    struct tar *tar = (struct tar *)source;
    bool hole = false;

    if (tar->form == CONTENT_PLAIN)
        return stored_skip(tar, n < tar->stored ? n : tar->stored, error);
    if (!sparse_begin(tar, error))
        return false;
    while (n) {
        uint64_t run = tar_sparse_run(&tar->sparse, &hole);
        if (run > n)
            run = n;
        if (run == 0)
            break;
        if (!hole && !stored_skip(tar, run, error))
            return false;
        tar_sparse_advance(&tar->sparse, run);
        n -= run;
    }
    return true;
}

/* Passes over what is left of the entry at hand. */
static bool leave(struct tar *tar)
{
    uint64_t rest = tar->stored + tar->padding;

    if (rest <= tar->archive.left.len) {
        reader_advance(&tar->archive, (size_t)rest);
    } else {
        reader_skip(&tar->archive, tar->stored);
        if (tar->archive.failed)
            return stop_archive(tar);
        reader_take_upto(&tar->archive, tar->padding); /* may lack at the end of an archive, as Go and Python accept */
    }
    tar->stored = tar->padding = 0;
    return true;
}

/* Header blocks. */

static void notice(struct tar *tar, enum error_code code, struct slice path, const char *text)
{
    if (tar->notice)
        tar->notice(tar->context, code, path, text);
}

/* One zero block was met. GNU tar and Go end here; what follows a lone one is seen by nobody. */
static void end_marker(struct tar *tar)
{
    struct slice second = reader_take_upto(&tar->archive, TAR_BLOCK);

    if (second.len == TAR_BLOCK && !tar_block_zero(second.at))
        notice(tar, ERROR_MALFORMED, slice_of(NULL, 0), "a lone zero block ends the archive, and more follows it");
    if (tar->extended)
        notice(tar, ERROR_MALFORMED, slice_of(NULL, 0), "the archive ends with an extended header for no entry");
    tar->ended = true;
}

/* returns  the next header block, borrowed; NULL at the end and on damage */
static const uint8_t *next_block(struct tar *tar)
{
    struct slice block = reader_take_upto(&tar->archive, TAR_BLOCK);

    if (block.len == TAR_BLOCK) {
        if (!tar_block_zero(block.at))
            return block.at;
        end_marker(tar);
    } else if (block.len == 0 && !tar->archive.failed && !tar->extended) {
        tar->ended = true;
    } else {
        reader_take(&tar->archive, TAR_BLOCK - block.len); /* for its error */
        stop_archive(tar);
    }
    return NULL;
}

/* Extensions of the next header. The last of each kind counts, as in GNU tar and Go. */

static void clear_extensions(struct tar *tar)
{
    tar_pax_clear(&tar->pax);
    tar_sparse_clear(&tar->sparse);
    tar->long_name.state = tar->long_link.state = TAR_NAME_ABSENT;
    tar->extended = false;
}

static void read_pax(struct tar *tar, uint64_t size)
{
    tar_pax_clear(&tar->pax);
    tar_sparse_clear(&tar->sparse);
    tar_pax_read(&tar->pax, &tar->archive, size);
    tar->extended = true;
}

/*
 * Container engines (Go's archive/tar) apply no global header. If we did, one that says path=x would hide from us what
 * they unpack; only that it was there is told.
 */
static void read_pax_global(struct tar *tar, uint64_t size)
{
    struct tar_pax *pax = &tar->global;

    tar_pax_clear(pax);
    tar_sparse_clear(&tar->global_sparse);
    tar_pax_read(pax, &tar->archive, size);
    if (pax->problem)
        notice(tar, ERROR_MALFORMED, slice_of(NULL, 0), pax->problem);
    if (pax->path.state != TAR_NAME_ABSENT || pax->link.state != TAR_NAME_ABSENT || pax->has_size ||
        tar_pax_form(pax) != TAR_PAX_PLAIN)
        notice(tar, ERROR_MALFORMED, slice_of(NULL, 0),
               "a global pax header names a path or size for all entries: ignored, as container engines do");
}

static void read_long_name(struct tar *tar, uint64_t size)
{
    tar_name_read(&tar->long_name, &tar->archive, size);
    tar->extended = true;
}

static void read_long_link(struct tar *tar, uint64_t size)
{
    tar_name_read(&tar->long_link, &tar->archive, size);
    tar->extended = true;
}

static void read_label(struct tar *tar, uint64_t size)
{
    reader_skip(&tar->archive, size);
}

static void (*const extensions[])(struct tar *tar, uint64_t size) = {
    [TAR_ROLE_PAX] = read_pax,
    [TAR_ROLE_PAX_GLOBAL] = read_pax_global,
    [TAR_ROLE_LONG_NAME] = read_long_name,
    [TAR_ROLE_LONG_LINK] = read_long_link,
    [TAR_ROLE_LABEL] = read_label,
};

/* Entries. */

static const enum entry_kind kinds[] = {
    [TAR_ROLE_FILE] = ENTRY_FILE,      [TAR_ROLE_SPARSE] = ENTRY_FILE,     [TAR_ROLE_FOLDER] = ENTRY_FOLDER,
    [TAR_ROLE_DUMPDIR] = ENTRY_FOLDER, [TAR_ROLE_SYMLINK] = ENTRY_SYMLINK, [TAR_ROLE_HARDLINK] = ENTRY_HARDLINK,
    [TAR_ROLE_OTHER] = ENTRY_OTHER,
};

/* Links, folders and devices have no content whatever their size says, as Go reads them. */
static bool has_content(enum tar_role role)
{
    return role == TAR_ROLE_FILE || role == TAR_ROLE_SPARSE || role == TAR_ROLE_DUMPDIR;
}

/* The first name that is there wins. returns  NULL when none is: the header's own counts */
static const struct tar_name *first_name(const struct tar_name *const names[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (names[i]->state != TAR_NAME_ABSENT)
            return names[i];
    return NULL;
}

/*
 * The raw name: Go's order, a sparse file's own name, GNU long name, pax, header.
 * joined  room for prefix and name
 */
static struct slice raw_path(const struct tar *tar, const struct tar_header *header, enum tar_pax_sparse form,
                             uint8_t joined[TAR_HEADER_NAME_MAX], const struct tar_name **extension)
{
    const struct tar_name *const names[] = {&tar->pax.sparse_name, &tar->long_name, &tar->pax.path};

    *extension = NULL;
    if (tar->extended)
        *extension = form == TAR_PAX_PLAIN ? first_name(names + 1, 2) : first_name(names, 3);
    if (*extension)
        return tar_name_slice(*extension);
    if (header->prefix.len == 0)
        return header->name;
    memcpy(joined, header->prefix.at, header->prefix.len);
    joined[header->prefix.len] = '/';
    if (header->name.len)
        memcpy(joined + header->prefix.len + 1, header->name.at, header->name.len);
    return slice_of(joined, header->prefix.len + 1 + header->name.len);
}

static struct slice raw_link(const struct tar *tar, const struct tar_header *header, const struct tar_name **extension)
{
    const struct tar_name *const names[] = {&tar->long_link, &tar->pax.link};

    *extension = tar->extended ? first_name(names, 2) : NULL;
    return *extension ? tar_name_slice(*extension) : header->link;
}

/* A name that cannot be said makes the entry one that cannot be given out; that is told. */
static bool name_fits(struct tar *tar, const struct tar_name *extension, struct slice raw, const char *text)
{
    if (extension && extension->state == TAR_NAME_TOO_LONG) {
        notice(tar, ERROR_LIMIT, slice_head(raw, PATH_LEN_MAX / 16), text);
        return false;
    }
    if (extension && extension->nul && extension != &tar->long_name && extension != &tar->long_link)
        notice(tar, ERROR_MALFORMED, raw, "a pax name with a NUL is cut there");
    return true;
}

static bool entry_path(struct tar *tar, const struct tar_header *header, enum tar_pax_sparse form)
{
    static const char too_long[] = "a path of more than 4,096 bytes: the entry was passed over";
    uint8_t joined[TAR_HEADER_NAME_MAX];
    const struct tar_name *extension;
    struct slice raw = raw_path(tar, header, form, joined, &extension);

    return name_fits(tar, extension, raw, too_long) && path_normalise(raw, tar->path_bytes, &tar->path);
}

static bool entry_link(struct tar *tar, const struct tar_header *header, enum entry_kind kind, struct slice *link)
{
    static const char too_long[] = "a link to a path of more than 4,096 bytes: it was passed over";
    const struct tar_name *extension;
    struct slice raw = raw_link(tar, header, &extension);

    if (!name_fits(tar, extension, raw, too_long))
        return false;
    if (kind == ENTRY_HARDLINK)
        return path_normalise(raw, tar->link_bytes, link);
    if (raw.len)
        memcpy(tar->link_bytes, raw.at, raw.len);
    *link = slice_of(tar->link_bytes, raw.len);
    return true;
}

/*
 * A reader that its user put another one in place of, or moved, is not ours any more. Field by field: the reader holds
 * a KiB of error text that need not be written for each of a million entries.
 */
static void hand_reader(struct tar *tar, struct entry *entry, bool empty)
{
    struct reader *r = &entry->reader;

    if (tar->handed != entry || r->source != &tar->content || r->arena != tar->arena) {
        r->carry = NULL;
        r->carry_room = 0;
    }
    tar->handed = entry;
    r->left = r->behind = S(""); /* adding 0 to NULL is not allowed */
    r->source = &tar->content;
    r->arena = tar->arena;
    r->position = 0;
    r->line = 0;
    r->ended = empty;
    r->failed = false;
    r->error.code = ERROR_NONE;
    r->error.text[0] = '\0';
}

/* What the content is, and how much of it the archive holds. `block` is the header's. */
static bool content_begin(struct tar *tar, const struct tar_header *header, enum tar_pax_sparse form,
                          const uint8_t *block, uint64_t *size)
{
    const struct tar_pax *pax = &tar->pax;

    tar->form = CONTENT_PLAIN;
    tar->stored = tar->extended && pax->has_size ? pax->size : header->size;
    if (!has_content(header->role))
        tar->stored = 0;
    *size = header->role == TAR_ROLE_DUMPDIR ? 0 : tar->stored;
    tar->padding = -tar->stored & (TAR_BLOCK - 1);
    if (form != TAR_PAX_PLAIN) {
        tar->form = form == TAR_PAX_MAP_TEXT ? CONTENT_MAP_AHEAD : CONTENT_MAP_HERE;
        *size = tar->sparse.size = pax->has_sparse_size ? pax->sparse_size : tar->stored;
    } else if (header->role == TAR_ROLE_SPARSE) {
        tar_sparse_clear(&tar->sparse);
        tar->form = CONTENT_MAP_HERE;
        if (!tar_sparse_old(&tar->sparse, block, &tar->archive))
            return stop_archive(tar);
        *size = tar->sparse.size;
    }
    return true;
}

enum step { STEP_STOP, STEP_AGAIN, STEP_ENTRY };

static enum step take_entry(struct tar *tar, const struct tar_header *header, const uint8_t *block, struct entry *entry)
{
    enum tar_pax_sparse form = TAR_PAX_PLAIN;
    bool mode_bad = header->mode_bad;
    uint64_t size;

    if (tar->extended && header->role == TAR_ROLE_FILE)
        form = tar_pax_form(&tar->pax);
    entry->kind = kinds[header->role];
    entry->mode = header->mode;
    entry->link = slice_of(NULL, 0);
    bool named = entry_path(tar, header, form);
    if (named && (entry->kind == ENTRY_SYMLINK || entry->kind == ENTRY_HARDLINK))
        named = entry_link(tar, header, entry->kind, &entry->link);
    if (!content_begin(tar, header, form, block, &size))
        return STEP_STOP;
    if (!named) {
        clear_extensions(tar);
        return STEP_AGAIN;
    }

    entry->path = tar->path;
    entry->size = size;
    entry->offset = tar->form == CONTENT_PLAIN ? tar->archive.position : UINT64_MAX;
    entry->arena = tar->arena;
    hand_reader(tar, entry, entry->kind != ENTRY_FILE || (size == 0 && tar->form == CONTENT_PLAIN));
    tar->count++;
    if (tar->extended && tar->pax.problem)
        notice(tar, ERROR_MALFORMED, tar->path, tar->pax.problem);
    if (mode_bad)
        notice(tar, ERROR_MALFORMED, tar->path, "a mode that is no number");
    return STEP_ENTRY;
}

static enum step take_header(struct tar *tar, struct entry *entry)
{
    uint64_t position = tar->archive.position;
    const uint8_t *block = next_block(tar);
    struct tar_header header;

    if (block == NULL)
        return STEP_STOP;
    const char *problem = tar_header_parse(block, &header);
    if (problem) {
        stop(tar, ERROR_LAYER_UNREADABLE, problem, position);
        return STEP_STOP;
    }
    if (header.role >= TAR_ROLE_PAX) {
        extensions[header.role](tar, header.size);
        reader_skip(&tar->archive, -header.size & (TAR_BLOCK - 1));
        if (tar->archive.failed)
            stop_archive(tar);
        return tar->failed ? STEP_STOP : STEP_AGAIN;
    }
    if (tar->count == ENTRIES_MAX) {
        stop(tar, ERROR_LIMIT, "more than 10,000,000 entries", position);
        return STEP_STOP;
    }
    return take_entry(tar, &header, block, entry);
}

struct tar *tar_open(struct arena *arena, struct source *archive, tar_notice *notice_to, void *context)
{
    struct tar *tar = arena_new(arena, struct tar);

    tar->content = (struct source){.next = content_next, .skip = content_skip};
    tar->arena = arena;
    tar->archive = reader_from(archive, arena);
    tar->notice = notice_to;
    tar->context = context;
    tar->sparse.arena = tar->global_sparse.arena = arena;
    tar->pax.sparse = &tar->sparse;
    tar->global.sparse = &tar->global_sparse;
    return tar;
}

void tar_close(struct tar *tar, struct entry *entry)
{
    if (tar->handed == entry && entry->reader.source == &tar->content)
        reader_close(&entry->reader);
    reader_close(&tar->archive);
    tar->handed = NULL;
    tar->ended = true;
}

bool tar_next(struct tar *tar, struct entry *entry)
{
    enum step step;

    if (tar->extended)
        clear_extensions(tar);
    do
        step = tar->ended || !leave(tar) ? STEP_STOP : take_header(tar, entry);
    while (step == STEP_AGAIN);
    return step == STEP_ENTRY;
}

bool tar_ok(const struct tar *tar, struct error *error)
{
    if (tar->failed)
        *error = tar->error;
    return !tar->failed;
}

uint64_t tar_count(const struct tar *tar)
{
    return tar->count;
}

uint64_t tar_position(const struct tar *tar)
{
    return tar->archive.position;
}

bool tar_recognise(struct slice head)
{
    return head.len >= TAR_BLOCK && (tar_block_zero(head.at) || tar_block_checksum(head.at));
}
