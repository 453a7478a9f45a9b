/*
 * Every row that reads a stream meets lines of 70 KiB and of 11 MiB (others stop reading there without a word): what a
 * short line leaves of a file's packages a long one leaves as well, or there is a problem. The files are the fuzzer's
 * seeds, of which each row has some.
 */
#include "analyzer/testing.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/text.h"

static const size_t lens[] = {70 * 1024, 11 * 1024 * 1024};

static struct slice content_of(struct arena *arena, const char *path)
{
    cleanup_close int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat stat;

    if (file < 0 || fstat(file, &stat) != 0 || !S_ISREG(stat.st_mode))
        fail_msg("'%s' cannot be read", path);
    uint8_t *bytes = arena_array(arena, uint8_t, (size_t)stat.st_size + 1);
    assert_true(read(file, bytes, (size_t)stat.st_size) == stat.st_size);
    return slice_of(bytes, (size_t)stat.st_size);
}

static struct slice facts_with_line(const struct analyzer *row, struct slice path, struct slice content, size_t at,
                                    size_t len, struct arena *arena)
{
    uint8_t *line = arena_array(arena, uint8_t, len);
    struct facts facts;

    memset(line, 'x', len);
    struct slice parts[] = {slice_head(content, at), S("\n"), slice_of(line, len), S("\n"), slice_skip(content, at)};
    test_row_read(row, path, arena_join(arena, parts, sizeof(parts) / sizeof(*parts)), 128 * 1024, arena, &facts);
    return test_facts_text(&facts);
}

/* Every package of the one text stands in the other, by type, name and version. */
static bool has_packages(struct slice all, struct slice of)
{
    struct slice line;

    while (slice_next(&of, '\n', &line)) {
        size_t end = 0;
        for (unsigned bars = 0; end < line.len && bars < 4; end++)
            bars += line.at[end] == '|';
        if (slice_starts(line, S("package ")) && slice_find(all, slice_head(line, end)) == SIZE_MAX)
            return false;
    }
    return true;
}

/* The line stands before all, behind all, and before the last line. */
static void check(const struct analyzer *row, const char *file, struct slice path, struct slice content)
{
    size_t last = slice_find_last(slice_head(content, content.len ? content.len - 1 : 0), '\n');
    const size_t places[] = {0, content.len, last < content.len ? last : 0};

    for (size_t p = 0; p < sizeof(places) / sizeof(*places); p++)
        for (size_t n = 0; n < sizeof(lens) / sizeof(*lens); n++) {
            struct arena *arena = arena_create_simple();
            struct slice with_short = facts_with_line(row, path, content, places[p], 1, arena);
            struct slice with_long = facts_with_line(row, path, content, places[p], lens[n], arena);
            if (!has_packages(with_long, with_short) && slice_find(with_long, S("problem ")) == SIZE_MAX)
                fail_msg("%s: a line of %zu bytes at %zu loses packages without a word:\n%.*sinstead of\n%.*s", file,
                         lens[n], places[p], SLICE_ARG(with_long), SLICE_ARG(with_short));
            arena_destroy(arena);
        }
}

/* returns  how many there are */
static unsigned check_seeds(const char *seeds_folder, const struct analyzer *row)
{
    char folder[4096], path[8192];
    unsigned seeds = 0;

    snprintf(folder, sizeof folder, "%s/%s", seeds_folder, row->name);
    for (char *c = folder + strlen(seeds_folder); *c; c++)
        *c = *c == '-' ? '_' : *c;
    DIR *list = opendir(folder);
    for (const struct dirent *entry; list && (entry = readdir(list));) {
        struct slice line, name, place, content;
        if (entry->d_name[0] == '.')
            continue;
        struct arena *arena = arena_create_simple();
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        slice_cut(content_of(arena, path), '\n', &line, &content);
        if (slice_cut(line, ' ', &name, &place) && utf8_valid(place))
            check(row, path, place, content);
        seeds++;
        arena_destroy(arena);
    }
    if (list)
        closedir(list);
    return seeds;
}

/* Programs have no lines; WordPress itself looks no further than 8 KiB (get_file_data()). */
static bool is_exempt(const struct analyzer *row)
{
    return row->programs || slice_starts(slice_text(row->name), S("wordpress_"));
}

static void no_row_stops_at_a_long_line(void **state)
{
    const char *folder = getenv("SEAWORTHY_SEEDS");
    const struct analyzer *row;

    (void)state;
    if (!folder)
        skip();
    for (size_t i = 0; (row = analyzer_at(i)); i++)
        if (row->read && !is_exempt(row) && check_seeds(folder, row) == 0)
            fail_msg("row '%s' has no seed", row->name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_row_stops_at_a_long_line)};
    return cmocka_run_group_tests_name("analyzer/long_lines", tests, NULL, NULL);
}
