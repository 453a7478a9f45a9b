#include "inventory/testing.h"

/* "name=version@layer name=version@layer", with "-removed_in" where it is gone. */
static const char *listing(struct bench *bench, const struct inventory *inventory)
{
    struct slice text = {NULL, 0};

    for (size_t i = 0; i < inventory->package_count; i++) {
        const struct inventory_package *package = &inventory->packages[i];
        text = arena_format(bench->arena, "%.*s%s%.*s=%.*s@%lld", SLICE_ARG(text), text.len ? " " : "",
                            SLICE_ARG(package->package.name), SLICE_ARG(package->package.version),
                            (long long)package->layer);
        if (package->removed_in >= 0)
            text = arena_format(bench->arena, "%.*s-%lld", SLICE_ARG(text), (long long)package->removed_in);
    }
    return arena_text(bench->arena, text);
}

#define STATUS "var/lib/dpkg/status"

static void upgrade_and_keep(struct bench *b)
{
    layer_begin(b), os_release(b, "debian", "12"), database(b, STATUS, "dpkg", "deb", "a=1 b=1"), layer_end(b);
    layer_begin(b), database(b, STATUS, "dpkg", "deb", "a=1 b=2 c=1"), layer_end(b);
    layer_begin(b), database(b, STATUS, "dpkg", "deb", "a=1 b=2"), layer_end(b);
}
static void gone_and_back(struct bench *b)
{
    layer_begin(b), os_release(b, "debian", "12"), database(b, STATUS, "dpkg", "deb", "a=1"), layer_end(b);
    layer_begin(b), database(b, STATUS, "dpkg", "deb", "b=1"), layer_end(b);
    layer_begin(b), database(b, STATUS, "dpkg", "deb", "a=1 b=1"), layer_end(b);
}
static void kept_for_a_while(struct bench *b)
{
    layer_begin(b), os_release(b, "debian", "12"), database(b, STATUS, "dpkg", "deb", "a=1 c=1"), layer_end(b);
    layer_begin(b), database(b, STATUS, "dpkg", "deb", "a=1 c=1"), layer_end(b);
    layer_begin(b), database(b, STATUS, "dpkg", "deb", "a=1"), layer_end(b);
}
static void whiteout(struct bench *b)
{
    layer_begin(b), os_release(b, "debian", "12"), database(b, STATUS, "dpkg", "deb", "a=1"), layer_end(b);
    layer_begin(b), removed(b, "var/lib/dpkg"), layer_end(b);
}
static void opaque_folder(struct bench *b)
{
    layer_begin(b), os_release(b, "debian", "12"), database(b, STATUS, "dpkg", "deb", "a=1"), layer_end(b);
    layer_begin(b), opaque(b, "var/lib/dpkg"), database(b, STATUS, "dpkg", "deb", "b=1"), layer_end(b);
}
static void folder_becomes_file(struct bench *b)
{
    layer_begin(b), os_release(b, "debian", "12"), database(b, STATUS, "dpkg", "deb", "a=1"), layer_end(b);
    layer_begin(b), file(b, "var/lib"), layer_end(b);
}
static void database_becomes_link(struct bench *b)
{
    layer_begin(b), os_release(b, "debian", "12"), database(b, STATUS, "dpkg", "deb", "a=1"), layer_end(b);
    layer_begin(b), symlink_at(b, STATUS, "/etc/shadow"), layer_end(b);
}
static void found_once_through_link(struct bench *b)
{
    layer_begin(b), os_release(b, "sles", "15.5"), symlink_at(b, "var/lib/rpm", "../../usr/lib/sysimage/rpm");
    database(b, "usr/lib/sysimage/rpm/Packages.db", "rpm_ndb", "rpm", "a=1"), layer_end(b);
}
static void older_format_beside(struct bench *b)
{
    layer_begin(b), os_release(b, "fedora", "35"), database(b, "var/lib/rpm/Packages", "rpm_bdb", "rpm", "old=1");
    database(b, "var/lib/rpm/rpmdb.sqlite", "rpm_sqlite", "rpm", "new=1"), layer_end(b);
}
static void nothing_at_all(struct bench *b)
{
    layer_begin(b), file(b, "bin/app"), layer_end(b);
}
static void packages_without_system(struct bench *b)
{
    layer_begin(b), database(b, STATUS, "dpkg", "deb", "a=1"), layer_end(b);
}

static const struct {
    const char *name;
    void (*make)(struct bench *);
    bool all_layers;
    const char *want;
    enum error_code problem; /* that must be there; ERROR_NONE: no blocking one */
} cases[] = {
    {"upgrades belong to the layer that made them", upgrade_and_keep, false, "a=1@0 b=2@1", ERROR_NONE},
    {"a break in presence starts anew", gone_and_back, false, "a=1@2 b=1@1", ERROR_NONE},
    {"all layers tell what was removed and where", gone_and_back, true, "a=1@2 b=1@1", ERROR_NONE},
    {"all layers list an old version", upgrade_and_keep, true, "a=1@0 b=1@0-1 b=2@1 c=1@1-2", ERROR_NONE},
    {"removed where it is first missing", kept_for_a_while, true, "a=1@0 c=1@0-2", ERROR_NONE},
    {"a whiteout of a folder above hides the database", whiteout, false, "", ERROR_DATABASE_MISSING},
    {"an opaque folder hides what was below", opaque_folder, false, "b=1@1", ERROR_NONE},
    {"a file where a folder was hides all in it", folder_becomes_file, false, "", ERROR_DATABASE_MISSING},
    {"a link instead of the database is no database", database_becomes_link, false, "", ERROR_DATABASE_MISSING},
    {"a database behind a link is found once", found_once_through_link, false, "a=1@0", ERROR_NONE},
    {"an older rpm format beside the one in use is passed over", older_format_beside, false, "new=1@0",
     ERROR_PASSED_OVER},
    {"an image with neither system nor database passes", nothing_at_all, false, "", ERROR_NONE},
    {"packages of an unknown system are told", packages_without_system, false, "a=1@0", ERROR_OS_UNKNOWN},
};

static void overlay_gives_the_final_tree(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct bench bench = {.arena = arena_create_simple()};
        print_message("# %s\n", cases[i].name);
        cases[i].make(&bench);
        struct inventory inventory = built(&bench, cases[i].all_layers);
        assert_string_equal(listing(&bench, &inventory), cases[i].want);
        if (cases[i].problem)
            assert_true(has_problem(&inventory, cases[i].problem));
        else
            assert_int_equal(inventory.problems.count, 0);
        arena_destroy(bench.arena);
    }
}

static bool is_lock(const void *context, struct slice path)
{
    (void)context;
    return slice_ends(path, S(".lock"));
}

static void a_database_behind_a_link_is_asked_for(void **state)
{
    static const char *const gates[] = {"var/lib/dpkg/status"};
    struct bench b = {.arena = arena_create_simple()};
    struct missing_path *missing;

    (void)state;
    layer_begin(&b), file(&b, "opt/status"), layer_end(&b);
    layer_begin(&b), symlink_at(&b, STATUS, "../../../opt/status"), layer_end(&b);
    struct inventory_input input = {.layers = b.info, .facts = b.facts, .layer_count = b.count};
    size_t left_out;
    const struct inventory_gates wanted = {gates, 1, is_lock, NULL};
    assert_int_equal(inventory_missing(&input, &wanted, b.arena, &missing, &left_out), 1);
    assert_int_equal(missing[0].layer, 0);
    assert_true(slice_equal(missing[0].path, S("opt/status")));
    assert_true(slice_equal(missing[0].path_wanted, S(STATUS)));
    arena_destroy(b.arena);
}

static void a_file_behind_a_link_that_has_its_name_is_asked_for(void **state)
{
    static const struct inventory_gates gates = {NULL, 0, is_lock, NULL};
    struct bench b = {.arena = arena_create_simple()};
    struct missing_path *missing;
    size_t left_out;

    (void)state;
    layer_begin(&b), file(&b, "opt/hidden"), file(&b, "opt/y.lock"), file(&b, "opt/gone"), layer_end(&b);
    layer_begin(&b), symlink_at(&b, "app/x.lock", "../opt/hidden"), symlink_at(&b, "app/y.lock", "../opt/y.lock");
    symlink_at(&b, "app/other", "../opt/hidden"), symlink_at(&b, "app/nowhere.lock", "/proc/x");
    symlink_at(&b, "app/removed.lock", "../opt/hidden"), symlink_at(&b, "app/gone.lock", "../opt/gone"), layer_end(&b);
    layer_begin(&b), removed(&b, "app/removed.lock"), removed(&b, "opt/gone"), layer_end(&b);
    struct inventory_input input = {.layers = b.info, .facts = b.facts, .layer_count = b.count};
    assert_int_equal(inventory_missing(&input, &gates, b.arena, &missing, &left_out), 1);
    assert_int_equal(missing[0].layer, 0);
    assert_slice(missing[0].path, S("opt/hidden"));
    assert_slice(missing[0].path_wanted, S("app/x.lock"));
    assert_false(missing[0].database);
    assert_int_equal(left_out, 0);
    arena_destroy(b.arena);
}

static void distroless_takes_its_version_from_debian_version(void **state)
{
    struct bench b = {.arena = arena_create_simple()};

    (void)state;
    layer_begin(&b), os_release(&b, "debian", "");
    facts_source(b.open, S("etc/debian_version"), "debian_version", 1, 0644);
    facts_value(b.open, "ID", S("debian"));
    facts_value(b.open, "VERSION_ID", S("12.5"));
    layer_end(&b);
    struct inventory inventory = built(&b, false);
    assert_true(slice_equal(inventory.os.release, S("12")));
    arena_destroy(b.arena);
}

static void extras(struct bench *bench, const char *topic)
{
    file(bench, "etc/yum.repos.d/amzn2-extras.repo");
    facts_source(bench->open, S("etc/yum.repos.d/amzn2-extras.repo"), "amazon_extras", 1, 0644);
    if (topic)
        facts_value(bench->open, "CHANNEL", slice_text(topic));
}

static void topics_of_extras_are_channels(void **state)
{
    struct bench bench = {.arena = arena_create_simple()};

    (void)state;
    layer_begin(&bench);
    os_release(&bench, "amzn", "2");
    extras(&bench, "extras:docker");
    layer_end(&bench);
    struct slices channels = built(&bench, false).os.channels;
    assert_int_equal(channels.count, 1);
    assert_slice(channels.at[0], S("extras:docker"));
    layer_begin(&bench);
    extras(&bench, "extras:php8.1");
    layer_end(&bench);
    channels = built(&bench, false).os.channels;
    assert_int_equal(channels.count, 1);
    assert_slice(channels.at[0], S("extras:php8.1"));
    layer_begin(&bench);
    extras(&bench, NULL);
    layer_end(&bench);
    assert_int_equal(built(&bench, false).os.channels.count, 0);
    arena_destroy(bench.arena);
}

static void links_that_go_round_end(void **state)
{
    static const char *const gates[] = {"var/lib/dpkg/status"};
    struct bench b = {.arena = arena_create_simple()};
    struct missing_path *missing;

    (void)state;
    layer_begin(&b), symlink_at(&b, "var/lib", "../usr"), symlink_at(&b, "usr", "var/lib"), layer_end(&b);
    struct inventory_input input = {.layers = b.info, .facts = b.facts, .layer_count = b.count};
    size_t left_out;
    const struct inventory_gates wanted = {gates, 1, is_lock, NULL};
    assert_int_equal(inventory_missing(&input, &wanted, b.arena, &missing, &left_out), 0);
    arena_destroy(b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overlay_gives_the_final_tree),
        cmocka_unit_test(a_database_behind_a_link_is_asked_for),
        cmocka_unit_test(a_file_behind_a_link_that_has_its_name_is_asked_for),
        cmocka_unit_test(distroless_takes_its_version_from_debian_version),
        cmocka_unit_test(topics_of_extras_are_channels),
        cmocka_unit_test(links_that_go_round_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
