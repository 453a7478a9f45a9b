/*
 * Job `feed`: an upstream feed into advisory records. Whatever the feed lies in is opened here: compression, archives,
 * archives within archives; the row of the feed table sees one plain file after the other. What cannot be read is a
 * problem among the records, and the rest counts.
 */
#include "advisory/feed/feed.h"
#include "layer/codec.h"
#include "layer/tar.h"
#include "layer/zip.h"
#include "worker/job/job.h"

/* A compressed archive of compressed files is what upstreams do; one level more for what wraps it. */
enum { DEPTH_MAX = 3 };

struct feed_job {
    const struct job_context *job;
    const struct feed *feed;
    struct feed_emit emit;
    struct arena *streams[DEPTH_MAX + 1]; /* decoders and archives, one a level: each lives as long as its stream */
    struct arena *file;                   /* what a row takes for one file */
    bool wanted;                          /* the row has read at least one file */
};

static bool emit_write(void *context, struct slice bytes, struct error *error)
{
    (void)context;
    (void)error;
    job_write(bytes);
    return true;
}

/* A reader as a source: what was looked at is given out again. */
struct reader_source {
    struct source source;
    struct reader *reader;
};

static bool reader_source_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct reader *reader = ((struct reader_source *)source)->reader;

    *chunk = reader_chunk(reader);
    return reader_ok(reader, error);
}

static void notice(void *feed, enum error_code code, struct slice path, const char *text)
{
    (void)path;
    emit_problem(&((struct feed_job *)feed)->emit, code, "%s", text);
}

static void read_file(struct feed_job *feed, struct reader *reader, struct slice path)
{
    struct arena_mark mark = arena_mark(feed->file);
    struct feed_file file = {.path = path, .reader = reader, .arena = feed->file};
    struct error error = {0};

    feed->emit.path = path;
    /* Where the stream is damaged before the first byte, a row finds nothing to read, and says nothing. */
    if (!feed->feed->read(&file, &feed->emit, &error) || !reader_ok(reader, &error))
        emit_problem(&feed->emit, error.code, "%s", error.text);
    feed->wanted |= reader->position > 0 || reader_at_end(reader);
    arena_reset(feed->file, mark);
}

static void read_stream(struct feed_job *feed, struct source *source, struct slice path, unsigned depth);

static void read_tar(struct feed_job *feed, struct reader *reader, struct slice path, unsigned depth)
{
    struct reader_source archive = {{reader_source_next, NULL}, reader};
    struct tar *tar = tar_open(feed->streams[depth], &archive.source, notice, feed);
    struct error error = {0};
    struct entry entry;

    while (tar_next(tar, &entry)) {
        struct reader_source member = {{reader_source_next, NULL}, &entry.reader};
        if (entry.kind == ENTRY_FILE)
            read_stream(feed, &member.source, entry.path, depth + 1);
    }
    feed->emit.path = path;
    if (!tar_ok(tar, &error))
        emit_problem(&feed->emit, error.code, "%s", error.text);
    tar_close(tar, &entry);
}

static void read_zip(struct feed_job *feed, struct reader *reader, struct slice path, unsigned depth)
{
    struct reader_source archive = {{reader_source_next, NULL}, reader};
    struct zip *zip = zip_open(feed->streams[depth], &archive.source);
    struct error error = {0};
    struct entry entry;

    while (zip_next(zip, &entry)) {
        struct reader_source member = {{reader_source_next, NULL}, &entry.reader};
        if (entry.kind == ENTRY_FILE)
            read_stream(feed, &member.source, entry.path, depth + 1);
        reader_close(&entry.reader);
    }
    zip_close(zip);
    feed->emit.path = path;
    if (!zip_ok(zip, &error))
        emit_problem(&feed->emit, error.code, "%s", error.text);
}

/* "scores.csv.gz" as it is called unpacked. */
static struct slice path_unpacked(struct slice path)
{
    size_t dot = slice_find_last(path, '.');
    return dot < path.len ? slice_head(path, dot) : path;
}

static void read_stream(struct feed_job *feed, struct source *source, struct slice path, unsigned depth)
{
    struct arena *arena = feed->streams[depth];
    struct arena_mark mark = arena_mark(arena);
    const struct codec *codec = NULL;
    struct source *unpacked;
    struct error error = {0};
    struct reader reader;

    feed->emit.path = path;
    if (!codec_open(arena, source, feed->job->window, &unpacked, &codec, &error)) {
        emit_problem(&feed->emit, error.code, "%s", error.text);
    } else {
        reader = reader_from(unpacked, arena);
        if (depth < DEPTH_MAX && tar_recognise(reader_peek(&reader, 512)))
            read_tar(feed, &reader, path, depth);
        else if (depth < DEPTH_MAX && zip_recognise(reader_peek(&reader, 4)))
            read_zip(feed, &reader, path, depth);
        else
            read_file(feed, &reader, codec ? path_unpacked(path) : path);
        reader_close(&reader);
    }
    arena_reset(arena, mark);
}

static bool feed_run(struct job_context *job, struct error *error)
{
    struct slice name = job->arguments->name;
    struct slice path = job->arguments->paths.count ? job->arguments->paths.at[0] : name;
    struct feed_job feed = {.job = job, .feed = feed_named(name)};

    emit_init(&feed.emit, job->arena, emit_write, NULL);
    feed.emit.path = path;
    feed.file = arena_branch(job->arena);
    for (unsigned depth = 0; depth <= DEPTH_MAX; depth++)
        feed.streams[depth] = arena_branch(job->arena);
    if (feed.feed == NULL)
        emit_problem(&feed.emit, ERROR_INTERNAL, "no feed of that name");
    else
        read_stream(&feed, job_input(job, false), path, 0);
    feed.emit.path = path;
    if (!feed.wanted && feed.emit.problems == 0)
        emit_problem(&feed.emit, ERROR_UNSUPPORTED, "nothing in it is a file of this feed");
    return emit_finish(&feed.emit, error);
}

const struct job job_feed = {.name = "feed", .run = feed_run};
