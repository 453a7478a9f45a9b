#include "base/testing.h"

#include "analyzer/os/owner.h"

static const struct {
    const char *path;
    int64_t mode;
    bool wanted;
} cases[] = {
    {"usr/bin/python3.11", OWNER_MODE_UNKNOWN, true},
    {"sbin/ldconfig", OWNER_MODE_UNKNOWN, true},
    {"usr/games/x.y", OWNER_MODE_UNKNOWN, true},
    {"usr/share/tool/bin/run.sh", OWNER_MODE_UNKNOWN, true},
    {"usr/libexec/docker/cli-plugins/docker-compose", OWNER_MODE_UNKNOWN, true},
    {"usr/lib/go-1.19/pkg/tool/linux_amd64/compile", OWNER_MODE_UNKNOWN, true},
    {"opt/vendor/agent", OWNER_MODE_UNKNOWN, true},
    {"agent", OWNER_MODE_UNKNOWN, true},
    {"usr/lib/x86_64-linux-gnu/libnobody.so.6", OWNER_MODE_UNKNOWN, false},
    {"usr/lib/x86_64-linux-gnu/libc.so.6", OWNER_MODE_UNKNOWN, true}, /* a row identifies it */
    {"usr/share/doc/bash/copyright", OWNER_MODE_UNKNOWN, false},
    {"usr/share/zoneinfo/Europe/Vienna", OWNER_MODE_UNKNOWN, false},
    {"usr/include/c++/12/vector", OWNER_MODE_UNKNOWN, false},
    {"etc/pam.d/other", OWNER_MODE_UNKNOWN, false},
    {"etc/os-release", OWNER_MODE_UNKNOWN, true}, /* a row reads it */
    {"etc/os-release", 0644, true},
    {"usr/bin/x", 0644, false},
    {"usr/share/x.py", 0755, true},
    {"usr/share/x.py", 0100, true},
};

static void programs_and_what_rows_read_are_wanted(void **state)
{
    struct arena *arena = arena_create_simple();
    struct facts facts;
    struct owner owner;

    (void)state;
    facts_init(&facts, arena, S("t"));
    owner_begin(&owner, &facts);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (owner_wants(&owner, slice_text(cases[i].path), cases[i].mode) != cases[i].wanted)
            fail_msg("%s %llo", cases[i].path, (unsigned long long)cases[i].mode);
    arena_destroy(arena);
}

static void what_is_no_path_is_told(void **state)
{
    static char text[PATH_LEN_MAX + 10];
    struct arena *arena = arena_create_simple();
    struct facts facts;
    struct owner owner;

    (void)state;
    memset(text, 'a', sizeof text);
    facts_init(&facts, arena, S("t"));
    owner_begin(&owner, &facts);
    facts_source(&facts, S("list"), "x", 0, 0);
    assert_false(owner_add(&owner, 0, S(""), 0755, DIGEST_NONE, NULL));
    assert_false(owner_add(&owner, 0, S("/"), 0755, DIGEST_NONE, NULL));
    assert_false(owner_add(&owner, 0, slice_of(text, sizeof text), 0755, DIGEST_NONE, NULL));
    assert_true(owner_add(&owner, OWNED_NO_PACKAGE, S("./usr//bin/x"), OWNER_MODE_UNKNOWN, DIGEST_NONE, NULL));
    assert_int_equal(facts.current->owned.count, 1);
    struct path_hash hash = path_hash(S("usr/bin/x"));
    assert_memory_equal(&facts.current->owned.at[0].path, &hash, sizeof hash);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_and_what_rows_read_are_wanted),
        cmocka_unit_test(what_is_no_path_is_told),
    };
    return cmocka_run_group_tests_name("analyzer/os/owner", tests, NULL, NULL);
}
