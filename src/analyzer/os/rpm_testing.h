/*
 * For tests only: headers and databases of rpm, built byte by byte as their formats say, in memory that is freed at the
 * end of each test (TEST).
 */
#ifndef SEAWORTHY_ANALYZER_OS_RPM_TESTING_H
#define SEAWORTHY_ANALYZER_OS_RPM_TESTING_H

#include "base/testing.h"

#include "analyzer/analyzer.h"
#include "analyzer/spool.h"
#include "facts/testing.h"

enum { TEST_TAG_NAME = 1000, TEST_TAG_VERSION = 1001, TEST_TAG_RELEASE = 1002, TEST_TAG_EPOCH = 1003 };
enum { TEST_TYPE_INT16 = 3, TEST_TYPE_INT32 = 4, TEST_TYPE_STRING = 6, TEST_TYPE_BIN = 7, TEST_TYPE_STRINGS = 8 };

static struct arena *test_arena;

static inline struct arena *test_memory(void)
{
    if (!test_arena)
        test_arena = arena_create_simple();
    return test_arena;
}

static inline int test_memory_free(void **state)
{
    (void)state;
    if (test_arena)
        arena_destroy(test_arena);
    test_arena = NULL;
    return 0;
}

#define TEST(function) cmocka_unit_test_teardown(function, test_memory_free)

/* Bytes that grow. */
struct test_bytes {
    uint8_t *at;
    size_t len, room;
};

static inline void test_put(struct test_bytes *bytes, const void *at, size_t len)
{
    if (bytes->len + len > bytes->room) {
        const uint8_t *old = bytes->at;
        bytes->room = 2 * (bytes->len + len);
        bytes->at = arena_array(test_memory(), uint8_t, bytes->room);
        if (bytes->len)
            memcpy(bytes->at, old, bytes->len);
    }
    if (len)
        memcpy(bytes->at + bytes->len, at, len);
    bytes->len += len;
}

static inline void test_put_zeros(struct test_bytes *bytes, size_t len)
{
    while (len-- > 0)
        test_put(bytes, "", 1);
}

/* Numbers, most significant byte first when `big`. */
static inline void test_set(uint8_t *at, uint64_t value, unsigned width, bool big)
{
    for (unsigned i = 0; i < width; i++)
        at[big ? width - 1 - i : i] = (uint8_t)(value >> (8 * i));
}

static inline void test_put_number(struct test_bytes *bytes, uint64_t value, unsigned width, bool big)
{
    uint8_t out[8];
    test_set(out, value, width, big);
    test_put(bytes, out, width);
}

static inline struct slice test_slice(const struct test_bytes *bytes)
{
    return slice_of(bytes->at, bytes->len);
}

/* A header in the making. */
struct test_header {
    struct test_bytes index, store;
    uint32_t entries;
};

static inline void test_entry(struct test_header *header, uint32_t tag, uint32_t type, uint32_t offset, uint32_t count)
{
    test_put_number(&header->index, tag, 4, true);
    test_put_number(&header->index, type, 4, true);
    test_put_number(&header->index, offset, 4, true);
    test_put_number(&header->index, count, 4, true);
    header->entries++;
}

static inline void test_string(struct test_header *header, uint32_t tag, const char *text)
{
    test_entry(header, tag, TEST_TYPE_STRING, (uint32_t)header->store.len, 1);
    test_put(&header->store, text, strlen(text) + 1);
}

static inline void test_strings(struct test_header *header, uint32_t tag, const char *const *texts, uint32_t count)
{
    test_entry(header, tag, TEST_TYPE_STRINGS, (uint32_t)header->store.len, count);
    for (uint32_t i = 0; i < count; i++)
        test_put(&header->store, texts[i], strlen(texts[i]) + 1);
}

static inline void test_numbers(struct test_header *header, uint32_t tag, uint32_t type, const uint32_t *values,
                                uint32_t count)
{
    unsigned width = type == TEST_TYPE_INT16 ? 2 : type == TEST_TYPE_INT32 ? 4 : 1;

    while (header->store.len % width)
        test_put_zeros(&header->store, 1);
    test_entry(header, tag, type, (uint32_t)header->store.len, count);
    for (uint32_t i = 0; i < count; i++)
        test_put_number(&header->store, values[i], width, true);
}

/* Encloses all entries so far in an immutable region: its entry goes to the front, its trailer behind their data. */
static inline void test_region(struct test_header *header)
{
    struct test_header outer = {0};
    uint32_t entries = header->entries + 1;

    test_entry(&outer, 63, TEST_TYPE_BIN, (uint32_t)header->store.len, 16);
    test_put(&outer.index, header->index.at, header->index.len);
    outer.entries = entries;
    outer.store = header->store;
    test_put_number(&outer.store, 63, 4, true);
    test_put_number(&outer.store, TEST_TYPE_BIN, 4, true);
    test_put_number(&outer.store, 0u - entries * 16, 4, true);
    test_put_number(&outer.store, 16, 4, true);
    *header = outer;
}

static inline struct slice test_header_end(const struct test_header *header)
{
    struct test_bytes blob = {0};

    test_put_number(&blob, header->entries, 4, true);
    test_put_number(&blob, header->store.len, 4, true);
    test_put(&blob, header->index.at, header->index.len);
    test_put(&blob, header->store.at, header->store.len);
    return test_slice(&blob);
}

/* A header with the least; `filler` bytes of a tag that nobody reads make it as long as wanted. */
static inline struct slice test_package(const char *name, const char *version, const char *release, size_t filler)
{
    struct test_header header = {0};

    test_string(&header, TEST_TAG_NAME, name);
    test_string(&header, TEST_TAG_VERSION, version);
    test_string(&header, TEST_TAG_RELEASE, release);
    if (filler) {
        test_entry(&header, 1124, TEST_TYPE_BIN, (uint32_t)header.store.len, (uint32_t)filler);
        test_put_zeros(&header.store, filler);
    }
    return test_header_end(&header);
}

/* What a row makes of a database; `log` may be empty. */
struct test_read {
    struct arena *arena;
    struct facts facts;
    struct error error;
    bool good;
    const struct fact_source *source; /* never NULL: one without anything when nothing was found */
};

static inline struct test_read test_read(const struct analyzer *row, const char *path, struct slice database,
                                         struct slice log)
{
    static const struct fact_source nothing;
    struct test_read read = {.arena = arena_create_simple()};
    struct slice both = {0};
    uint8_t *memory = malloc(database.len + log.len + 1);

    assert_non_null(memory);
    if (database.len)
        memcpy(memory, database.at, database.len);
    if (log.len)
        memcpy(memory + database.len, log.at, log.len);
    both = test_exact(slice_of(memory, database.len + log.len));
    struct slice log_path = arena_format(read.arena, "%s-wal", path);
    struct spooled files[] = {{slice_text(path), 0, database.len, 0644}, {log_path, database.len, log.len, 0644}};
    struct spool spool = {.files = files, .count = log.len ? 2 : 1, .descriptor = -1, .memory = both};

    facts_init(&read.facts, read.arena, S(""));
    facts_source(&read.facts, slice_text(path), row->name, database.len, 0644);
    read.good = row->read_spooled(&spool, &files[0], &read.facts, &read.error);
    read.source = read.facts.sources.count ? &read.facts.sources.at[0] : &nothing;
    free(memory);
    test_exact_free(both);
    return read;
}

static inline void test_read_end(struct test_read *read)
{
    arena_destroy(read->arena);
}

/* returns  the first problem with that code, or NULL */
static inline const struct problem *test_problem(const struct test_read *read, enum error_code code)
{
    for (size_t i = 0; i < read->facts.problems.count; i++)
        if (read->facts.problems.at[i].code == code)
            return &read->facts.problems.at[i];
    return NULL;
}

#endif
