/* For tests: feeds as text into a build, and database folders that go away. */
#ifndef SEAWORTHY_ADVISORY_MAKE_TESTING_H
#define SEAWORTHY_ADVISORY_MAKE_TESTING_H

#include "base/testing.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "advisory/database.h"
#include "advisory/make/build.h"

struct build_test_sink {
    struct build *build;
    size_t feed;
    struct record_stream *stream;
};

static bool build_test_take(void *context, const struct record *record, struct error *error)
{
    struct build_test_sink *sink = context;
    return build_take(sink->build, sink->feed, record, error);
}

static bool build_test_write(void *context, struct slice bytes, struct error *error)
{
    struct build_test_sink *sink = context;
    return record_stream_push(sink->stream, bytes, build_test_take, sink, error);
}

/* One file of the feed of that name, as a worker would read it. */
static void build_test_feed_of(struct build *build, const char *feed, const char *day, const char *path,
                               const char *content)
{
    const struct feed *row = feed_named(slice_text(feed));
    struct arena *arena = arena_create_simple();
    struct build_test_sink sink = {build, build_feed(build, row, slice_text(day), true), record_stream_create(arena)};
    struct reader reader = reader_over(slice_text(content));
    struct feed_file file = {slice_text(path), &reader, arena};
    struct feed_emit emit;
    struct error error;

    emit_init(&emit, arena, build_test_write, &sink);
    if (!row->read(&file, &emit, &error) || !emit_finish(&emit, &error) || !record_stream_end(sink.stream, &error))
        fail_msg("%s: %s", feed, error.text);
    record_stream_destroy(sink.stream);
    arena_destroy(arena);
}

static inline void build_test_feed(struct build *build, const char *feed, const char *path, const char *content)
{
    build_test_feed_of(build, feed, "2025-01-02", path, content);
}

/* A folder of its own below $TMPDIR. */
static char *build_test_folder(void)
{
    const char *base = getenv("TMPDIR");
    char *path = NULL;

    if (asprintf(&path, "%s/seaworthy-test-XXXXXX", base ? base : "/tmp") < 0 || mkdtemp(path) == NULL)
        fail_msg("no temporary folder");
    return path;
}

static void build_test_remove_files(const char *folder)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;

    while (entries && (entry = readdir(entries)) != NULL)
        (void)unlinkat(dirfd(entries), entry->d_name, 0);
    if (entries)
        closedir(entries);
    (void)rmdir(folder);
}

static void build_test_remove(char *folder)
{
    char segments[512];

    snprintf(segments, sizeof segments, "%s/segments", folder);
    build_test_remove_files(segments);
    build_test_remove_files(folder);
    free(folder);
}

#endif
