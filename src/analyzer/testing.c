#include "analyzer/testing.h"

#include "analyzer/spool.h"

static bool read_spooled(const struct analyzer *row, struct slice path, struct slice bytes, struct facts *facts,
                         struct error *error)
{
    struct spooled file = {.path = path, .size = bytes.len, .mode = 0644};
    struct spool spool = {.files = &file, .count = 1, .descriptor = -1, .memory = bytes};

    return row->read_spooled(&spool, &file, facts, error);
}

void test_row_read(const struct analyzer *row, struct slice path, struct slice bytes, size_t piece, struct arena *arena,
                   struct facts *facts)
{
    struct slice exact = test_exact(bytes);
    struct test_source source = test_source(exact, piece);
    struct entry entry = {.path = path, .kind = ENTRY_FILE, .mode = 0644, .size = bytes.len, .arena = arena};
    struct error error;

    entry.reader = piece ? reader_from(&source.source, arena) : reader_over(exact);
    facts_init(facts, arena, S("sha256:0000000000000000000000000000000000000000000000000000000000000000"));
    facts_source(facts, path, row->name, bytes.len, 0644);
    if (!(row->read ? row->read(&entry, facts, &error) : read_spooled(row, path, exact, facts, &error)))
        facts_problem(facts, error.code, "%s", error.text);
    reader_close(&entry.reader);
    free(source.chunk);
    test_exact_free(exact);
}

struct text {
    struct arena *arena;
    struct {
        struct slice *at;
        size_t count, room;
    } lines;
};

#define LINE(text, ...) (*ARENA_PUSH((text)->arena, &(text)->lines) = arena_format((text)->arena, __VA_ARGS__))

static struct slice joined_by(struct arena *arena, const char *separator, struct slices list)
{
    struct slice all = S("");

    for (size_t i = 0; i < list.count; i++)
        all = arena_format(arena, "%.*s%s%.*s", SLICE_ARG(all), i ? separator : "", SLICE_ARG(list.at[i]));
    return all;
}

static struct slice joined(struct arena *arena, struct slices list)
{
    return joined_by(arena, " ; ", list);
}

/* What only packages of languages have: " [declared direct dev,optional needs=ID,ID at=PATH]". */
static void package_place(struct text *text, const struct package *p)
{
    static const char *const relations[] = {
        [RELATION_DIRECT] = " direct", [RELATION_TRANSITIVE] = " transitive", [RELATION_ROOT] = " root"};
    const struct {
        const char *name;
        struct slice value;
    } words[] = {
        {"", joined_by(text->arena, ",", p->groups)},
        {"needs=", joined_by(text->arena, ",", p->depends_on)},
        {"alias=", p->alias},
        {"in=", p->embedded_in},
        {"at=", p->location},
    };
    struct slice all = arena_format(text->arena, "%s%s%s", p->scope == SCOPE_DECLARED ? " declared" : "",
                                    p->relationship ? relations[p->relationship] : "", p->main_module ? " main" : "");

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].value.len)
            all = arena_format(text->arena, "%.*s %s%.*s", SLICE_ARG(all), words[i].name, SLICE_ARG(words[i].value));
    if (all.len)
        LINE(text, " [%.*s]", SLICE_ARG(slice_skip(all, 1)));
}

static void package_line(struct text *text, const struct package *p)
{
    struct slice epoch = p->epoch == EPOCH_ABSENT ? S("") : arena_format(text->arena, "%lld", (long long)p->epoch);
    struct slice fields[] = {p->type,
                             p->name,
                             epoch,
                             p->version,
                             p->arch,
                             p->source_name,
                             p->source_version,
                             joined(text->arena, p->licences),
                             p->vendor,
                             p->state,
                             p->repository};

    LINE(text, "package ");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        LINE(text, "%s%.*s", i ? "|" : "", SLICE_ARG(fields[i]));
    package_place(text, p);
    LINE(text, "\n");
}

static void owned_line(struct text *text, const struct owned *owned)
{
    static const char *const kinds[] = {"none", "md5", "sha1", "sha256", "sha512"};
    uint32_t package = owned_package(owned);

    if (package == OWNED_NO_PACKAGE)
        LINE(text, "owned - %s %02x%02x\n", kinds[owned->kind], owned->digest[0], owned->digest[1]);
    else
        LINE(text, "owned %u %s %02x%02x\n", package, kinds[owned->kind], owned->digest[0], owned->digest[1]);
}

struct slice test_facts_text(struct facts *facts)
{
    struct text text = {.arena = facts->arena};

    for (size_t s = 0; s < facts->sources.count; s++) {
        const struct fact_source *source = &facts->sources.at[s];
        struct slice left = source->packages.bytes;
        struct package package;
        while (facts_next_package(&left, facts->arena, &package))
            package_line(&text, &package);
        for (size_t i = 0; i < source->values.count; i++)
            LINE(&text, "value %.*s=%.*s\n", SLICE_ARG(source->values.at[i].name),
                 SLICE_ARG(source->values.at[i].text));
        for (size_t i = 0; i < source->owned.count; i++)
            owned_line(&text, &source->owned.at[i]);
    }
    for (size_t i = 0; i < facts->problems.count; i++) {
        const struct problem *problem = &facts->problems.at[i];
        LINE(&text, "problem %s %.*s\n", problem_kind(problem->code)->name, SLICE_ARG(problem->detail));
    }
    return arena_join(facts->arena, text.lines.at, text.lines.count);
}

bool test_owned_find(const struct facts *facts, struct slice path, uint32_t *package, enum digest_kind *kind)
{
    struct path_hash hash = path_hash(path);

    for (size_t s = 0; s < facts->sources.count; s++) {
        const struct fact_source *source = &facts->sources.at[s];
        for (size_t i = 0; i < source->owned.count; i++) {
            if (memcmp(&source->owned.at[i].path, &hash, sizeof hash) != 0)
                continue;
            *package = owned_package(&source->owned.at[i]);
            *kind = (enum digest_kind)source->owned.at[i].kind;
            return true;
        }
    }
    return false;
}

void test_row_cases(const struct analyzer *row, const struct row_case *cases, size_t count)
{
    static const size_t pieces[] = {0, 1, 7, 4096};

    for (size_t i = 0; i < count; i++) {
        for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
            struct arena *arena = arena_create_simple();
            struct facts facts;
            test_row_read(row, slice_text(cases[i].path), cases[i].input, pieces[p], arena, &facts);
            struct slice text = test_facts_text(&facts);
            if (!slice_equal(text, slice_text(cases[i].expected)))
                fail_msg("%s, chunks of %zu:\n%.*sinstead of\n%s", cases[i].name, pieces[p], SLICE_ARG(text),
                         cases[i].expected);
            arena_destroy(arena);
        }
    }
}

static void read_and_recode(const struct analyzer *row, const char *path, struct slice bytes)
{
    struct arena *arena = arena_create_simple();
    struct facts facts, decoded;
    struct error error;

    test_row_read(row, slice_text(path), bytes, bytes.len % 2 ? 0 : 5, arena, &facts);
    struct slice encoded = test_exact(facts_encode(&facts));
    if (!facts_decode(encoded, arena, &decoded, &error))
        fail_msg("facts of '%.*s' do not decode: %s", SLICE_ARG(bytes), error.text);
    test_exact_free(encoded);
    arena_destroy(arena);
}

void test_row_damage(const struct analyzer *row, const char *path, struct slice bytes)
{
    static const uint8_t flips[] = {0x01, 0x20, 0x80};
    uint8_t *copy = malloc(bytes.len);

    for (size_t len = 0; len <= bytes.len; len++)
        read_and_recode(row, path, slice_head(bytes, len));
    for (size_t i = 0; i < bytes.len * sizeof flips; i++) {
        memcpy(copy, bytes.at, bytes.len);
        copy[i / sizeof flips] ^= flips[i % sizeof flips];
        read_and_recode(row, path, slice_of(copy, bytes.len));
    }
    free(copy);
}

struct row_test {
    const struct analyzer *row;
    const struct row_case *cases;
    size_t count;
};

static void files_become_packages(void **state)
{
    const struct row_test *test = *state;

    test_row_cases(test->row, test->cases, test->count);
}

static void damage_does_no_harm(void **state)
{
    const struct row_test *test = *state;

    for (size_t i = 0; i < test->count; i++)
        test_row_damage(test->row, test->cases[i].path, test->cases[i].input);
}

int test_row_main(const char *name, const struct analyzer *row, const struct row_case *cases, size_t count)
{
    struct row_test test = {row, cases, count};
    const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(files_become_packages, &test),
                                       cmocka_unit_test_prestate(damage_does_no_harm, &test)};

    return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

struct slice test_long(const char *before, char fill, size_t count, const char *after)
{
    struct slice head = slice_text(before), tail = slice_text(after);
    uint8_t *at = malloc(head.len + count + tail.len);

    memcpy(at, head.at, head.len);
    memset(at + head.len, fill, count);
    memcpy(at + head.len + count, tail.at, tail.len);
    return slice_of(at, head.len + count + tail.len);
}

void test_row_long_lines(const struct long_case *cases, size_t count)
{
    static const size_t lengths[] = {70 * 1024, 11 * 1024 * 1024};
    static const size_t pieces[] = {0, 65536};

    for (size_t i = 0; i < count * 4; i++) {
        const struct long_case *this = &cases[i / 4];
        struct slice input = test_long(this->before, 'x', lengths[i / 2 % 2], this->after);
        struct arena *arena = arena_create_simple();
        struct facts facts;
        test_row_read(this->row, slice_text(this->path), input, pieces[i % 2], arena, &facts);
        assert_slice(test_facts_text(&facts), slice_text(this->expected));
        arena_destroy(arena);
        test_exact_free(input);
    }
}
