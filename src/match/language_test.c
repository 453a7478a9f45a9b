#include "base/testing.h"

#include "match/cpe.h"
#include "match/match.h"

static void cpes_speak_of_programs(void **state)
{
    static const struct {
        const char *record, *own;
        bool speaks;
    } cases[] = {
        {"cpe:2.3:a:busybox:busybox:*:*:*:*:*:*:*:*", "cpe:2.3:a:busybox:busybox:1.33.1:*:*:*:*:*:*:*", true},
        {"cpe:2.3:o:redhat:enterprise_linux:*:*:*:*:*:*:*:*", "cpe:2.3:a:redhat:enterprise_linux:8:*:*:*:*:*:*:*",
         false},
        {"cpe:2.3:a:v:p:*:*:*:*:*:npm:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:node.js:*:*", true},
        {"cpe:2.3:a:v:p:*:*:*:*:*:dotnet:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:c#:*:*", true},
        {"cpe:2.3:a:v:p:*:*:*:*:*:jenkins\\-ci:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:jenkins_ci:*:*", true},
        {"cpe:2.3:a:v:p:*:*:*:*:*:django:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:python:*:*", false},
        {"cpe:2.3:a:v:p:*:*:*:*:*:wordpress:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", false},
        {"cpe:2.3:a:v:p\\:q:*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p\\:q:1:*:*:*:*:*:*:*", true},
        {"cpe:2.3:a:v:p", "cpe:2.3:a:v:p", true},
        {"cpe:/a:v:p", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", false},
        {"", "", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        print_message("# %s\n", cases[i].record);
        assert_int_equal(cpe_speaks_of(slice_text(cases[i].record), slice_text(cases[i].own)), cases[i].speaks);
    }
}

/* A Python package 1.0 and a record that hits it below 2.0; each case changes one thing. */
struct scene {
    struct os os;
    struct inventory_package owner, entry;
    struct advisory advisory, other;
    struct slice text[2];
    struct map names; /* of flaws that the distribution speaks of */
    bool on_linux, two;
};

static void nothing(struct scene *s)
{
    (void)s;
}
static void other_spelling(struct scene *s)
{
    s->entry.package.name = S("Foo_Bar");
}
static void other_ecosystem(struct scene *s)
{
    s->advisory.ecosystem = S("npm");
}
static void no_version(struct scene *s)
{
    s->entry.package.version = S("");
}
static void local_version(struct scene *s)
{
    s->entry.package.version = S("2.0+deb1");
}
static void enumerated(struct scene *s)
{
    s->entry.package.version = S("3.0rc1");
    s->text[0] = S("3.0-rc.1");
    s->advisory.versions = (struct slices){s->text, 1};
}
static void owned(struct scene *s)
{
    s->entry.owner = &s->owner;
}
static void owned_and_spoken_of(struct scene *s)
{
    owned(s);
    s->text[0] = S("CVE-2099-1");
    s->advisory.id = S("GHSA-1");
    s->advisory.aliases = (struct slices){s->text, 1};
    *map_put(&s->names, S("CVE-2099-1")) = s;
}
static void owned_by_third_party(struct scene *s)
{
    owned(s);
    s->owner.origin = ORIGIN_THIRD_PARTY;
}
static void needs_windows(struct scene *s)
{
    s->text[0] = S("windows");
    s->advisory.systems = (struct slices){s->text, 1};
}
static void needs_windows_on_linux(struct scene *s)
{
    needs_windows(s);
    s->on_linux = true;
}
static void guessed_cpe(struct scene *s)
{
    s->text[0] = S("cpe:2.3:a:foo:foo-bar:1.0:*:*:*:*:*:*:*");
    s->entry.package.cpes = (struct slices){s->text, 1};
    s->advisory.ecosystem = S("");
    s->advisory.cpe = S("cpe:2.3:a:foo:foo-bar:*:*:*:*:*:*:*:*");
    s->advisory.kind = KIND_CPE;
}
static void classified_cpe(struct scene *s)
{
    guessed_cpe(s);
    s->entry.package.type = S("generic");
}
static void built_without_a_tag(struct scene *s)
{
    s->entry.package.type = S("golang");
    s->entry.package.version = S("v0.0.0-20240515120000-abcdefabcdef");
    s->entry.package.main_module = true;
    s->advisory.ecosystem = S("golang");
    s->advisory.scheme = S("go");
}
static void reviewed_by_go(struct scene *s)
{
    s->entry.package.type = S("golang");
    s->advisory.ecosystem = s->other.ecosystem = S("golang");
    s->advisory.source = S("ghsa");
    s->advisory.scheme = S("go");
    s->other.source = S("go-vulndb");
    s->other.scheme = S("go");
    s->two = true;
}

static void languages_are_judged(void **state)
{
    static const struct {
        const char *name;
        void (*change)(struct scene *);
        enum decision decision;
    } cases[] = {
        {"as it is", nothing, DECISION_AFFECTED},
        {"a name that is written otherwise", other_spelling, DECISION_AFFECTED},
        {"another ecosystem", other_ecosystem, DECISION_NONE},
        {"without a version nothing is decided", no_version, DECISION_CLEAN},
        {"the local part of a version does not count", local_version, DECISION_CLEAN},
        {"an enumerated version, written otherwise", enumerated, DECISION_AFFECTED},
        {"owned, and the distribution is silent", owned, DECISION_UPSTREAM},
        {"owned, and the distribution speaks of the flaw under another name", owned_and_spoken_of, DECISION_NONE},
        {"owned by a package that the distribution did not build", owned_by_third_party, DECISION_AFFECTED},
        {"a flaw of Windows, nobody knows where", needs_windows, DECISION_AFFECTED},
        {"a flaw of Windows in a container", needs_windows_on_linux, DECISION_NONE},
        {"a CPE that somebody guessed for a package with advisories", guessed_cpe, DECISION_NONE},
        {"the CPE of a program", classified_cpe, DECISION_AFFECTED},
        {"a main module that was built without a tag", built_without_a_tag, DECISION_NONE},
        {"what the Go team says otherwise", reviewed_by_go, DECISION_VOID},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_create_simple();
        struct scene scene = {
            .entry = {.package = {.type = S("pypi"), .name = S("foo-bar"), .epoch = EPOCH_ABSENT, .version = S("1.0")}},
            .advisory = {.id = S("CVE-2099-1"),
                         .source = S("ghsa"),
                         .ecosystem = S("pypi"),
                         .package = S("foo-bar"),
                         .scheme = S("pep440"),
                         .fixed_version = S("2.0"),
                         .status = STATUS_FIXED},
            .other = {.id = S("CVE-2099-1"),
                      .package = S("foo-bar"),
                      .fixed_version = S("0.5"),
                      .status = STATUS_FIXED},
        };
        struct candidates list = {0};
        struct bounds_known known = {0};
        struct subject subject;
        map_init(&scene.names, arena, NULL);
        cases[i].change(&scene);
        *ARENA_PUSH(arena, &list) = (struct candidate){.advisory = &scene.advisory};
        if (scene.two)
            *ARENA_PUSH(arena, &list) = (struct candidate){.advisory = &scene.other};
        subject_init(arena, &scene.entry, &scene.os, &subject);
        subject.on_linux = scene.on_linux;
        subject.owner_names = subject_owned(&scene.entry) ? &scene.names : NULL;
        candidates_decide(&subject, &known, &list);
        print_message("# %s\n", cases[i].name);
        for (size_t k = 0; k < list.count; k++)
            if (list.at[k].advisory == &scene.advisory)
                assert_int_equal(list.at[k].decision, cases[i].decision);
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cpes_speak_of_programs),
                                       cmocka_unit_test(languages_are_judged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
