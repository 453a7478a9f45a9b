#include "base/testing.h"
#include "scan/cache.h"

#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct fixture {
    char folder[64];
    struct arena *arena;
    struct cache cache;
    unsigned warnings;
};

static void count_warning(void *context, const char *text)
{
    assert_non_null(strstr(text, "--no-cache"));
    ++*(unsigned *)context;
}

static void begin(struct fixture *fixture)
{
    *fixture = (struct fixture){.folder = "/tmp/cache-test-XXXXXX", .arena = arena_create_simple()};
    assert_non_null(mkdtemp(fixture->folder));
    cache_open(&fixture->cache, fixture->folder, count_warning, &fixture->warnings);
}

static void end(struct fixture *fixture)
{
    char command[128];

    cache_close(&fixture->cache);
    snprintf(command, sizeof command, "rm -rf %s", fixture->folder);
    assert_int_equal(system(command), 0);
    arena_destroy(fixture->arena);
}

static struct cache_key key_of(struct fixture *fixture, const char *text)
{
    struct digest digest = digest_over(DIGEST_SHA256, slice_text(text));

    return cache_key_facts(fixture->arena, &digest, S("sha256:table"));
}

static void path_of(const struct fixture *fixture, const struct cache_key *key, char path[256])
{
    snprintf(path, 256, "%s/facts/%.2s/%s", fixture->folder, key->hex, key->hex + 2);
}

static void what_was_kept_comes_back(void **state)
{
    static const struct slice contents[] = {S_INIT("facts"), S_INIT(""), S_INIT("\0\n\xff")};
    struct fixture fixture;
    struct slice facts;

    (void)state;
    begin(&fixture);
    for (size_t i = 0; i < 3; i++) {
        char name[2] = {(char)('a' + i), 0};
        struct cache_key key = key_of(&fixture, name);
        assert_false(cache_facts(&fixture.cache, fixture.arena, &key, &facts));
        cache_keep_facts(&fixture.cache, &key, contents[i]);
        assert_true(cache_facts(&fixture.cache, fixture.arena, &key, &facts));
        assert_slice(facts, contents[i]);
    }
    assert_int_equal(fixture.warnings, 0);
    end(&fixture);
}

/* Cut at every byte and with every bit flipped: it is no entry, and is gone. */
static void damaged_entries_are_dropped(void **state)
{
    struct fixture fixture;
    struct slice facts;
    uint8_t bytes[256];
    char path[256];

    (void)state;
    begin(&fixture);
    struct cache_key key = key_of(&fixture, "x");
    path_of(&fixture, &key, path);
    cache_keep_facts(&fixture.cache, &key, S("some facts"));
    FILE *file = fopen(path, "re");
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t i = 0; i < len * 9; i++) {
        size_t cut = i < len ? i : len;
        if (i >= len)
            bytes[(i - len) / 8] ^= (uint8_t)(1u << (i % 8));
        file = fopen(path, "we");
        assert_int_equal(fwrite(bytes, 1, cut, file), cut);
        fclose(file);
        if (i >= len)
            bytes[(i - len) / 8] ^= (uint8_t)(1u << (i % 8));
        assert_false(cache_facts(&fixture.cache, fixture.arena, &key, &facts));
        assert_int_not_equal(access(path, F_OK), 0);
    }
    end(&fixture);
}

static void entries_are_regular_files(void **state)
{
    struct fixture fixture;
    struct slice facts;
    char path[256], other[300];

    (void)state;
    begin(&fixture);
    struct cache_key key = key_of(&fixture, "x");
    cache_keep_facts(&fixture.cache, &key, S("some facts"));
    path_of(&fixture, &key, path);
    snprintf(other, sizeof other, "%s.other", path);
    assert_int_equal(rename(path, other), 0);
    assert_int_equal(symlink(other, path), 0);
    assert_false(cache_facts(&fixture.cache, fixture.arena, &key, &facts));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(cache_facts(&fixture.cache, fixture.arena, &key, &facts));
    end(&fixture);
}

static void one_warning_where_nothing_can_be_written(void **state)
{
    struct fixture fixture;
    struct cache cache;
    unsigned warnings = 0;
    char path[128];

    (void)state;
    begin(&fixture);
    snprintf(path, sizeof path, "%s/file", fixture.folder);
    close(open(path, O_WRONLY | O_CREAT, 0600));
    snprintf(path, sizeof path, "%s/file/cache", fixture.folder);
    cache_open(&cache, path, count_warning, &warnings);
    for (int i = 0; i < 3; i++) {
        struct cache_key key = key_of(&fixture, "x");
        cache_keep_facts(&cache, &key, S("f"));
    }
    assert_int_equal(warnings, 1);
    cache_close(&cache);
    end(&fixture);
}

static void files_are_known_by_all_of_their_identity(void **state)
{
    struct fixture fixture;
    struct stat stat = {.st_dev = 1, .st_ino = 2, .st_size = 3}, other;
    struct digest digest = digest_over(DIGEST_SHA256, S("bytes")), found;

    (void)state;
    begin(&fixture);
    struct cache_key key = cache_key_identity(fixture.arena, &stat, 4, 5);
    cache_keep_identity(&fixture.cache, fixture.arena, &key, &stat, &digest);
    assert_true(cache_identity(&fixture.cache, fixture.arena, &key, &found));
    assert_true(digest_equal(&digest, &found));
    for (int i = 0; i < 7; i++) {
        other = stat;
        other.st_dev += i == 0;
        other.st_ino += i == 1;
        other.st_size += i == 2;
        other.st_mtim.tv_nsec += i == 3;
        other.st_ctim.tv_nsec += i == 4;
        struct cache_key changed = cache_key_identity(fixture.arena, &other, i == 5 ? 0 : 4, i == 6 ? 0 : 5);
        assert_false(cache_identity(&fixture.cache, fixture.arena, &changed, &found));
    }
    /* A file that changed just now may change again within one tick of its clock. */
    clock_gettime(CLOCK_REALTIME, &stat.st_mtim);
    key = cache_key_identity(fixture.arena, &stat, 4, 5);
    cache_keep_identity(&fixture.cache, fixture.arena, &key, &stat, &digest);
    assert_false(cache_identity(&fixture.cache, fixture.arena, &key, &found));
    end(&fixture);
}

static void pruning_drops_what_is_old_and_ours(void **state)
{
    struct fixture fixture;
    struct cache_totals totals;
    struct error error;
    struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    char path[256], stranger[128];

    (void)state;
    begin(&fixture);
    struct cache_key a = key_of(&fixture, "a"), b = key_of(&fixture, "b");
    cache_keep_facts(&fixture.cache, &a, S("one"));
    cache_keep_facts(&fixture.cache, &b, S("two"));
    path_of(&fixture, &a, path);
    assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
    snprintf(stranger, sizeof stranger, "%s/facts/%.2s/stranger", fixture.folder, a.hex);
    close(open(stranger, O_WRONLY | O_CREAT, 0600));
    assert_true(cache_status(fixture.folder, &totals, &error));
    assert_int_equal(totals.layers, 2);
    assert_true(cache_prune(fixture.folder, 86400, &totals, &error));
    assert_int_equal(totals.dropped, 1);
    assert_int_equal(totals.layers, 1);
    assert_true(cache_prune(fixture.folder, 0, &totals, &error));
    assert_int_equal(totals.layers, 0);
    assert_int_equal(access(stranger, F_OK), 0);
    assert_true(cache_status("/nonexistent/cache", &totals, &error));
    end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_kept_comes_back),
        cmocka_unit_test(damaged_entries_are_dropped),
        cmocka_unit_test(entries_are_regular_files),
        cmocka_unit_test(one_warning_where_nothing_can_be_written),
        cmocka_unit_test(files_are_known_by_all_of_their_identity),
        cmocka_unit_test(pruning_drops_what_is_old_and_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
