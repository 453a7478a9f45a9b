#include "target/platform.h"

#include <sys/utsname.h>

/* What the kernel says, and what Go and so OCI call it. */
static const struct {
    const char *machine, *arch, *variant;
} machines[] = {
    {"x86_64", "amd64", ""},    {"aarch64", "arm64", "v8"}, {"armv7l", "arm", "v7"},    {"armv6l", "arm", "v6"},
    {"armv8l", "arm", "v7"},    {"i686", "386", ""},        {"i586", "386", ""},        {"i386", "386", ""},
    {"ppc64le", "ppc64le", ""}, {"s390x", "s390x", ""},     {"riscv64", "riscv64", ""}, {"loongarch64", "loong64", ""},
    {"mips64", "mips64le", ""}, {"mips", "mipsle", ""},
};

bool platform_parse(struct slice text, struct platform *platform, struct error *error)
{
    struct slice rest = text, parts[4];
    size_t count = 0;

    while (count < 4 && slice_next(&rest, '/', &parts[count]))
        count++;
    if (count == 0 || count > 3)
        return fail(error, ERROR_USAGE, "--platform: '%.*s' is not OS/ARCH[/VARIANT], such as linux/arm64",
                    SLICE_ARG(text));
    *platform = (struct platform){.os = count == 1 ? S("linux") : parts[0],
                                  .arch = count == 1 ? parts[0] : parts[1],
                                  .variant = count == 3 ? parts[2] : S("")};
    /* Names by which other tools call them. */
    if (slice_equal(platform->arch, S("x86_64")))
        platform->arch = S("amd64");
    else if (slice_equal(platform->arch, S("aarch64")))
        platform->arch = S("arm64");
    return true;
}

struct platform platform_host(struct arena *arena)
{
    struct utsname name;
    struct platform platform = {.os = S("linux")};

    if (uname(&name) != 0)
        return platform;
    for (size_t i = 0; i < sizeof machines / sizeof machines[0]; i++)
        if (strcmp(name.machine, machines[i].machine) == 0) {
            platform.arch = slice_text(machines[i].arch);
            platform.variant = slice_text(machines[i].variant);
            return platform;
        }
    platform.arch = arena_copy(arena, slice_text(name.machine));
    return platform;
}

struct slice platform_text(struct arena *arena, const struct platform *platform)
{
    if (platform->os.len == 0 && platform->arch.len == 0)
        return S("");
    return arena_format(arena, "%.*s/%.*s%s%.*s", SLICE_ARG(platform->os), SLICE_ARG(platform->arch),
                        platform->variant.len ? "/" : "", SLICE_ARG(platform->variant));
}

/* arm64 has one variant that is mostly left out. */
static struct slice variant_of(const struct platform *platform)
{
    bool only = slice_equal(platform->arch, S("arm64")) && slice_equal(platform->variant, S("v8"));

    return only ? S("") : platform->variant;
}

unsigned platform_fit(const struct platform *image, const struct platform *wanted)
{
    struct slice a = variant_of(image), b = variant_of(wanted);

    if (!slice_equal(image->os, wanted->os) || !slice_equal(image->arch, wanted->arch))
        return 0;
    if (slice_equal(a, b))
        return 2;
    bool older = slice_equal(image->arch, S("arm")) && slice_compare(a, b) < 0;
    return a.len == 0 || b.len == 0 || older ? 1 : 0;
}
