#include "analyzer/format/sqlite_vfs.h"

const char sqlite_vfs_name[] = "database";
/* SQLite makes this name of the one above. */
static const char log_name[] = "database-wal";

struct vfs_file {
    sqlite3_file file;
    const struct spool *spool;
    const struct spooled *content; /* NULL: empty */
};

/*
 * SQLite hands out pointers to structs that begin others; the ways back stand in these two functions. `vfs` is the
 * first member of its struct, and pAppData leads to the struct itself.
 */
static const struct sqlite_vfs *vfs_of(const sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

static struct vfs_file *file_of(sqlite3_file *file)
{
    return (struct vfs_file *)(void *)file;
}

static int file_close(sqlite3_file *file)
{
    (void)file;
    return SQLITE_OK;
}

static int file_read(sqlite3_file *file, void *out, int len, sqlite3_int64 at)
{
    const struct vfs_file *own = file_of(file);
    size_t got = 0;

    if (len < 0 || at < 0)
        return SQLITE_IOERR_READ;
    if (own->content)
        got = spool_read(own->spool, own->content, (uint64_t)at, out, (size_t)len);
    if (got == (size_t)len)
        return SQLITE_OK;
    memset((uint8_t *)out + got, 0, (size_t)len - got);
    return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 at)
{
    (void)file;
    (void)bytes;
    (void)len;
    (void)at;
    return SQLITE_IOERR_WRITE;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    (void)file;
    (void)size;
    return SQLITE_IOERR_TRUNCATE;
}

static int file_sync(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    const struct vfs_file *own = file_of(file);

    if (own->content && own->content->size > INT64_MAX)
        return SQLITE_IOERR_FSTAT;
    *size = own->content ? (sqlite3_int64)own->content->size : 0;
    return SQLITE_OK;
}

static int file_lock(sqlite3_file *file, int level)
{
    (void)file;
    (void)level;
    return SQLITE_OK;
}

static int file_check_lock(sqlite3_file *file, int *locked)
{
    (void)file;
    *locked = 0;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *file, int operation, void *argument)
{
    (void)file;
    (void)operation;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *file)
{
    (void)file;
    return 512;
}

static int file_traits(sqlite3_file *file)
{
    (void)file;
    return 0;
}

/* Version 1: no shared memory (so the log's index is kept on the heap) and no mapping. */
static const sqlite3_io_methods file_methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_lock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
};

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *flags_out)
{
    const struct sqlite_vfs *files = vfs_of(vfs);
    struct vfs_file *own = file_of(file);

    (void)name;
    *own = (struct vfs_file){.spool = files->spool};
    if (flags & SQLITE_OPEN_MAIN_DB)
        own->content = files->main;
    else if (flags & SQLITE_OPEN_WAL)
        own->content = files->log;
    else
        return SQLITE_CANTOPEN;
    own->file.pMethods = &file_methods;
    if (flags_out)
        *flags_out = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    (void)name;
    (void)sync;
    return SQLITE_IOERR_DELETE;
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
    const struct sqlite_vfs *files = vfs_of(vfs);
    struct slice asked = slice_text(name);

    *result = flags != SQLITE_ACCESS_READWRITE && (slice_equal(asked, slice_text(sqlite_vfs_name)) ||
                                                   (files->log && slice_equal(asked, slice_text(log_name))));
    return SQLITE_OK;
}

static int vfs_full_name(sqlite3_vfs *vfs, const char *name, int room, char *out)
{
    size_t len = strlen(name);

    (void)vfs;
    if (room <= 0 || len >= (size_t)room)
        return SQLITE_CANTOPEN;
    memcpy(out, name, len + 1);
    return SQLITE_OK;
}

/* Only writers ask for randomness, the time and sleep; the answers are the same on every machine. */
static int vfs_randomness(sqlite3_vfs *vfs, int len, char *out)
{
    (void)vfs;
    memset(out, 0, (size_t)len);
    return len;
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
    (void)vfs;
    return microseconds;
}

static int vfs_time(sqlite3_vfs *vfs, double *julian_day)
{
    (void)vfs;
    *julian_day = 2440587.5; /* 1970-01-01 */
    return SQLITE_OK;
}

static int vfs_last_error(sqlite3_vfs *vfs, int room, char *out)
{
    (void)vfs;
    if (room > 0)
        *out = 0;
    return 0;
}

int sqlite_vfs_install(struct sqlite_vfs *files, const struct spool *spool, const struct spooled *main,
                    const struct spooled *log)
{
    *files = (struct sqlite_vfs){
        .vfs =
            {
                .iVersion = 1,
                .szOsFile = (int)sizeof(struct vfs_file),
                .mxPathname = 64,
                .zName = "seaworthy-spool",
                .pAppData = files,
                .xOpen = vfs_open,
                .xDelete = vfs_delete,
                .xAccess = vfs_access,
                .xFullPathname = vfs_full_name,
                .xRandomness = vfs_randomness,
                .xSleep = vfs_sleep,
                .xCurrentTime = vfs_time,
                .xGetLastError = vfs_last_error,
            },
        .spool = spool,
        .main = main,
        .log = log && log->size > 0 ? log : NULL,
    };
    return sqlite3_vfs_register(&files->vfs, 1);
}

void sqlite_vfs_remove(struct sqlite_vfs *files)
{
    sqlite3_vfs_unregister(&files->vfs);
}
