#include "advisory/ecosystem.h"

#define ALSO(...)                                                                                                      \
    (const char *const[])                                                                                              \
    {                                                                                                                  \
        __VA_ARGS__, NULL                                                                                              \
    }

/*
 * Names: package types of the purl specification, names of the OSV schema ("Defined ecosystems"), those of the GitHub
 * Advisory Database. Names are folded as the registry does, or as purl's type definition says.
 */
static const struct ecosystem rows[] = {
    {"bitnami", NULL, "bitnami", NAMES_NOCASE, true},
    {"cargo", ALSO("crates.io", "rust"), "cargo", NAMES_EXACT, true},
    {"composer", ALSO("packagist", "php"), "composer", NAMES_NOCASE, true},
    {"cran", ALSO("r"), "cran", NAMES_EXACT, true},
    {"gem", ALSO("rubygems", "ruby"), "gem", NAMES_EXACT, true},
    {"github", ALSO("github actions", "githubactions", "actions"), "semver", NAMES_NOCASE, true},
    {"golang", ALSO("go"), "go", NAMES_EXACT, true},
    {"hackage", ALSO("haskell"), "hackage", NAMES_EXACT, true},
    {"hex", ALSO("erlang", "elixir", "otp"), "hex", NAMES_NOCASE, true},
    {"julia", NULL, "julia", NAMES_EXACT, true},
    {"maven", ALSO("java"), "maven", NAMES_EXACT, true},
    {"npm", ALSO("javascript"), "npm", NAMES_EXACT, true},
    {"nuget", ALSO("dotnet"), "nuget", NAMES_NOCASE, true},
    {"opam", ALSO("ocaml"), "opam", NAMES_EXACT, true},
    {"pub", ALSO("dart"), "pub", NAMES_NOCASE, true},
    {"pypi", ALSO("pip", "python"), "pep440", NAMES_PYPI, true},
    {"swift", ALSO("swifturl"), "swift", NAMES_SWIFT, true},
    {"cocoapods", NULL, "gem", NAMES_EXACT, false}, /* Pod::Version is a Gem::Version */
    {"conan", ALSO("conancenter"), "conan", NAMES_EXACT, false},
    {"conda", NULL, "conda", NAMES_NOCASE, false},
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
