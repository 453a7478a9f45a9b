#include "base/testing.h"
#include "target/platform.h"

static void platforms_fit(void **state)
{
    static const struct {
        const char *image, *wanted;
        unsigned fit;
    } cases[] = {
        {"linux/amd64", "linux/amd64", 2},    {"linux/amd64", "x86_64", 2},
        {"linux/arm64", "linux/arm64/v8", 2}, {"linux/arm/v6", "linux/arm/v7", 1},
        {"linux/arm/v7", "linux/arm/v6", 0},  {"linux/arm", "linux/arm/v7", 1},
        {"windows/amd64", "linux/amd64", 0},  {"linux/amd64/v3", "linux/amd64", 1},
        {"linux/386", "linux/amd64", 0},      {"linux/amd64/v3", "linux/amd64/v2", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct platform image, wanted;
        struct error error;
        assert_true(platform_parse(slice_text(cases[i].image), &image, &error));
        assert_true(platform_parse(slice_text(cases[i].wanted), &wanted, &error));
        if (platform_fit(&image, &wanted) != cases[i].fit)
            fail_msg("%s on %s: %u", cases[i].image, cases[i].wanted, platform_fit(&image, &wanted));
    }
}

static void wrong_platforms_are_refused(void **state)
{
    static const char *const wrong[] = {"", "a/b/c/d"};
    struct platform platform;
    struct error error;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(platform_parse(slice_text(wrong[i]), &platform, &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(platforms_fit), cmocka_unit_test(wrong_platforms_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
