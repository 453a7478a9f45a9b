#include "match/reach.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/cpe.h"

static void products_cover_repositories(void **state)
{
    static const struct {
        const char *record, *repo;
        bool covers;
    } cases[] = {
        {"cpe:/o:redhat:enterprise_linux:8::baseos", "cpe:/o:redhat:enterprise_linux:8::baseos", true},
        {"cpe:/o:redhat:enterprise_linux:8", "cpe:/o:redhat:enterprise_linux:8::baseos", true},
        {"cpe:/o:redhat:enterprise_linux:8::appstream", "cpe:/o:redhat:enterprise_linux:8::baseos", false},
        {"cpe:/o:redhat:enterprise_linux:8::baseos", "cpe:/o:redhat:enterprise_linux:8", false},
        {"cpe:/a:redhat:openshift:4", "cpe:/a:redhat:openshift:4.13::el8", true},
        {"cpe:/o:redhat:enterprise_linux:1", "cpe:/o:redhat:enterprise_linux:10", false},
        {"cpe:/a:redhat:openshift:4.%02::el8", "cpe:/a:redhat:openshift:4.13::el8", true},
        {"cpe:/a:redhat:openshift:4.%02::el8", "cpe:/a:redhat:openshift:5.1::el8", false},
        {"cpe:/a:redhat:openshift:4.%01::el8", "cpe:/a:redhat:openshift:4.13::el8", false},
        {"cpe:/a:redhat:%02%02%02%02x", "cpe:/a:redhat:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
        {"cep:o:redhat:enterprise_linux:8::baseos", "cpe:/o:redhat:enterprise_linux:8::baseos", false},
        {"cpe:/", "cpe:/o:redhat:enterprise_linux:8", false},
        {"", "", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(cpe_covers(slice_text(cases[i].record), slice_text(cases[i].repo)), cases[i].covers);
}

/* A record of RHEL 8 about binary "a", fixed in 2-1, and package a-1-1; each case changes one thing. */
struct scene {
    struct os os;
    struct inventory_package entry;
    struct advisory advisory;
    struct slice text[2];
};

static void other_release(struct scene *s)
{
    s->advisory.release = S("9");
}
static void any_release(struct scene *s)
{
    s->advisory.release = (struct slice){NULL, 0};
}
static void other_distribution(struct scene *s)
{
    s->advisory.distro_id = S("almalinux");
}
static void withdrawn(struct scene *s)
{
    s->advisory.withdrawn = true;
}
static void sibling(struct scene *s)
{
    s->advisory.package = S("a-libs");
}
static void third_party(struct scene *s)
{
    s->entry.origin = ORIGIN_THIRD_PARTY;
}
static void module_against_plain(struct scene *s)
{
    s->advisory.module = S("a:1");
}
static void plain_against_module(struct scene *s)
{
    s->entry.package.module = S("a:1:8020:abc");
}
static void same_stream(struct scene *s)
{
    s->advisory.module = S("a:1");
    s->entry.package.module = S("a:1:8020:abc");
}
static void other_stream(struct scene *s)
{
    s->advisory.module = S("a:2");
    s->entry.package.module = S("a:1:8020:abc");
}
static void some_stream(struct scene *s)
{
    s->advisory.module = S("*");
    s->entry.package.module = S("a:1:8020:abc");
}
static void some_stream_against_plain(struct scene *s)
{
    s->advisory.module = S("*");
}
static void stream_product(struct scene *s)
{
    s->advisory.channel = S("eus");
    s->text[0] = S("cpe:/o:redhat:rhel_eus:8.4::baseos");
    s->entry.package.repos = (struct slices){s->text, 1};
}
static void other_arch(struct scene *s)
{
    s->text[0] = S("s390x");
    s->advisory.arches = (struct slices){s->text, 1};
    s->entry.package.arch = S("x86_64");
}
static void noarch(struct scene *s)
{
    other_arch(s);
    s->entry.package.arch = S("noarch");
}
static void closed_channel(struct scene *s)
{
    s->advisory.channel = S("eus");
}
static void open_channel(struct scene *s)
{
    s->advisory.channel = S("eus");
    s->text[0] = S("eus");
    s->os.channels = (struct slices){s->text, 1};
}
static void other_product(struct scene *s)
{
    s->text[0] = S("cpe:/o:redhat:enterprise_linux:7::server");
    s->text[1] = S("cpe:/o:redhat:enterprise_linux:8::baseos");
    s->advisory.repos = (struct slices){&s->text[0], 1};
    s->entry.package.repos = (struct slices){&s->text[1], 1};
}
static void nothing(struct scene *s)
{
    (void)s;
}

static void reach_of_records(void **state)
{
    static const struct {
        const char *name;
        void (*change)(struct scene *);
        bool reaches;
    } cases[] = {
        {"as it is", nothing, true},
        {"another release", other_release, false},
        {"a record of all releases", any_release, true},
        {"a rebuild's record", other_distribution, false},
        {"withdrawn", withdrawn, false},
        {"a sibling of the same source", sibling, false},
        {"built by somebody else", third_party, false},
        {"a record of a module, an ordinary build", module_against_plain, false},
        {"an ordinary record, a module's build", plain_against_module, false},
        {"the same stream", same_stream, true},
        {"another stream", other_stream, false},
        {"a record of a stream it does not name", some_stream, true},
        {"the same, an ordinary build", some_stream_against_plain, false},
        {"a channel proven by a repository's product", stream_product, true},
        {"another architecture", other_arch, false},
        {"noarch fits every architecture", noarch, true},
        {"a channel that is not enabled", closed_channel, false},
        {"a channel that is", open_channel, true},
        {"another product", other_product, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_create_simple();
        struct scene scene = {
            .os = {.id = S("rhel"),
                   .said_id = S("rhel"),
                   .release = S("8"),
                   .version_id = S("8.4"),
                   .package_type = S("rpm")},
            .entry = {.package = {.type = S("rpm"),
                                  .name = S("a"),
                                  .epoch = EPOCH_ABSENT,
                                  .version = S("1"),
                                  .release = S("1")}},
            .advisory = {.id = S("CVE-1"),
                         .distro_id = S("rhel"),
                         .release = S("8"),
                         .package = S("a"),
                         .kind = KIND_BINARY,
                         .scheme = S("rpm"),
                         .fixed_version = S("2-1"),
                         .status = STATUS_FIXED},
        };
        struct subject subject;
        cases[i].change(&scene);
        subject_init(arena, &scene.entry, &scene.os, &subject);
        print_message("# %s\n", cases[i].name);
        assert_int_equal(!reach_why_not(&subject, &scene.advisory), cases[i].reaches);
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_cover_repositories),
        cmocka_unit_test(reach_of_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
