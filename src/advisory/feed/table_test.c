#include "advisory/feed/feed.h"

#include "base/testing.h"

static void test_places(void **state)
{
    static const struct {
        const char *path, *feed;
    } cases[] = {
        {"debian/osv", "osv-debian"},
        {"debian/osv.tar.zst", "osv-debian"},
        {"debian/osv.zip", "osv-debian"},
        {"debian/osv.tar", "osv-debian"},
        {"debian/osv.json.gz", "osv-debian"},
        {"debian/osv2.tar.zst", NULL},
        {"debian/osv.tar.zst.sig", NULL},
        {"debian", NULL},
        {"own/team.jsonl", "own"},
        {"own/team.jsonl.gz", "own"},
        {"own/.jsonl", "own"},
        {"own/README.md", NULL},
        {"own/team/a.jsonl", NULL},
        {"owner/a.jsonl", NULL},
        {"epss/epss_scores-current.csv.gz", "epss"},
        {"alpine/secdb", "alpine-secdb"},
        {"alpine/secdb-rebuilt.tar.zst", "alpine-secdb"},
        {"alpine/secdb-upstream-2020.tar.zst", NULL}, /* YAML */
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice exact = test_exact(slice_text(cases[i].path));
        const struct feed *feed = feed_for_path(exact);
        if (!slice_equal(slice_text(feed ? feed->name : NULL), slice_text(cases[i].feed)))
            fail_msg("'%s' is read by %s", cases[i].path, feed ? feed->name : "nobody");
        test_exact_free(exact);
    }
}

/* Names are how the parent tells a worker which row it wants, and how sources are told apart. */
static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; feed_at(i); i++) {
        const struct feed *feed = feed_at(i);
        assert_ptr_equal(feed_named(slice_text(feed->name)), feed);
        assert_true(feed->path && feed->licence && feed->licence[0] && feed->read);
    }
    assert_null(feed_named(S("nobody")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places), cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
