#include "advisory/ecosystem.h"

#define ALSO(...)                                                                                                      \
    (const char *const[])                                                                                              \
    {                                                                                                                  \
        __VA_ARGS__, NULL                                                                                              \
    }

static bool is_digit(struct slice s)
{
    return s.len && s.at[0] >= '0' && s.at[0] <= '9';
}

/*
 * The standard library has the toolchain's version: "go1.20.4", "go1.21rc2", with experiments behind a blank. Go's
 * database writes them as Semantic Versioning does: "1.21.0-rc.2".
 */
static struct slice go_version(struct arena *arena, struct slice version)
{
    static const struct slice words[] = {S_INIT("rc"), S_INIT("beta")};
    struct slice rest;

    if (slice_starts(version, S("go")) && is_digit(slice_skip(version, 2)))
        version = slice_skip(version, 2);
    slice_cut(version, ' ', &version, &rest);
    for (size_t i = 0; i < sizeof words / sizeof words[0] && is_digit(version); i++) {
        size_t at = slice_find(version, words[i]);
        struct slice numbers = slice_head(version, at), count = slice_skip(version, at + words[i].len);
        if (at == SIZE_MAX || !is_digit(count) || !is_digit(slice_skip(numbers, numbers.len - 1)))
            continue;
        return arena_format(arena, "%.*s%s-%.*s.%.*s", SLICE_ARG(numbers),
                            slice_find_byte(numbers, '.') == slice_find_last(numbers, '.') ? ".0" : "",
                            SLICE_ARG(words[i]), SLICE_ARG(count));
    }
    return version;
}

/* "1.13.3-x86_64-linux": behind the dash stands the platform that the gem was built for. */
static struct slice gem_version(struct arena *arena, struct slice version)
{
    static const char *const platforms[] = {"aarch64", "amd64", "arm",  "darwin",  "java",  "jruby",    "linux",
                                            "mingw",   "mswin", "ppc",  "powerpc", "riscv", "ruby",     "s390",
                                            "x64",     "x86",   "i386", "i686",    "musl",  "universal"};
    size_t dash = slice_find_byte(version, '-');

    (void)arena;
    for (size_t i = 0; i < sizeof platforms / sizeof platforms[0]; i++)
        if (slice_starts(slice_skip(version, dash + 1), slice_text(platforms[i])))
            return slice_head(version, dash);
    return version;
}

/*
 * Names: package types of the purl specification, names of the OSV schema ("Defined ecosystems"), those of the GitHub
 * Advisory Database. Names are folded as the registry does, or as purl's type definition says.
 */
static const struct ecosystem rows[] = {
    {"bitnami", NULL, "bitnami", NAMES_NOCASE, NULL, true},
    {"cargo", ALSO("crates.io", "rust"), "cargo", NAMES_EXACT, NULL, true},
    {"composer", ALSO("packagist", "php"), "composer", NAMES_NOCASE, NULL, true},
    {"cran", ALSO("r"), "cran", NAMES_EXACT, NULL, true},
    {"gem", ALSO("rubygems", "ruby"), "gem", NAMES_EXACT, gem_version, true},
    /* tags: "v4", "v4.1.2" */
    {"github", ALSO("github actions", "githubactions", "actions"), "go", NAMES_NOCASE, NULL, true},
    {"golang", ALSO("go"), "go", NAMES_EXACT, go_version, true},
    {"hackage", ALSO("haskell"), "hackage", NAMES_EXACT, NULL, true},
    {"hex", ALSO("erlang", "elixir", "otp"), "hex", NAMES_NOCASE, NULL, true},
    {"julia", NULL, "julia", NAMES_EXACT, NULL, true},
    {"maven", ALSO("java"), "maven", NAMES_EXACT, NULL, true},
    {"npm", ALSO("javascript"), "npm", NAMES_EXACT, NULL, true},
    {"nuget", ALSO("dotnet"), "nuget", NAMES_NOCASE, NULL, true},
    {"opam", ALSO("ocaml"), "opam", NAMES_EXACT, NULL, true},
    {"pub", ALSO("dart"), "pub", NAMES_NOCASE, NULL, true},
    {"pypi", ALSO("pip", "python"), "pep440", NAMES_PYPI, NULL, true},
    {"swift", ALSO("swifturl"), "swift", NAMES_SWIFT, NULL, true},
    {"cocoapods", NULL, "gem", NAMES_EXACT, NULL, false}, /* Pod::Version is a Gem::Version */
    {"conan", ALSO("conancenter"), "conan", NAMES_EXACT, NULL, false},
    {"conda", NULL, "conda", NAMES_NOCASE, NULL, false},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static bool is_called(const struct ecosystem *row, struct slice name)
{
    if (slice_equal_nocase(name, slice_text(row->name)))
        return true;
    for (size_t i = 0; row->also && row->also[i]; i++)
        if (slice_equal_nocase(name, slice_text(row->also[i])))
            return true;
    return false;
}

const struct ecosystem *ecosystem_find(struct slice name)
{
    name = slice_head(name, slice_find_byte(name, ':'));
    for (size_t i = 0; i < ROWS; i++)
        if (is_called(&rows[i], name))
            return &rows[i];
    return NULL;
}

static struct slice lower_copy(struct arena *arena, struct slice s)
{
    uint8_t *out = arena_array(arena, uint8_t, s.len + 1);

    for (size_t i = 0; i < s.len; i++)
        out[i] = (uint8_t)(s.at[i] >= 'A' && s.at[i] <= 'Z' ? s.at[i] | 0x20 : s.at[i]);
    return slice_of(out, s.len);
}

static struct slice pypi_copy(struct arena *arena, struct slice s)
{
    struct slice lower = lower_copy(arena, s);
    uint8_t *out = arena_array(arena, uint8_t, s.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < lower.len; i++) {
        bool joint = lower.at[i] == '-' || lower.at[i] == '_' || lower.at[i] == '.';
        if (!joint)
            out[len++] = lower.at[i];
        else if (len == 0 || out[len - 1] != '-')
            out[len++] = '-';
    }
    return slice_of(out, len);
}

static struct slice swift_copy(struct arena *arena, struct slice s)
{
    size_t scheme = slice_find(s, S("://"));

    if (scheme != SIZE_MAX)
        s = slice_skip(s, scheme + 3);
    if (slice_ends(s, S(".git")))
        s = slice_head(s, s.len - 4);
    return lower_copy(arena, s);
}

struct slice ecosystem_key(struct arena *arena, const struct ecosystem *ecosystem, struct slice package)
{
    switch (ecosystem->names) {
    case NAMES_EXACT: return package;
    case NAMES_NOCASE: return lower_copy(arena, package);
    case NAMES_PYPI: return pypi_copy(arena, package);
    case NAMES_SWIFT: return swift_copy(arena, package);
    }
    return package;
}

struct slice ecosystem_version(struct arena *arena, const struct ecosystem *ecosystem, struct slice version)
{
    return ecosystem->version ? ecosystem->version(arena, version) : version;
}
