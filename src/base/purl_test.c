#include "base/purl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

/* `want`: the canonical form, NULL where it is no purl; `checked`: whether the type's rules hold. */
static const struct {
    const char *text, *want;
    bool checked;
} purls[] = {
    {"pkg:npm/%40angular/core@1.0#/a/./b/../", "pkg:npm/%40angular/core@1.0#a/b", true},
    {"pkg:npm/@babel/core@7", "pkg:npm/%40babel/core@7", true},
    {"pkg:npm/@babel/core", "pkg:npm/%40babel/core", true},
    {"PKG://Maven//org.x/io@1:2-3", "pkg:maven/org.x/io@1:2-3", true},
    {"pkg:pypi/A_b.C@1.0RC1", "pkg:pypi/a-b.c@1.0rc1", true},
    {"pkg:pub/a-B.c", "pkg:pub/a_b_c", true},
    {"pkg:deb/Debian/Curl@1+b?Z=2&arch=x&a=&arch=y", "pkg:deb/debian/curl@1%2Bb?arch=x&z=2", false},
    {"pkg:github/A/B@c#D", "pkg:github/a/b@c#D", true},
    {"pkg:git/github.com/A/B@c", "pkg:git/github.com/a/b@c", true},
    {"pkg:git/codeberg.org/A/B", "pkg:git/codeberg.org/A/B", true},
    {"pkg:brew/node@20@20.1", "pkg:brew/node%4020@20.1", true},
    {"pkg:generic/a b%2fc@%C3%A9", "pkg:generic/a%20b%2Fc@%C3%A9", true},
    {"pkg:generic/x%zz%", "pkg:generic/x%25zz%25", true},
    {"pkg:mlflow/Ab@1?repository_url=https://x.azuredatabricks.net",
     "pkg:mlflow/ab@1?repository_url=https:%2F%2Fx.azuredatabricks.net", true},
    {"pkg:mlflow/Ab@1?repository_url=x.azureml.ms", "pkg:mlflow/Ab@1?repository_url=x.azureml.ms", true},
    {"pkg:unknown-type/A/b@C", "pkg:unknown-type/A/b@C", true},
    {"pkg:swift/x@1", "pkg:swift/x@1", false},
    {"pkg:otp/a/b", "pkg:otp/a/b", false},
    {"pkg:julia/Dates@1", "pkg:julia/Dates@1", false},
    {"pkg:cpan/A::B", "pkg:cpan/A::B", false},
    {"pkg:chrome-extension/abc", "pkg:chrome-extension/abc", false},
    {"pkg:chrome-extension/dlpngalgnefjeiefhmpklpfiohadpglk@1.2.3.4",
     "pkg:chrome-extension/dlpngalgnefjeiefhmpklpfiohadpglk@1.2.3.4", true},
    {"pkg:chrome-extension/dlpngalgnefjeiefhmpklpfiohadpglk@1.2.3.4.5",
     "pkg:chrome-extension/dlpngalgnefjeiefhmpklpfiohadpglk@1.2.3.4.5", false},
    {"", NULL, false},
    {"npm/x", NULL, false},
    {"http://x/y", NULL, false},
    {"pkg:", NULL, false},
    {"pkg:npm", NULL, false},
    {"pkg:npm/", NULL, false},
    {"pkg:cran/@1.0", NULL, false},
    {"pkg:/x", NULL, false},
    {"pkg:3npm/x", NULL, false},
    {"pkg:n&m/x", NULL, false},
    {"pkg:npm/x?in%20key=1", NULL, false},
    {"pkg:npm/x?=1", NULL, false},
};

static struct slice exact(struct slice text)
{
    uint8_t *copy = malloc(text.len ? text.len : 1);
    memcpy(copy, text.at, text.len);
    return slice_of(copy, text.len);
}

static void test_purls_are_brought_to_their_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(purls) / sizeof(*purls); i++) {
        struct arena *arena = arena_create_simple();
        struct slice text = exact(slice_text(purls[i].text));
        struct error error;
        struct purl purl;
        bool good = purl_parse(arena, text, &purl, &error);
        if (good != (purls[i].want != NULL))
            fail_msg("'%s': parsed %d", purls[i].text, good);
        if (good) {
            purl_normalise(arena, &purl);
            assert_string_equal(arena_text(arena, purl_build(arena, &purl)), purls[i].want);
            if (purl_check(&purl, &error) != purls[i].checked)
                fail_msg("'%s': checked %d", purls[i].text, !purls[i].checked);
        }
        free((void *)(uintptr_t)text.at);
        arena_destroy(arena);
    }
}

/* What was built is parsed to the same again, however it was damaged before. */
static void test_damaged_purls_are_stable(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(purls) / sizeof(*purls); i++) {
        for (size_t at = 0; at < strlen(purls[i].text); at++) {
            for (int bit = -1; bit < 8; bit++) {
                struct arena *arena = arena_create_simple();
                struct slice text =
                    exact(bit < 0 ? slice_head(slice_text(purls[i].text), at) : slice_text(purls[i].text));
                struct error error;
                struct purl purl, again;
                if (bit >= 0)
                    ((uint8_t *)(uintptr_t)text.at)[at] ^= (uint8_t)(1u << bit);
                if (purl_parse(arena, text, &purl, &error)) {
                    purl_normalise(arena, &purl);
                    struct slice once = purl_build(arena, &purl);
                    assert_true(purl_parse(arena, once, &again, &error));
                    purl_normalise(arena, &again);
                    if (!slice_equal(once, purl_build(arena, &again)))
                        fail_msg("'%.*s' is '%s' again", SLICE_ARG(once), arena_text(arena, purl_build(arena, &again)));
                }
                free((void *)(uintptr_t)text.at);
                arena_destroy(arena);
            }
        }
    }
}

static void test_names_are_those_of_the_packager(void **state)
{
    static const struct {
        const char *type, *name, *purl;
    } names[] = {
        {"npm", "@angular/core", "pkg:npm/%40angular/core"},
        {"npm", "core", "pkg:npm/core"},
        {"maven", "org.apache:io", "pkg:maven/org.apache/io"},
        {"golang", "github.com/a/b", "pkg:golang/github.com/a/b"},
        {"golang", "stdlib", "pkg:golang/stdlib"},
        {"composer", "vendor/name", "pkg:composer/vendor/name"},
        {"swift", "github.com/Alamofire/Alamofire", "pkg:swift/github.com/Alamofire/Alamofire"},
        {"github", "actions/cache", "pkg:github/actions/cache"},
        {"cocoapods", "ShareKit/Twitter/Ui", "pkg:cocoapods/ShareKit#Twitter/Ui"},
        {"huggingface", "microsoft/deberta", "pkg:huggingface/microsoft/deberta"},
        {"vscode-extension", "ms-python.python", "pkg:vscode-extension/ms-python/python"},
        {"pypi", "a", "pkg:pypi/a"},
        {"generic", "a/b", "pkg:generic/a/b"},
        {"nix", "a", "pkg:nix/a"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        struct arena *arena = arena_create_simple();
        struct purl purl = {.type = slice_text(names[i].type)}, back;
        struct error error;
        purl_take_name(arena, &purl, slice_text(names[i].name));
        assert_string_equal(arena_text(arena, purl_build(arena, &purl)), names[i].purl);
        assert_true(purl_parse(arena, slice_text(names[i].purl), &back, &error));
        assert_string_equal(arena_text(arena, purl_name(arena, &back)), names[i].name);
        arena_destroy(arena);
    }
}

static void test_qualifiers_have_a_limit(void **state)
{
    enum { MANY = 1000 };
    struct arena *arena = arena_create_simple();
    struct slice text = S("pkg:generic/x?");
    struct error error;
    struct purl purl;

    (void)state;
    for (int i = 0; i < MANY; i++)
        text = arena_format(arena, "%.*sk%d=v&", SLICE_ARG(text), i);
    assert_false(purl_parse(arena, text, &purl, &error));
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_purls_are_brought_to_their_form),
        cmocka_unit_test(test_damaged_purls_are_stable),
        cmocka_unit_test(test_names_are_those_of_the_packager),
        cmocka_unit_test(test_qualifiers_have_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
