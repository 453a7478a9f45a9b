#include "analyzer/os/rpm_package.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"

/* More tell a reader of the report nothing new. */
enum { PROBLEMS_FILED = 20 };

/* Folders of one package. linux-firmware and texlive have some thousands; 4 MiB of offsets are what a header may cost.
 */
enum { FOLDERS_MAX = 1024 * 1024 };

enum { MODE_KIND = 0170000, MODE_FILE = 0100000 };

/* rpmfileAttrs (include/rpm/rpmfiles.h): named by the package, but not put there. */
enum { FLAG_GHOST = 1 << 6 };

/* rpmfileState: on disk as packed. The others were replaced, left out (documentation), or belong to another colour. */
enum { STATE_NORMAL = 0 };

/* Hash algorithms of OpenPGP (RFC 4880, 9.4), as FILEDIGESTALGO names them; absent is MD5. */
static const struct {
    uint32_t number;
    enum digest_kind kind;
} algorithms[] = {{1, DIGEST_MD5}, {2, DIGEST_SHA1}, {8, DIGEST_SHA256}, {10, DIGEST_SHA512}};

void rpm_rows_begin(struct rpm_rows *rows, struct facts *facts, uint64_t size)
{
    *rows = (struct rpm_rows){.facts = facts, .left = size};
    owner_begin(&rows->owner, facts);
}

void rpm_rows_end(struct rpm_rows *rows)
{
    if (rows->problems > PROBLEMS_FILED)
        facts_problem(rows->facts, rows->blocking ? ERROR_DATABASE_UNREADABLE : ERROR_MALFORMED,
                      "%llu more records of this database have problems",
                      (unsigned long long)(rows->problems - PROBLEMS_FILED));
    free(rows->buffer);
    free(rows->folders);
    rows->buffer = NULL;
    rows->folders = NULL;
}

void rpm_rows_problem(struct rpm_rows *rows, enum error_code code, const char *format, ...)
{
    char text[256];
    va_list arguments;

    if (rows->problems++ >= PROBLEMS_FILED) {
        rows->blocking |= code != ERROR_MALFORMED;
        return;
    }
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    facts_problem(rows->facts, code, "%s", text);
}

/* Grows a scratch buffer from malloc; its content is lost. */
static bool scratch_room(void **at, size_t *room, size_t wanted)
{
    if (wanted <= *room)
        return true;
    free(*at);
    *at = malloc(wanted);
    *room = *at ? wanted : 0;
    return *at != NULL;
}

uint8_t *rpm_rows_room(struct rpm_rows *rows, uint64_t number, uint64_t len)
{
    void *buffer = rows->buffer;

    if (len > RPM_HEADER_MAX) {
        rpm_rows_problem(rows, ERROR_LIMIT, "header %llu has %llu bytes; the limit is %d", (unsigned long long)number,
                         (unsigned long long)len, RPM_HEADER_MAX);
        return NULL;
    }
    if (len > rows->left) {
        rpm_rows_problem(rows, ERROR_DATABASE_UNREADABLE,
                         "headers are longer than the database: the rest, from header %llu on, is not read",
                         (unsigned long long)number);
        rows->full = true;
        return NULL;
    }
    rows->left -= len;
    bool taken = scratch_room(&buffer, &rows->room, len ? len : 1);
    rows->buffer = buffer;
    if (!taken)
        rpm_rows_problem(rows, ERROR_LIMIT, "no memory for header %llu of %llu bytes", (unsigned long long)number,
                         (unsigned long long)len);
    return rows->buffer;
}

bool rpm_source_split(struct slice file, struct slice *name, struct slice *version)
{
    static const struct slice endings[] = {S_INIT(".nosrc.rpm"), S_INIT(".src.rpm")};

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        if (!slice_ends(file, endings[i]))
            continue;
        struct slice stem = slice_head(file, file.len - endings[i].len);
        size_t release = slice_find_last(stem, '-');
        if (release == stem.len)
            return false;
        size_t at = slice_find_last(slice_head(stem, release), '-');
        if (at == release || at == 0 || at + 1 == release || release + 1 == stem.len)
            return false;
        *name = slice_head(stem, at);
        *version = slice_skip(stem, at + 1);
        return true;
    }
    return false;
}

struct slice rpm_text(struct arena *arena, struct slice text)
{
    if (utf8_valid(text))
        return arena_copy(arena, text);
    uint8_t *out = arena_array(arena, uint8_t, 2 * text.len);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++)
        len += utf8_put(text.at[i], out + len);
    return slice_of(out, len);
}

/* Offsets of all folder names, so that files may name them in any order at equal cost. */
static bool folders_find(struct rpm_rows *rows, const struct rpm_header *header, struct rpm_strings *names)
{
    struct slice name;
    void *folders = rows->folders;

    if (!rpm_header_strings(header, RPM_DIRNAMES, names) || names->count > FOLDERS_MAX)
        return false;
    bool taken = scratch_room(&folders, &rows->folder_room, (size_t)names->count * sizeof(uint32_t));
    rows->folders = folders;
    if (!taken)
        return false;
    struct rpm_strings rest = *names;
    for (uint32_t i = 0; i < names->count; i++) {
        rows->folders[i] = (uint32_t)(rest.left.at - names->left.at);
        if (!rpm_strings_next(&rest, &name))
            return false;
    }
    return true;
}

struct rpm_files {
    struct rpm_strings folders, names, digests;
    struct rpm_numbers indexes, modes, flags, states;
    enum digest_kind kind;
};

static bool files_open(struct rpm_rows *rows, const struct rpm_header *header, struct rpm_files *files)
{
    struct rpm_numbers algorithm;
    uint32_t number = 1;

    *files = (struct rpm_files){.kind = DIGEST_NONE};
    if (!rpm_header_strings(header, RPM_BASENAMES, &files->names) || !folders_find(rows, header, &files->folders) ||
        !rpm_header_numbers(header, RPM_DIRINDEXES, &files->indexes) ||
        !rpm_header_numbers(header, RPM_FILEMODES, &files->modes) || files->indexes.count != files->names.count ||
        files->modes.count != files->names.count)
        return false;
    rpm_header_numbers(header, RPM_FILEFLAGS, &files->flags);
    rpm_header_numbers(header, RPM_FILESTATES, &files->states);
    if (!rpm_header_strings(header, RPM_FILEDIGESTS, &files->digests) || files->digests.count != files->names.count)
        files->digests.count = 0;
    if (rpm_header_numbers(header, RPM_FILEDIGESTALGO, &algorithm))
        number = rpm_number(&algorithm, 0);
    for (size_t i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++)
        if (algorithms[i].number == number)
            files->kind = algorithms[i].kind;
    return true;
}

/* The folder of a file, normalised, in `path`. returns  its length; false when there is no such folder */
static bool folder_put(const struct rpm_rows *rows, const struct rpm_files *files, uint32_t index,
                       uint8_t path[PATH_LEN_MAX], size_t *len)
{
    struct slice name, rest, folder;

    if (index >= files->folders.count)
        return false;
    slice_cut(slice_skip(files->folders.left, rows->folders[index]), 0, &name, &rest);
    if (name.len > PATH_LEN_MAX || !path_normalise(name, path, &folder) || folder.len > PATH_LEN_MAX)
        return false;
    *len = folder.len; /* path_normalise wrote it to the start of `path` */
    return true;
}

static void file_own(struct rpm_rows *rows, uint32_t package, struct slice path, enum digest_kind kind,
                     struct slice text)
{
    uint8_t digest[64];

    if (kind == DIGEST_NONE || text.len != 2 * digest_len(kind) || !hex_parse(text, digest, digest_len(kind)))
        facts_owned(rows->facts, package, path, DIGEST_NONE, NULL);
    else
        facts_owned(rows->facts, package, path, kind, digest);
}

/* returns  false when the file list is damaged; what came before stays */
static bool files_own(struct rpm_rows *rows, const struct rpm_header *header, uint32_t package)
{
    struct rpm_files files;
    uint8_t path[2 * PATH_LEN_MAX];
    size_t folder_len = 0;
    uint32_t folder = UINT32_MAX;
    struct slice name, digest = {0};

    if (!files_open(rows, header, &files))
        return false;
    uint32_t count = files.names.count;
    bool digests = files.digests.count > 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!rpm_strings_next(&files.names, &name) || (digests && !rpm_strings_next(&files.digests, &digest)))
            return false;
        uint32_t mode = rpm_number(&files.modes, i);
        if ((mode & MODE_KIND) != MODE_FILE || (rpm_number(&files.flags, i) & FLAG_GHOST) != 0 ||
            rpm_number(&files.states, i) != STATE_NORMAL)
            continue;
        uint32_t wanted = rpm_number(&files.indexes, i);
        if (wanted != folder || folder == UINT32_MAX) {
            if (!folder_put(rows, &files, wanted, path, &folder_len))
                return false;
            folder = wanted;
        }
        size_t slash = folder_len ? 1 : 0;
        if (name.len == 0 || folder_len + slash + name.len > PATH_LEN_MAX || slice_find_byte(name, '/') < name.len)
            continue;
        path[folder_len] = '/';
        memcpy(path + folder_len + slash, name.at, name.len);
        struct slice full = slice_of(path, folder_len + slash + name.len);
        if (owner_wants(&rows->owner, full, mode))
            file_own(rows, package, full, files.kind, digest);
    }
    return true;
}

/* Texts of a package that are a field of the header as it stands. */
static const struct {
    enum rpm_field field;
    size_t offset;
} texts[] = {
    {RPM_NAME, offsetof(struct package, name)},
    {RPM_VERSION, offsetof(struct package, version)},
    {RPM_RELEASE, offsetof(struct package, release)},
    {RPM_ARCH, offsetof(struct package, arch)},
    {RPM_VENDOR, offsetof(struct package, vendor)},
    {RPM_PACKAGER, offsetof(struct package, packager)},
    {RPM_MODULARITYLABEL, offsetof(struct package, module)},
};

static bool text_read(struct rpm_rows *rows, uint64_t number, const struct rpm_header *header, enum rpm_field field,
                      struct slice *text)
{
    if (!rpm_header_has(header, field))
        return false;
    if (!rpm_header_string(header, field, text)) {
        rpm_rows_problem(rows, ERROR_MALFORMED, "header %llu: field '%s' is damaged", (unsigned long long)number,
                         rpm_field_name(field));
        return false;
    }
    *text = rpm_text(rows->facts->arena, *text);
    return true;
}

static void package_read(struct rpm_rows *rows, uint64_t number, const struct rpm_header *header,
                         struct package *package)
{
    struct slice text;
    struct rpm_numbers epoch;

    *package = (struct package){.type = S("rpm"), .epoch = EPOCH_ABSENT, .state = S("installed")};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (text_read(rows, number, header, texts[i].field, &text))
            memcpy((uint8_t *)package + texts[i].offset, &text, sizeof(text));
    if (text_read(rows, number, header, RPM_LICENSE, &text) && text.len > 0) {
        package->licences.at = arena_new(rows->facts->arena, struct slice);
        package->licences.at[0] = text;
        package->licences.count = 1;
    }
    if (text_read(rows, number, header, RPM_SOURCERPM, &text))
        rpm_source_split(text, &package->source_name, &package->source_version);
    if (rpm_header_numbers(header, RPM_EPOCH, &epoch) && epoch.count > 0)
        package->epoch = rpm_number(&epoch, 0);
    else if (rpm_header_has(header, RPM_EPOCH))
        rpm_rows_problem(rows, ERROR_MALFORMED, "header %llu: field 'epoch' is damaged", (unsigned long long)number);
    package->key_entry = slice_equal(package->name, S("gpg-pubkey"));
}

static void add(struct rpm_rows *rows, uint64_t number, struct slice blob)
{
    struct rpm_header header;
    struct package package;
    struct error error;

    if (!rpm_header_parse(blob, &header, &error)) {
        rpm_rows_problem(rows, error.code, "header %llu: %s", (unsigned long long)number, error.text);
        return;
    }
    package_read(rows, number, &header, &package);
    if (rows->archive) {
        package.state = S("");
        package.scope = SCOPE_DECLARED;
    }
    if (package.name.len == 0 || package.version.len == 0) {
        rpm_rows_problem(rows, ERROR_MALFORMED, "header %llu has no name or no version", (unsigned long long)number);
        return;
    }
    uint32_t index = facts_package(rows->facts, &package);
    if (index != UINT32_MAX && !rows->archive && rpm_header_has(&header, RPM_BASENAMES) && !files_own(rows, &header, index))
        rpm_rows_problem(rows, ERROR_MALFORMED, "header %llu: the list of files is damaged",
                         (unsigned long long)number);
}

void rpm_rows_add(struct rpm_rows *rows, uint64_t number, struct slice blob)
{
    struct arena_mark mark = arena_mark(rows->facts->arena);

    add(rows, number, blob);
    arena_reset(rows->facts->arena, mark);
}
