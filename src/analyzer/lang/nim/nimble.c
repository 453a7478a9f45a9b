/*
 * Nim: packages that nimble installed, .nimble/pkgs2/NAME-VERSION-CHECKSUM/NAME.nimble (pkgs/NAME-VERSION before
 * nimble 0.14). Source: nim-lang/nimble, src/nimblepkg/packageinfo.nim. The folder says all; a .nimble file elsewhere
 * is a project's own.
 */
#include "analyzer/lang/lang.h"

static bool is_checksum(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!((text.at[i] >= '0' && text.at[i] <= '9') || (text.at[i] >= 'a' && text.at[i] <= 'f')))
            return false;
    return text.len == 40;
}

static bool nimble_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice folder = path_folder(entry->path), above = path_base(path_folder(folder));

    (void)error;
    if (!slice_equal(above, S("pkgs")) && !slice_equal(above, S("pkgs2")))
        return true;
    folder = path_base(folder);
    size_t dash = slice_find_last(folder, '-');
    if (dash < folder.len && is_checksum(slice_skip(folder, dash + 1))) {
        folder = slice_head(folder, dash);
        dash = slice_find_last(folder, '-');
    }
    if (dash == 0 || dash == folder.len)
        return true;
    struct package package =
        lang_package("nim", slice_head(folder, dash), slice_skip(folder, dash + 1), SCOPE_INSTALLED);
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_nimble = {
    .name = "nimble",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".nimble"}, {0}},
    .read = nimble_read,
    .ownable = true,
};
