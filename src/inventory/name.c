/*
 * Names that an ecosystem takes for one. PyPI: PEP 503, "Normalized Names". Packagist and NuGet: names have no case
 * (composer/composer PackageInterface::getName(); NuGet's PackageIdentity). Conda, Hex and pub allow lower case alone.
 */
#include "inventory/join.h"

static const struct {
    const char *type;
    bool runs_of_dashes;
} rules[] = {{"pypi", true}, {"composer", false}, {"nuget", false}};

struct slice name_normal(struct arena *arena, struct slice type, struct slice name)
{
    size_t rule = 0, len = 0;

    while (rule < sizeof(rules) / sizeof(rules[0]) && !slice_equal(type, slice_text(rules[rule].type)))
        rule++;
    if (rule == sizeof(rules) / sizeof(rules[0]))
        return name;
    uint8_t *out = arena_array(arena, uint8_t, name.len + 1);
    for (size_t i = 0; i < name.len; i++) {
        uint8_t c = name.at[i];
        if (c >= 'A' && c <= 'Z')
            c = (uint8_t)(c + 32);
        if (rules[rule].runs_of_dashes && (c == '-' || c == '_' || c == '.'))
            c = '-';
        if (c != '-' || !rules[rule].runs_of_dashes || len == 0 || out[len - 1] != '-')
            out[len++] = c;
    }
    return slice_of(out, len);
}
