#include "base/testing.h"

#include "facts/example.h"
#include "facts/testing.h"
#include "facts/wire.h"

static struct slice encoded_example(struct arena *arena)
{
    struct facts facts;
    example_facts(&facts, arena);
    return facts_encode(&facts);
}

static void check_package(const struct package *actual)
{
    struct package expected = example_package();

    for (size_t i = 0; i < FACTS_FIELDS; i++) {
        const struct fact_field *field = &facts_fields[i];
        const void *a = (const uint8_t *)actual + field->offset;
        const void *e = (const uint8_t *)&expected + field->offset;
        if (field->kind == FIELD_STRING) {
            assert_slice(*(const struct slice *)a, *(const struct slice *)e);
            continue;
        }
        if (field->kind != FIELD_LIST)
            continue;
        const struct slices *al = a, *el = e;
        assert_int_equal(al->count, el->count);
        for (size_t j = 0; j < el->count; j++)
            assert_slice(al->at[j], el->at[j]);
    }
    assert_int_equal(actual->epoch, expected.epoch);
    assert_int_equal(actual->scope, expected.scope);
    assert_int_equal(actual->relationship, expected.relationship);
    assert_int_equal(actual->origin, expected.origin);
    assert_true(actual->main_module && actual->key_entry);
}

static void every_member_of_a_package_is_a_field(void **state)
{
    (void)state;
    size_t sum = 0;
    for (size_t i = 0; i < FACTS_FIELDS; i++) {
        static const size_t sizes[] = {
            [FIELD_STRING] = sizeof(struct slice), [FIELD_LIST] = sizeof(struct slices),
            [FIELD_EPOCH] = sizeof(int64_t),       [FIELD_CHOICE] = sizeof(enum package_scope),
            [FIELD_FLAG] = sizeof(bool),
        };
        sum += sizes[facts_fields[i].kind];
    }
    /* padding is less than what the smallest member but a flag takes */
    assert_in_range(sizeof(struct package) - sum, 0, 3);
}

static void all_that_was_said_comes_back_sorted(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct slice bytes = test_exact(encoded_example(arena));
    struct facts facts;
    struct error error;

    if (!facts_decode(bytes, arena, &facts, &error))
        fail_msg("%s", error.text);
    assert_slice(facts.table, S("sha256:table"));
    assert_int_equal(facts.entries, 4);
    assert_true(facts.unpacked == UINT64_MAX);
    struct digest diff_id = digest_over(DIGEST_SHA256, S("layer"));
    assert_true(digest_equal(&facts.diff_id, &diff_id));

    assert_int_equal(facts.sources.count, 2);
    const struct fact_source *release = &facts.sources.at[0], *database = &facts.sources.at[1];
    assert_slice(release->path, S("etc/os-release"));
    assert_slice(release->analyzer, S("os_release"));
    assert_int_equal(release->size, 120);
    assert_int_equal(release->mode, 0100644);
    assert_int_equal(release->values.count, 2);
    assert_slice(release->values.at[0].name, S("ID"));
    assert_slice(release->values.at[0].text, S("example"));
    assert_slice(release->values.at[1].text, S(""));
    assert_int_equal(database->packages.count, 2);
    check_package(package_of(database, 0, arena));
    assert_int_equal(package_of(database, 1, arena)->epoch, EPOCH_ABSENT);
    assert_int_equal(package_of(database, 1, arena)->scope, SCOPE_INSTALLED);
    assert_int_equal(database->owned.count, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct owned *owned = &database->owned.at[i];
        struct path_hash sh = path_hash(S("usr/bin/sh")), doc = path_hash(S("usr/share/doc"));
        bool is_sh = memcmp(&owned->path, &sh, 16) == 0, is_doc = memcmp(&owned->path, &doc, 16) == 0;
        assert_int_equal(owned->kind, is_sh ? DIGEST_NONE : is_doc ? DIGEST_MD5 : DIGEST_SHA256);
        assert_int_equal(owned_package(owned), is_doc ? OWNED_NO_PACKAGE : 0);
        if (!is_sh)
            assert_memory_equal(owned->digest, "0123456789abcdef", 16);
    }

    assert_int_equal(facts.removed.count, 2);
    assert_slice(facts.removed.at[0], S("a"));
    assert_slice(facts.removed.at[1], S("b/gone"));
    assert_int_equal(facts.opaque.count, 2);
    assert_slice(facts.opaque.at[0], S(""));
    assert_int_equal(facts.links.count, 2);
    assert_slice(facts.links.at[0].path, S("bin/sh"));
    assert_true(facts.links.at[0].hard);
    assert_slice(facts.links.at[1].target, S("/run"));
    assert_int_equal(facts.members.count, 2);
    assert_slice(facts.members.at[0].link, S("manifest.json"));
    assert_true(facts.members.at[0].offset == UINT64_MAX);
    assert_int_equal(facts.members.at[1].size, 77);
    assert_int_equal(facts.problems.count, 1);
    assert_slice(facts.problems.at[0].path, S("etc/os-release"));
    assert_slice(facts.problems.at[0].detail, S("line 3: odd"));
    assert_int_equal(facts.paths.count, 2);
    assert_true(facts_has_path(&facts, path_hash(S("usr/bin/bash"))));
    assert_false(facts_has_path(&facts, path_hash(S("usr/bin/zsh"))));
    test_exact_free(bytes);
    arena_destroy(arena);
}

static void equal_facts_are_equal_bytes_whatever_the_order(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct slice results[2];

    for (unsigned round = 0; round < 2; round++) {
        struct facts facts;
        facts_init(&facts, arena, S("t"));
        for (unsigned i = 0; i < 3; i++) {
            static const char *const names[] = {"a", "b", "c"};
            struct slice name = slice_text(names[round ? 2 - i : i]);
            facts_source(&facts, name, "x", 1, 1);
            facts_value(&facts, "v", name);
            facts_removed(&facts, name);
            facts_opaque(&facts, name);
            facts_link(&facts, name, name, false);
            facts_path(&facts, path_hash(name));
            facts_problem(&facts, ERROR_MALFORMED, "odd");
        }
        results[round] = facts_encode(&facts);
    }
    assert_slice(results[0], results[1]);
    arena_destroy(arena);
}

struct pieces {
    struct arena *arena;
    uint8_t *at;
    size_t count, room;
};

static void put_piece(void *context, struct slice bytes)
{
    struct pieces *pieces = context;
    for (size_t i = 0; i < bytes.len; i++)
        *ARENA_PUSH(pieces->arena, pieces) = bytes.at[i];
}

static void pieces_make_the_whole(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct pieces pieces = {.arena = arena};
    struct facts whole, cut;

    for (unsigned round = 0; round < 2; round++) {
        struct facts *facts = round ? &cut : &whole;
        example_facts(facts, arena);
        for (uint32_t i = 0; i < 20000; i++)
            facts_path(facts, path_hash(slice_of(&i, sizeof(i))));
        facts_source(facts, S("long"), "x", 0, 0);
        facts_value(facts, "n", slice_of(arena_array(arena, uint8_t, 40000), 20000));
    }
    facts_write(&cut, put_piece, &pieces);
    assert_slice(slice_of(pieces.at, pieces.count), facts_encode(&whole));
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_of_a_package_is_a_field),
        cmocka_unit_test(all_that_was_said_comes_back_sorted),
        cmocka_unit_test(pieces_make_the_whole),
        cmocka_unit_test(equal_facts_are_equal_bytes_whatever_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
