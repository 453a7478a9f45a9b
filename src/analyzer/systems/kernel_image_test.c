#include "analyzer/testing.h"

extern const struct analyzer analyzer_kernel_image;

#define PATH "boot/vmlinuz-6.1.0-18-amd64"

/* A setup header whose pointer says where the text stands, less 0x200. */
static struct slice image(struct arena *arena, uint16_t pointer, const char *text)
{
    uint8_t *bytes = arena_array(arena, uint8_t, 0x300);

    memcpy(bytes + 0x202, "HdrS", 4);
    bytes[0x20e] = (uint8_t)pointer;
    bytes[0x20f] = (uint8_t)(pointer >> 8);
    memcpy(bytes + 0x280, text, strlen(text));
    return slice_of(bytes, 0x300);
}

static void images_say_their_release(void **state)
{
    struct arena *arena = arena_create_simple();
    const struct row_case cases[] = {
        {"the release", PATH, image(arena, 0x80, "6.1.0-18-amd64 (debian-kernel@x) #1 SMP"),
         "package generic|Linux Kernel||6.1.0-18-amd64|||||||\n"},
        {"no pointer", PATH, image(arena, 0, "6.1"), ""},
        {"a pointer behind the file", PATH, image(arena, 0xffff, "6.1"), ""},
        {"of another processor", PATH, S("MZ"), ""},
    };

    (void)state;
    test_row_cases(&analyzer_kernel_image, cases, sizeof(cases) / sizeof(cases[0]));
    test_row_damage(&analyzer_kernel_image, PATH, cases[0].input);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(images_say_their_release)};
    return cmocka_run_group_tests_name("analyzer/systems/kernel_image", tests, NULL, NULL);
}
