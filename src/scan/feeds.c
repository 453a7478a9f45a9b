#include "scan/feeds.h"

#include "base/cleanup.h"
#include "scan/feeds_folder.h"
#include "target/walk.h"

struct feeds {
    struct arena *arena;
    const struct feeds_options *options;
    struct build *build;
    struct feeds_summary *summary;
    struct process_pool *pool;
    size_t done, total;
    struct error fatal; /* code ERROR_NONE: none */
};

/* One worker. */
struct feeds_job {
    struct feeds *feeds;
    const struct feeds_place *place;
    size_t number; /* in the build */
    int input;
    struct record_stream *stream;
    struct arena *arena; /* of the thread that walks a folder */
    struct walk_problems walk;
    struct error error; /* of the records */
};

static void tell(struct feeds *feeds, const struct feeds_place *place, const char *what)
{
    if (feeds->options->tell)
        feeds->options->tell(
            feeds->options->context,
            arena_text(feeds->arena, arena_format(feeds->arena, "%.*s: %s", SLICE_ARG(place->path), what)));
}

static void show_progress(struct feeds *feeds)
{
    if (feeds->options->progress)
        feeds->options->progress(
            feeds->options->context,
            arena_text(feeds->arena, arena_format(feeds->arena, "%zu of %zu feeds", feeds->done, feeds->total)));
}

/* One record in, and whether anything of the feed is missing. */
static bool take_record(void *context, const struct record *record, struct error *error)
{
    struct feeds_job *job = context;

    if (record->kind == RECORD_PROBLEM && problem_kind(record->problem.code)->blocking)
        job->feeds->summary->incomplete = true;
    if (build_take(job->feeds->build, job->number, record, error))
        return true;
    job->feeds->fatal = *error;
    return false;
}

static void add_problem(struct feeds_job *job, enum error_code code, struct slice path, struct slice detail)
{
    struct record problem = {.kind = RECORD_PROBLEM, .problem = {code, path, detail}};
    struct record end = {.kind = RECORD_END, .end = {1}};
    struct error error;

    (void)(take_record(job, &problem, &error) && take_record(job, &end, &error));
}

static bool job_receive(void *context, struct slice bytes)
{
    struct feeds_job *job = context;

    if (job->feeds->fatal.code != ERROR_NONE)
        return false;
    return record_stream_push(job->stream, bytes, take_record, job, &job->error);
}

static void job_done(void *context, const struct process_result *result)
{
    struct feeds_job *job = context;
    struct feeds *feeds = job->feeds;
    struct error error = job->error;
    bool good = error.code == ERROR_NONE && result->ok && record_stream_end(job->stream, &error);

    if (error.code == ERROR_NONE && !good)
        error = result->error;
    for (size_t i = 0; i < job->walk.count; i++)
        add_problem(job, job->walk.at[i].code, job->walk.at[i].path, job->walk.at[i].detail);
    if (result->wall)
        feeds->fatal = result->error;
    else if (!good)
        add_problem(job, error.code, job->place->path, slice_text(error.text));
    feeds->summary->read++;
    record_stream_destroy(job->stream);
    if (job->arena)
        arena_destroy(job->arena);
    close(job->input);
    tell(feeds, job->place, good ? "read" : error.text);
    feeds->done++;
    show_progress(feeds);
}

static bool feed_put(void *feed, struct slice bytes)
{
    return process_feed_write(feed, bytes);
}

/* A folder: all of it. */
static bool job_feed(void *context, struct process_feed *feed, struct error *error)
{
    struct feeds_job *job = context;
    const struct walk_sink sink = {.put = feed_put, .context = feed};

    (void)error;
    walk_stream(job->arena, job->input, NULL, 0, &sink, &job->walk);
    return true;
}

static bool add_job(struct feeds *feeds, const struct feeds_place *place, struct error *error)
{
    struct arena *arena = feeds->arena;
    struct feeds_job *job = arena_new(arena, struct feeds_job);
    const char **arguments = arena_array(arena, const char *, 7);
    size_t count = 0;

    *job = (struct feeds_job){.feeds = feeds, .place = place, .stream = record_stream_create(arena)};
    job->number = build_feed(feeds->build, place->feed, place->day, place->complete);
    job->arena = place->folder ? arena_create_simple() : NULL;
    job->input = feeds_folder_open(arena, feeds->options->folder, place, error);
    if (job->input < 0)
        return false;
    arguments[count++] = "feed";
    arguments[count++] = arena_text(arena, arena_format(arena, "name=%s", place->feed->name));
    arguments[count++] = arena_text(arena, arena_format(arena, "path=%.*s", SLICE_ARG(place->path)));
    if (!place->folder) {
        arguments[count++] = "offset=0";
        arguments[count++] = arena_text(arena, arena_format(arena, "length=%llu", (unsigned long long)place->size));
    }
    process_pool_add(feeds->pool, &(struct process_job){
                                      .arguments = arguments,
                                      .input = place->folder ? -1 : job->input,
                                      .length = place->folder ? UINT64_MAX : place->size,
                                      .scratch = -1,
                                      .feed = place->folder ? job_feed : NULL,
                                      .receive = job_receive,
                                      .done = job_done,
                                      .context = job,
                                  });
    feeds->total++;
    return true;
}

bool feeds_read(struct arena *arena, const struct feeds_options *options, struct build *build,
                struct feeds_summary *summary, struct error *error)
{
    struct feeds feeds = {.arena = arena, .options = options, .build = build, .summary = summary};
    struct feeds_places places;

    *summary = (struct feeds_summary){0};
    feeds.pool = process_pool_create(arena, &options->process);
    if (!feeds_folder_list(arena, options->folder, &places, error))
        return false;
    for (size_t i = 0; i < places.count; i++) {
        const struct feeds_place *place = &places.at[i];
        if (place->feed == NULL) {
            summary->unknown++;
            tell(&feeds, place, "not a feed that is known");
        } else if (options->facts_only && !place->feed->facts_allowed) {
            summary->left_out++;
            tell(&feeds, place, "left out: its licence does not allow to give its facts to others");
        } else if (!add_job(&feeds, place, error)) {
            return false;
        }
    }
    if (feeds.total == 0)
        return fail(error, ERROR_UNREADABLE, "nothing in '%s' is a feed that is known", options->folder);
    show_progress(&feeds);
    process_pool_run(feeds.pool);
    if (feeds.fatal.code == ERROR_NONE)
        return true;
    *error = feeds.fatal;
    return false;
}
