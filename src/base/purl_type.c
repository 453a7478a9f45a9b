/* The types of package URLs. Source: package-url/purl-spec, types/TYPE-definition.json. */
#include "base/purl.h"

/* In place of each byte that is no small letter or digit: `mark`; `keep` stays. */
static struct slice purl_replace(struct arena *arena, struct slice text, bool (*is_kept)(uint8_t c), uint8_t mark)
{
    uint8_t *out = arena_array(arena, uint8_t, text.len + 1);

    for (size_t i = 0; i < text.len; i++)
        out[i] = is_kept(text.at[i]) ? text.at[i] : mark;
    return slice_of(out, text.len);
}

static bool purl_is_no_underscore(uint8_t c)
{
    return c != '_';
}

static bool purl_is_pub(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static void purl_normalise_pypi(struct arena *arena, struct purl *purl)
{
    purl->name = purl_replace(arena, purl->name, purl_is_no_underscore, '-');
}

static void purl_normalise_pub(struct arena *arena, struct purl *purl)
{
    purl->name = purl_replace(arena, purl->name, purl_is_pub, '_');
}

/* Databricks' server does not know case, Azure's does. */
static void purl_normalise_mlflow(struct arena *arena, struct purl *purl)
{
    if (slice_find(purl_qualifier(purl, S("repository_url")), S("databricks")) != SIZE_MAX)
        purl->name = purl_lower(arena, purl->name);
}

/* Repositories of GitHub are those of type github. */
static void purl_normalise_git(struct arena *arena, struct purl *purl)
{
    struct slice host = slice_head(purl->namespace, slice_find_byte(purl->namespace, '/'));

    if (!slice_equal_nocase(host, S("github")) && !slice_equal_nocase(host, S("github.com")))
        return;
    purl->namespace = purl_lower(arena, purl->namespace);
    purl->name = purl_lower(arena, purl->name);
}

/* 32 letters from a to p; up to four numbers. */
static bool purl_check_chrome(const struct purl *purl)
{
    struct slice version = purl->version, number;
    size_t numbers = 0;
    uint64_t value;

    for (size_t i = 0; i < purl->name.len; i++)
        if (purl->name.at[i] < 'a' || purl->name.at[i] > 'p')
            return false;
    while (slice_next(&version, '.', &number)) {
        numbers++;
        if (!slice_decimal(number, &value))
            return false;
    }
    return purl->name.len == 32 && numbers <= 4;
}

/* The name is that of a distribution, "URI-PackageURL", not of a module. */
static bool purl_check_cpan(const struct purl *purl)
{
    return slice_find(purl->name, S("::")) == SIZE_MAX;
}

enum { LOWER = PURL_LOWER_NAMESPACE | PURL_LOWER_NAME };

static const struct purl_type types[] = {
    {.type = "alpm", .rules = LOWER | PURL_NAMESPACE},
    {.type = "apk", .rules = LOWER | PURL_NAMESPACE},
    {.type = "bazel", .rules = PURL_NO_NAMESPACE},
    {.type = "bitbucket", .rules = LOWER | PURL_NAMESPACE, .joint = '/'},
    {.type = "bitnami", .rules = PURL_LOWER_NAME | PURL_NO_NAMESPACE},
    {.type = "brew", .rules = LOWER, .joint = '/'},
    {.type = "cargo", .rules = PURL_NO_NAMESPACE},
    {.type = "chrome-extension", .rules = PURL_LOWER_NAME | PURL_NO_NAMESPACE, .check = purl_check_chrome},
    {.type = "cocoapods", .rules = PURL_NO_NAMESPACE | PURL_JOINT_SUBPATH, .joint = '/'},
    {.type = "composer", .rules = LOWER | PURL_NAMESPACE, .joint = '/'},
    {.type = "conan"},
    {.type = "conda", .rules = PURL_NO_NAMESPACE},
    {.type = "cpan", .check = purl_check_cpan},
    {.type = "cran", .rules = PURL_NO_NAMESPACE},
    {.type = "deb", .rules = LOWER | PURL_NAMESPACE},
    {.type = "docker", .joint = '/'},
    {.type = "gem", .rules = PURL_NO_NAMESPACE},
    {.type = "generic", .joint = '/'},
    {.type = "git",
     .rules = PURL_NAMESPACE | PURL_NAME_IS_PATH | PURL_JOINT_IS_FIRST,
     .joint = '/',
     .normalise = purl_normalise_git},
    {.type = "github", .rules = LOWER | PURL_NAMESPACE | PURL_JOINT_IS_FIRST, .joint = '/'},
    {.type = "golang", .rules = PURL_NAMESPACE, .joint = '/'},
    {.type = "hackage", .rules = PURL_NO_NAMESPACE},
    {.type = "hex", .rules = LOWER, .joint = '/'},
    {.type = "huggingface", .rules = PURL_NAMESPACE | PURL_LOWER_VERSION, .joint = '/'},
    {.type = "julia", .rules = PURL_NO_NAMESPACE, .required = "uuid"},
    {.type = "luarocks", .rules = LOWER, .joint = '/'},
    {.type = "maven", .rules = PURL_NAMESPACE | PURL_JOINT_IS_FIRST, .joint = ':'},
    {.type = "mlflow", .rules = PURL_NO_NAMESPACE, .normalise = purl_normalise_mlflow},
    {.type = "npm", .rules = PURL_JOINT_SCOPE | PURL_JOINT_IS_FIRST, .joint = '/'},
    {.type = "nuget", .rules = PURL_NO_NAMESPACE},
    {.type = "oci", .rules = PURL_LOWER_NAME | PURL_LOWER_VERSION | PURL_NO_NAMESPACE},
    {.type = "opam", .rules = PURL_NO_NAMESPACE},
    {.type = "otp", .rules = PURL_LOWER_NAME | PURL_LOWER_SUBPATH | PURL_NO_NAMESPACE},
    {.type = "pub", .rules = PURL_LOWER_NAME | PURL_NO_NAMESPACE, .normalise = purl_normalise_pub},
    {.type = "pypi",
     .rules = PURL_LOWER_NAME | PURL_LOWER_VERSION | PURL_NO_NAMESPACE,
     .normalise = purl_normalise_pypi},
    {.type = "qpkg", .rules = PURL_LOWER_NAMESPACE | PURL_NAMESPACE},
    {.type = "rpm", .rules = PURL_LOWER_NAMESPACE | PURL_NAMESPACE},
    {.type = "swid", .required = "tag_id"},
    {.type = "swift", .rules = PURL_NAMESPACE, .joint = '/'},
    {.type = "vcpkg", .rules = PURL_NO_NAMESPACE},
    {.type = "vscode-extension",
     .rules = LOWER | PURL_LOWER_VERSION | PURL_NAMESPACE | PURL_JOINT_IS_FIRST,
     .joint = '.'},
    {.type = "yocto", .rules = PURL_LOWER_NAMESPACE},
};

const struct purl_type *purl_type(struct slice type)
{
    static const struct purl_type other = {.type = ""};

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (slice_equal(type, slice_text(types[i].type)))
            return &types[i];
    return &other;
}
