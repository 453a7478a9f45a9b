/*
 * Packages installed by apk-tools, and the files they own: blocks of 'K:value' lines, an empty line after each. Read as
 * apk_db_fdb_read() and apk_pkgtmpl_add_info() do (apk-tools src/database.c, src/package.c): a line of less than two
 * bytes ends a block, of several fields with one key the last one stays. apk-tools 3 still writes this text, its binary
 * form (ADB) is for packages and indexes; one that stands here all the same is told as unsupported.
 */
#include "analyzer/os/owner.h"

enum { APK_LINE_MAX = 16 * 1024, APK_MODE_DEFAULT = 0644 };

/* Fields of a package that are kept, by their key. */
enum field { FIELD_NAME, FIELD_VERSION, FIELD_ARCH, FIELD_ORIGIN, FIELD_LICENCE, FIELD_MAINTAINER, FIELD_TAG, FIELDS };
static const char keys[] = {
    [FIELD_NAME] = 'P',    [FIELD_VERSION] = 'V',    [FIELD_ARCH] = 'A', [FIELD_ORIGIN] = 'o',
    [FIELD_LICENCE] = 'L', [FIELD_MAINTAINER] = 'm', [FIELD_TAG] = 's',
};

enum folder_state { FOLDER_NONE, FOLDER_OPEN, FOLDER_LOST /* its name is too long: so are those of its files */ };

struct block {
    struct slice values[FIELDS];
    size_t line;     /* of its first field; 0: none yet */
    bool filed;      /* the package is among the facts, as `index` (UINT32_MAX: it was refused) */
    bool short_hash; /* digests marked as SHA-1 are SHA-256 cut to 160 bits (flag S of apk-tools 3) */
    uint32_t index;
    enum folder_state folder_state;
    uint8_t folder[PATH_LEN_MAX];
    size_t folder_len;
    uint8_t file[2 * PATH_LEN_MAX]; /* path of the file whose digest may follow */
    size_t file_len;
    int64_t file_mode;
};

struct apk {
    struct reader *reader;
    struct facts *facts;
    struct owner owner;
    size_t good, bad;
    struct block block;
    struct arena_mark mark; /* before the values of the block */
};

static void problem(struct apk *apk, const char *what)
{
    facts_problem(apk->facts, ERROR_MALFORMED, "line %zu: %s", apk->reader->line, what);
}

/* The package's own fields stand before those of its files. */
static void package_file(struct apk *apk)
{
    struct block *block = &apk->block;
    struct package package = {.type = S("apk"), .epoch = EPOCH_ABSENT, .state = S("installed")};

    block->filed = true;
    block->index = UINT32_MAX;
    if (block->values[FIELD_NAME].len == 0 || block->values[FIELD_VERSION].len == 0) {
        facts_problem(apk->facts, ERROR_MALFORMED, "line %zu: a package without %s", block->line,
                      block->values[FIELD_NAME].len == 0 ? "name ('P:')" : "version ('V:')");
        apk->bad++;
        return;
    }
    package.name = block->values[FIELD_NAME];
    package.version = block->values[FIELD_VERSION];
    package.arch = block->values[FIELD_ARCH];
    package.vendor = block->values[FIELD_MAINTAINER];
    package.repository = block->values[FIELD_TAG];
    package.source_name = block->values[FIELD_ORIGIN];
    if (package.source_name.len > 0)
        package.source_version = package.version; /* an origin and its subpackages have one version */
    if (block->values[FIELD_LICENCE].len > 0)
        package.licences = (struct slices){arena_new(apk->facts->arena, struct slice), 1};
    if (package.licences.count > 0)
        package.licences.at[0] = block->values[FIELD_LICENCE];
    block->index = facts_package(apk->facts, &package);
    apk->good++;
}

/* The file named last, once its digest is known or known to be missing. */
static void file_flush(struct apk *apk, enum digest_kind kind, const uint8_t *digest)
{
    struct block *block = &apk->block;

    if (block->file_len > 0 && block->index != UINT32_MAX &&
        !owner_add(&apk->owner, block->index, slice_of(block->file, block->file_len), block->file_mode, kind, digest))
        problem(apk, "a file with a name that is no path");
    block->file_len = 0;
}

static void block_end(struct apk *apk)
{
    file_flush(apk, DIGEST_NONE, NULL);
    if (apk->block.line > 0 && !apk->block.filed)
        package_file(apk);
    apk->block = (struct block){0};
    arena_reset(apk->facts->arena, apk->mark);
}

static int base64_value(uint8_t byte)
{
    if (byte >= 'A' && byte <= 'Z')
        return byte - 'A';
    if (byte >= 'a' && byte <= 'z')
        return byte - 'a' + 26;
    if (byte >= '0' && byte <= '9')
        return byte - '0' + 52;
    return byte == '+' ? 62 : byte == '/' ? 63 : -1;
}

/* The first 16 bytes of a digest. returns  false when it has fewer, or other characters */
static bool base64_head(struct slice text, uint8_t out[16])
{
    uint32_t bits = 0;
    unsigned count = 0;
    size_t len = 0;

    for (size_t i = 0; i < text.len && len < 16; i++) {
        int value = base64_value(text.at[i]);
        if (value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out[len++] = (uint8_t)(bits >> count);
        }
    }
    return len == 16;
}

/* "Q1" and SHA-1 in base64 (28 characters), or SHA-256 behind "Q2" or in 44; "X1", "X2" the same in hexadecimal. */
static bool digest_read(const struct block *block, struct slice text, enum digest_kind *kind, uint8_t out[16])
{
    struct slice body = slice_skip(text, 2);

    if (text.len < 2 || (text.at[1] != '1' && text.at[1] != '2'))
        return false;
    bool hex = text.at[0] == 'X';
    if (!(hex ? body.len >= 32 && hex_parse(slice_head(body, 32), out, 16)
              : text.at[0] == 'Q' && base64_head(body, out)))
        return false;
    bool is_long = text.at[1] == '2' || body.len > (hex ? 40 : 28) || block->short_hash;
    *kind = is_long ? DIGEST_SHA256 : DIGEST_SHA1;
    return true;
}

static void folder_line(struct apk *apk, struct slice value)
{
    struct block *block = &apk->block;

    file_flush(apk, DIGEST_NONE, NULL);
    if (!block->filed)
        package_file(apk);
    block->folder_state = FOLDER_LOST;
    if (value.len > sizeof block->folder) {
        problem(apk, "the name of a folder is too long");
        return;
    }
    block->folder_state = FOLDER_OPEN;
    if (value.len > 0)
        memcpy(block->folder, value.at, value.len);
    block->folder_len = value.len;
}

static void file_line(struct apk *apk, struct slice value)
{
    struct block *block = &apk->block;

    file_flush(apk, DIGEST_NONE, NULL);
    if (block->folder_state == FOLDER_NONE)
        problem(apk, "a file outside of a folder");
    if (block->folder_state != FOLDER_OPEN)
        return;
    if (value.len == 0 || value.len > PATH_LEN_MAX - 1) {
        problem(apk, "a file with a name that is no path");
        return;
    }
    memcpy(block->file, block->folder, block->folder_len);
    block->file[block->folder_len] = '/';
    memcpy(block->file + block->folder_len + 1, value.at, value.len);
    block->file_len = block->folder_len + 1 + value.len;
    block->file_mode = APK_MODE_DEFAULT;
}

/* "UID:GID:MODE[:digest of extended attributes]", of the file before (apk_db_write_fdb(): not for the default mode) */
static void mode_line(struct apk *apk, struct slice value)
{
    struct slice rest = value, part = {0};

    for (unsigned i = 0; i < 3; i++)
        slice_next(&rest, ':', &part);
    apk->block.file_mode = owner_mode(part);
}

static void digest_line(struct apk *apk, struct slice value)
{
    uint8_t digest[16];
    enum digest_kind kind;

    if (digest_read(&apk->block, value, &kind, digest)) {
        file_flush(apk, kind, digest);
        return;
    }
    problem(apk, "not a digest");
    file_flush(apk, DIGEST_NONE, NULL);
}

static void value_line(struct apk *apk, enum field field, struct slice value, bool cut)
{
    struct block *block = &apk->block;

    if (cut)
        facts_problem(apk->facts, ERROR_MALFORMED, "line %zu: '%c:' is longer than %d bytes", apk->reader->line,
                      keys[field], APK_LINE_MAX);
    else if (block->filed)
        problem(apk, "a field of the package behind its files");
    else
        block->values[field] = arena_copy(apk->facts->arena, value);
}

static void line_read(struct apk *apk, struct slice line, bool cut)
{
    uint8_t key = line.at[0];
    struct slice value = slice_skip(line, 2);

    if (line.at[1] != ':') {
        problem(apk, "not a 'K:value' field");
        apk->bad++;
        return;
    }
    if (apk->block.line == 0)
        apk->block.line = apk->reader->line;
    switch (key) {
    case 'F': folder_line(apk, value); return;
    case 'R': file_line(apk, value); return;
    case 'a': mode_line(apk, value); return;
    case 'Z': digest_line(apk, value); return;
    case 'f': apk->block.short_hash = slice_find_byte(value, 'S') < value.len; return;
    }
    for (enum field field = 0; field < FIELDS; field++)
        if (key == keys[field])
            value_line(apk, field, value, cut);
}

static bool apk_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct apk *apk = arena_new(entry->arena, struct apk);
    enum reader_line got;
    struct slice line;

    *apk = (struct apk){.reader = &entry->reader, .facts = facts};
    owner_begin(&apk->owner, facts);
    apk->mark = arena_mark(facts->arena);
    if (slice_starts(reader_peek(&entry->reader, 4), S("ADB")))
        return fail(error, ERROR_UNSUPPORTED, "a package database in apk-tools' binary form (ADB)");
    while ((got = reader_line(&entry->reader, APK_LINE_MAX, &line)) != LINE_END) {
        if (line.len < 2)
            block_end(apk);
        else
            line_read(apk, line, got == LINE_CUT);
    }
    block_end(apk);
    if (!reader_ok(&entry->reader, error))
        return false;
    return apk->good > 0 || apk->bad == 0 || fail(error, ERROR_DATABASE_UNREADABLE, "no block of it names a package");
}

const struct analyzer analyzer_apk = {
    .name = "apk",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_PATH, "lib/apk/db/installed"}, {GATE_PATH, "usr/lib/apk/db/installed"}, {0}},
    .read = apk_read,
    .database = true,
};
