#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "advisory/day.h"
#include "advisory/index.h"
#include "advisory/make/collect.h"
#include "advisory/segment.h"
#include "base/cleanup.h"
#include "base/digest.h"
#include "base/sort.h"

char *build_draft(struct build *build, const char *folder, struct slice name)
{
    return arena_text(build->arena, arena_format(build->arena, "%s/segments/.%.*s.draft", folder, SLICE_ARG(name)));
}

static int compare_sources(const void *a, const void *b, void *context)
{
    const struct segment_source *one = a, *other = b;

    (void)context;
    return slice_compare(one->name, other->name);
}

/*
 * The day of one source of a segment: the newest that records of its files tell; where they tell none, the one that the
 * release's row says, else the oldest of the files'.
 */
struct source_days {
    uint32_t told, otherwise;
};

static uint32_t source_day(const struct source_days *days, const struct build_release *release)
{
    uint32_t day;

    if (days->told)
        return days->told;
    return release && day_parse(release->day, &day) ? day : days->otherwise;
}

static void add_day(struct source_days *days, const struct build_source *source)
{
    if (source->day > days->told)
        days->told = source->day;
    if (source->day_otherwise && (days->otherwise == 0 || source->day_otherwise < days->otherwise))
        days->otherwise = source->day_otherwise;
}

/* One entry a row of the feed table: several files of a feed are one source. */
static void add_sources(struct build *build, struct segment_info *info, const bool *used)
{
    struct source_days *days = arena_array(build->arena, struct source_days, build->sources.count + 1);
    uint32_t built = 0;

    info->sources = arena_array(build->arena, struct segment_source, build->sources.count + 1);
    for (size_t i = 0; i < build->sources.count; i++) {
        const struct build_source *source = &build->sources.at[i];
        struct slice name = slice_text(source->row->name);
        size_t place = 0;
        if (!used[i])
            continue;
        while (place < info->source_count && !slice_equal(info->sources[place].name, name))
            place++;
        if (place == info->source_count)
            info->sources[info->source_count++] = (struct segment_source){
                .name = name,
                .licence = slice_text(source->row->licence),
                .complete = true,
                .fixed_only = source->row->fixed_only,
            };
        info->sources[place].complete = info->sources[place].complete && source->complete;
        add_day(&days[place], source);
    }
    for (size_t i = 0; i < info->source_count; i++) {
        uint32_t day = source_day(&days[i], build_release(build, info->name));
        if (day)
            info->sources[i].date = day_text(build->arena, day);
        built = day > built ? day : built;
    }
    if (built)
        info->built = day_text(build->arena, built);
    sort_items(info->sources, info->source_count, sizeof info->sources[0], compare_sources, NULL);
}

bool build_keep(struct build *build, const char *folder, struct slice name, const bool *used, struct error *error)
{
    struct segment_info *info = ARENA_PUSH(build->arena, &build->segments);
    char *draft = build_draft(build, folder, name);
    struct digest digest;
    char *path;

    if (!segment_hash(draft, &digest, &info->size, error))
        return false;
    info->name = name;
    info->digest = digest_text(&digest, build->arena);
    info->file = index_file(build->arena, name, info->digest);
    add_sources(build, info, used);
    build->summary.bytes += info->size;
    path = arena_text(build->arena, arena_format(build->arena, "%s/%.*s", folder, SLICE_ARG(info->file)));
    if (rename(draft, path) != 0)
        return fail(error, ERROR_INTERNAL, "'%s' cannot be made", path);
    return true;
}

bool *build_says(struct build *build, enum build_part part)
{
    bool *used = arena_array(build->arena, bool, build->sources.count + 1);

    for (size_t i = 0; i < build->sources.count; i++)
        used[i] = build->sources.at[i].says[part];
    return used;
}

static bool make_folder(const char *path, struct error *error)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    return fail(error, ERROR_INTERNAL, "folder '%s' cannot be made", path);
}

static bool write_file(const char *path, struct slice text, struct error *error)
{
    int file cleanup_close = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);

    if (file < 0)
        return fail(error, ERROR_INTERNAL, "'%s' cannot be made", path);
    while (text.len) {
        ssize_t put = write(file, text.at, text.len);
        if (put <= 0)
            return fail(error, ERROR_INTERNAL, "'%s' cannot be written", path);
        text = slice_skip(text, (size_t)put);
    }
    return true;
}

static int compare_infos(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(((const struct segment_info *)a)->name, ((const struct segment_info *)b)->name);
}

static bool write_index(struct build *build, const char *folder, struct error *error)
{
    struct index index = {.segments = build->segments.at, .segment_count = build->segments.count};
    char *draft = arena_text(build->arena, arena_format(build->arena, "%s/.index.json.draft", folder));
    char *path = arena_text(build->arena, arena_format(build->arena, "%s/index.json", folder));

    sort_items(index.segments, index.segment_count, sizeof index.segments[0], compare_infos, NULL);
    for (size_t i = 0; i < index.segment_count; i++)
        if (slice_compare(index.segments[i].built, index.built) > 0)
            index.built = index.segments[i].built;
    build->summary.built = index.built;
    build->summary.segments = index.segment_count;
    if (!write_file(draft, index_write(build->arena, &index), error))
        return false;
    if (rename(draft, path) != 0)
        return fail(error, ERROR_INTERNAL, "'%s' cannot be made", path);
    return true;
}

/* Segments of an earlier build; those that are left when this fails do no harm. */
static void remove_others(struct build *build, const char *folder)
{
    char *path = arena_text(build->arena, arena_format(build->arena, "%s/segments", folder));
    DIR *entries = opendir(path);
    struct dirent *entry;

    if (entries == NULL)
        return;
    while ((entry = readdir(entries)) != NULL) {
        struct slice name = slice_text(entry->d_name),
                     file = arena_join(build->arena, (struct slice[]){S("segments/"), name}, 2);
        bool known = false;
        for (size_t i = 0; i < build->segments.count && !known; i++)
            known = slice_equal(build->segments.at[i].file, file);
        if (!known && (slice_ends(name, S(".sqlite")) || slice_ends(name, S(".draft"))))
            (void)unlinkat(dirfd(entries), entry->d_name, 0);
    }
    closedir(entries);
}

bool build_write(struct build *build, const char *folder, struct build_summary *summary, struct error *error)
{
    if (!make_folder(folder, error) ||
        !make_folder(arena_text(build->arena, arena_format(build->arena, "%s/segments", folder)), error) ||
        !build_write_packages(build, folder, error) || !build_write_cvss(build, folder, error) ||
        !build_write_signals(build, folder, error) || !build_write_facts(build, folder, error) ||
        !write_index(build, folder, error))
        return false;
    remove_others(build, folder);
    *summary = build->summary;
    return true;
}
