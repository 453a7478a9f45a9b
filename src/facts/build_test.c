#include "base/testing.h"

#include "facts/testing.h"
#include "facts/wire.h"

static int set_up(void **state)
{
    *state = arena_create_simple();
    return 0;
}

static int tear_down(void **state)
{
    arena_destroy(*state);
    return 0;
}

/* What the parent sees of it. */
static struct facts decoded(struct facts *facts)
{
    struct facts result;
    struct error error;
    if (!facts_decode(facts_encode(facts), facts->arena, &result, &error))
        fail_msg("%s", error.text);
    return result;
}

static const struct package plain = {.type = S_INIT("deb"), .name = S_INIT("a"), .epoch = EPOCH_ABSENT};

static void sources_without_facts_leave_nothing(void **state)
{
    struct facts facts;
    facts_init(&facts, *state, S("t"));
    facts_source(&facts, S("a"), "x", 0, 0);
    facts_source(&facts, S("b"), "x", 0, 0);
    facts_value(&facts, "ID", S("v"));
    facts_source(&facts, S("c"), "x", 0, 0);
    struct facts result = decoded(&facts);
    assert_int_equal(result.sources.count, 1);
    assert_slice(result.sources.at[0].path, S("b"));
}

static void packages_that_cannot_be_are_problems(void **state)
{
    static const struct {
        const char *what;
        size_t name, version;
        enum error_code code; /* ERROR_NONE: it is taken */
    } cases[] = {
        {"no name", 0, 1, ERROR_MALFORMED},
        {"the longest name", FACTS_NAME_MAX, 1, ERROR_NONE},
        {"too long a name", FACTS_NAME_MAX + 1, 1, ERROR_LIMIT},
        {"the longest version", 1, FACTS_NAME_MAX, ERROR_NONE},
        {"too long a version", 1, FACTS_NAME_MAX + 1, ERROR_LIMIT},
        {"no version", 1, 0, ERROR_NONE},
    };
    static uint8_t text[FACTS_NAME_MAX + 1];
    memset(text, 'a', sizeof(text));

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct facts facts;
        struct package package = plain;
        facts_init(&facts, *state, S("t"));
        facts_source(&facts, S("db"), "x", 0, 0);
        package.name = slice_of(text, cases[i].name);
        package.version = slice_of(text, cases[i].version);
        uint32_t index = facts_package(&facts, &package);
        struct facts result = decoded(&facts);
        if (cases[i].code == ERROR_NONE) {
            assert_int_equal(index, 0);
            assert_int_equal(result.problems.count, 0);
            assert_slice(package_of(&result.sources.at[0], 0, *state)->name, package.name);
        } else {
            assert_int_equal(index, UINT32_MAX);
            assert_int_equal(result.problems.count, 1);
            assert_int_equal(result.problems.at[0].code, cases[i].code);
            assert_slice(result.problems.at[0].path, S("db"));
        }
    }
}

static void digests_belong_to_files_with_packages(void **state)
{
    static const struct file_digests digests = {DIGEST_BIT(DIGEST_SHA1), "", "sha1", ""};
    struct facts facts;

    facts_init(&facts, *state, S("t"));
    facts_source(&facts, S("a"), "x", 0, 0);
    assert_false(facts_yielded(&facts));
    facts_value(&facts, "ID", S("v"));
    assert_false(facts_yielded(&facts));
    facts_source(&facts, S("b"), "x", 0, 0);
    facts_package(&facts, &plain);
    assert_true(facts_yielded(&facts));
    facts_digests(&facts, &digests);
    struct facts result = decoded(&facts);
    assert_null(result.sources.at[0].digests);
    assert_memory_equal(result.sources.at[1].digests, &digests, sizeof(digests));
    assert_ptr_equal(file_digest(&digests, DIGEST_SHA1), digests.sha1);
    assert_null(file_digest(&digests, DIGEST_SHA256)); /* not made */
    assert_null(file_digest(&digests, DIGEST_SHA512));
    assert_null(file_digest(&digests, DIGEST_NONE));
}

static void texts_become_utf8_without_nul(void **state)
{
    static const struct {
        struct slice text, expected;
    } cases[] = {
        {S_INIT("Jos\351"), S_INIT("Jos\357\277\275")},
        {S_INIT("a\0b"), S_INIT("a\357\277\275b")},
        {S_INIT("\300\200"), S_INIT("\357\277\275\357\277\275")},
        {S_INIT("\xE2\x82\xAC"), S_INIT("\xE2\x82\xAC")},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct facts facts;
        struct package package = plain;
        facts_init(&facts, *state, S("t"));
        facts_source(&facts, S("db"), "x", 0, 0);
        package.vendor = cases[i].text;
        package.licences = (struct slices){.at = (struct slice[]){cases[i].text, S("")}, .count = 2};
        facts_package(&facts, &package);
        facts_value(&facts, "ID", cases[i].text);
        facts_problem_at(&facts, ERROR_MALFORMED, cases[i].text, cases[i].text);
        struct facts result = decoded(&facts);
        const struct fact_source *source = &result.sources.at[0];
        assert_slice(package_of(source, 0, *state)->vendor, cases[i].expected);
        assert_int_equal(package_of(source, 0, *state)->licences.count, 1);
        assert_slice(package_of(source, 0, *state)->licences.at[0], cases[i].expected);
        assert_slice(source->values.at[0].text, cases[i].expected);
        assert_slice(result.problems.at[0].path, cases[i].expected);
        assert_slice(result.problems.at[0].detail, cases[i].expected);
    }
}

static void long_texts_are_cut_between_characters_and_told(void **state)
{
    struct arena *arena = *state;
    struct facts facts;
    struct package package = plain;
    size_t len = FACTS_TEXT_MAX + 10;
    uint8_t *text = arena_array(arena, uint8_t, len);

    for (size_t i = 0; i + 3 <= len; i += 3)
        memcpy(text + i, "\xE2\x82\xAC", 3);
    facts_init(&facts, arena, S("t"));
    facts_source(&facts, S("db"), "x", 0, 0);
    package.vendor = slice_of(text, len);
    facts_package(&facts, &package);
    facts_value(&facts, "ID", slice_of(text, len));
    struct facts result = decoded(&facts);
    assert_int_equal(result.problems.count, 2);
    assert_int_equal(result.problems.at[0].code, ERROR_MALFORMED);
    assert_int_equal(package_of(&result.sources.at[0], 0, *state)->vendor.len, FACTS_TEXT_MAX - FACTS_TEXT_MAX % 3);
    assert_int_equal(result.sources.at[0].values.at[0].text.len, FACTS_TEXT_MAX - FACTS_TEXT_MAX % 3);
}

static void the_problem_after_the_last_counts_the_others(void **state)
{
    struct facts facts;
    facts_init(&facts, *state, S("t"));
    for (unsigned i = 0; i < FACTS_PROBLEMS_MAX + 7; i++)
        facts_problem_at(&facts, ERROR_MALFORMED, S("f"), S("odd"));
    struct facts result = decoded(&facts);
    assert_int_equal(result.problems.count, FACTS_PROBLEMS_MAX + 1);
    assert_int_equal(result.problems.at[0].code, ERROR_LIMIT);
    assert_slice(result.problems.at[0].detail, S("7 more problems"));
}

/* What came before the limit stays, the limit is told once, and the parent takes the stream. */
static void more_than_facts_may_hold_is_a_limit_problem(void **state)
{
    struct facts facts;
    static uint8_t text[60 * 1024];
    memset(text, 'x', sizeof(text));

    facts_init(&facts, *state, S("t"));
    facts_source(&facts, S("db"), "x", 0, 0);
    for (unsigned i = 0; i < 400; i++)
        facts_value(&facts, "ID", slice_of(text, sizeof(text)));
    facts_removed(&facts, S("late"));
    facts_opaque(&facts, S("late"));
    facts_link(&facts, S("late"), S("x"), false);
    facts_path(&facts, path_hash(S("late")));
    facts_member(&facts, &(struct fact_member){.path = S("late")});
    struct facts result = decoded(&facts);
    assert_int_equal(result.problems.count, 1);
    assert_int_equal(result.problems.at[0].code, ERROR_LIMIT);
    assert_slice(result.problems.at[0].path, S("db"));
    assert_in_range(result.sources.at[0].values.count, 250, 290);
    assert_int_equal(result.removed.count + result.opaque.count + result.links.count + result.members.count, 0);
    assert_int_equal(result.paths.count, 1);
}

static void more_packages_than_the_limit_are_told(void **state)
{
    struct facts facts;
    facts_init(&facts, *state, S("t"));
    facts_source(&facts, S("db"), "x", 0, 0);
    for (unsigned i = 0; i < FACTS_PACKAGES_MAX + 2; i++)
        assert_int_equal(facts_package(&facts, &plain), i < FACTS_PACKAGES_MAX ? i : UINT32_MAX);
    struct facts result = decoded(&facts);
    assert_int_equal(result.sources.at[0].packages.count, FACTS_PACKAGES_MAX);
    assert_int_equal(result.problems.count, 1);
    assert_int_equal(result.problems.at[0].code, ERROR_LIMIT);
}

static struct path_hash hash_of(uint32_t number)
{
    return path_hash(slice_of(&number, sizeof(number)));
}

static void paths_are_listed_once(void **state)
{
    struct facts facts;
    facts_init(&facts, *state, S("t"));
    for (uint32_t i = 0; i < 50000; i++)
        facts_path(&facts, hash_of(i % 25000));
    assert_int_equal(decoded(&facts).paths.count, 25000);
}

/* Records that come late are not lost to what came before them. */
static void paths_and_owned_files_give_way_to_packages(void **state)
{
    struct facts facts;
    uint8_t digest[16] = {0};
    static const size_t late = 30000;

    facts_init(&facts, *state, S("t"));
    for (uint32_t i = 0; i < FACTS_PATHS_MAX + 5; i++)
        facts_path(&facts, hash_of(i));
    facts_source(&facts, S("files"), "x", 0, 0);
    for (uint32_t i = 0; i < FACTS_OWNED_MAX + 7; i++) {
        digest[0] = (uint8_t)i;
        facts_owned(&facts, OWNED_NO_PACKAGE, slice_of(&i, sizeof(i)), DIGEST_MD5, digest);
    }
    facts_source(&facts, S("db"), "x", 0, 0);
    for (size_t i = 0; i < late; i++)
        facts_package(&facts, &plain);
    struct facts result = decoded(&facts);
    assert_int_equal(result.sources.at[0].packages.count, late);
    assert_int_equal(result.sources.at[1].owned.count, FACTS_OWNED_MAX);
    assert_in_range(result.paths.count, (FACTS_MAX * 3ull / 4 - late * 64) / 16, FACTS_MAX * 3ull / 4 / 16);
    assert_int_equal(result.problems.count, 2);
    assert_int_equal(result.problems.at[0].code, ERROR_PASSED_OVER);
    assert_slice(result.problems.at[0].detail,
                 S("of 7 files it is not kept which package brought them: too many are listed"));
    assert_false(problem_blocking(&result.problems.at[0]));
    assert_int_equal(result.problems.at[1].code, ERROR_LIMIT);
}

static void what_is_forgotten_gives_its_room_back(void **state)
{
    struct facts facts;
    static uint8_t text[60 * 1024];
    memset(text, 'x', sizeof(text));

    facts_init(&facts, *state, S("t"));
    for (unsigned round = 0; round < 3; round++) {
        facts_forget(&facts, S("db"));
        facts_source(&facts, S("db"), "x", 0, 0);
        for (unsigned i = 0; i < 150; i++)
            facts_value(&facts, "ID", slice_of(text, sizeof(text)));
        for (unsigned i = 0; i < FACTS_PACKAGES_MAX / 2; i++)
            assert_int_equal(facts_package(&facts, &plain), i);
        facts_owned(&facts, 0, S("a"), DIGEST_NONE, NULL);
        facts_link(&facts, S("db"), S("x"), false);
    }
    struct facts result = decoded(&facts);
    assert_int_equal(result.problems.count, 0);
    assert_int_equal(result.sources.at[0].values.count, 150);
    assert_int_equal(result.links.count, 1);
}

static void files_that_say_nothing_take_no_memory(void **state)
{
    struct facts facts;
    static char path[PATH_LEN_MAX];
    memset(path, 'p', sizeof(path));

    facts_init(&facts, *state, S("t"));
    for (unsigned i = 0; i < 100 * 1000; i++)
        facts_source(&facts, slice_of(path, sizeof(path)), "x", 0, 0);
    assert_true(arena_used(facts.store) < 1000 * 1000);
    facts_value(&facts, "ID", S("v"));
    facts_source(&facts, S("other"), "x", 0, 0);
    facts_value(&facts, "ID", S("v"));
    struct facts result = decoded(&facts);
    assert_int_equal(result.sources.count, 2);
    assert_slice(result.sources.at[1].path, slice_of(path, sizeof(path)));
}

static void forgetting_leaves_no_source_that_says_nothing(void **state)
{
    struct facts facts;
    facts_init(&facts, *state, S("t"));
    facts_source(&facts, S("a"), "x", 0, 0);
    facts_forget(&facts, S("b"));
    assert_int_equal(decoded(&facts).sources.count, 0);
}

static void forgetting_takes_a_path_and_what_is_below(void **state)
{
    struct facts facts;
    facts_init(&facts, *state, S("t"));
    static const char *const paths[] = {"a", "a/b", "a/b/c", "ab"};
    for (size_t i = 0; i < 4; i++) {
        facts_source(&facts, slice_text(paths[i]), "x", 0, 0);
        facts_value(&facts, "ID", S("v"));
        facts_link(&facts, slice_text(paths[i]), S("t"), false);
    }
    facts_forget(&facts, S("a/b"));
    struct facts result = decoded(&facts);
    assert_int_equal(result.sources.count, 2);
    assert_slice(result.sources.at[0].path, S("a"));
    assert_slice(result.sources.at[1].path, S("ab"));
    assert_int_equal(result.links.count, 2);
    assert_slice(result.links.at[1].path, S("ab"));
}

static void of_two_sources_with_one_path_the_later_stays(void **state)
{
    struct facts facts;
    facts_init(&facts, *state, S("t"));
    for (unsigned i = 0; i < 3; i++) {
        facts_source(&facts, S("f"), i == 2 ? "other" : "x", 0, 0);
        facts_value(&facts, "ID", i ? S("new") : S("old"));
        facts_link(&facts, S("l"), i ? S("new") : S("old"), false);
        facts_member(&facts, &(struct fact_member){.path = S("m"), .size = i});
    }
    struct facts result = decoded(&facts);
    assert_int_equal(result.sources.count, 2);
    assert_slice(result.sources.at[1].analyzer, S("x"));
    assert_slice(result.sources.at[1].values.at[0].text, S("new"));
    assert_int_equal(result.links.count, 1);
    assert_slice(result.links.at[0].target, S("new"));
    assert_int_equal(result.members.count, 1);
    assert_int_equal(result.members.at[0].size, 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(sources_without_facts_leave_nothing),
        TEST(packages_that_cannot_be_are_problems),
        TEST(digests_belong_to_files_with_packages),
        TEST(texts_become_utf8_without_nul),
        TEST(long_texts_are_cut_between_characters_and_told),
        TEST(the_problem_after_the_last_counts_the_others),
        TEST(more_than_facts_may_hold_is_a_limit_problem),
        TEST(more_packages_than_the_limit_are_told),
        TEST(paths_are_listed_once),
        TEST(paths_and_owned_files_give_way_to_packages),
        TEST(what_is_forgotten_gives_its_room_back),
        TEST(files_that_say_nothing_take_no_memory),
        TEST(forgetting_leaves_no_source_that_says_nothing),
        TEST(forgetting_takes_a_path_and_what_is_below),
        TEST(of_two_sources_with_one_path_the_later_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
