/*
 * Nix: what lies in the store, nix/store/HASH-NAME-VERSION[-OUTPUT]/…, HASH being 32 characters of Nix's base 32.
 * Source: nix manual, "Store path"; builtins.parseDrvName: the version begins at the first dash that no letter follows;
 * "unstable-DATE" is the version of a snapshot (nixpkgs, pkgs/README.md, "Versioning"). Any file of a package speaks
 * for it, so the first of those that come together does; the package's place is its folder.
 */
#include "analyzer/lang/lang.h"

static bool is_hash(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!((text.at[i] >= '0' && text.at[i] <= '9') || (text.at[i] >= 'a' && text.at[i] <= 'z')))
            return false;
    return text.len == 32;
}

/* HASH-… of the path; empty when it is none. */
static struct slice item_of(struct slice path)
{
    struct slice item = slice_skip(path, S("nix/store/").len);

    item = slice_head(item, slice_find_byte(item, '/'));
    return slice_starts(path, S("nix/store/")) && item.len > 33 && item.at[32] == '-' && is_hash(slice_head(item, 32))
               ? item
               : (struct slice){0};
}

static struct slice without_output(struct slice version)
{
    static const struct slice outputs[] = {S_INIT("-bin"), S_INIT("-dev"),    S_INIT("-lib"),   S_INIT("-man"),
                                           S_INIT("-doc"), S_INIT("-static"), S_INIT("-debug"), S_INIT("-info"),
                                           S_INIT("-out"), S_INIT("-devdoc")};

    for (size_t i = 0; i < sizeof(outputs) / sizeof(outputs[0]); i++)
        if (slice_ends(version, outputs[i]))
            return slice_head(version, version.len - outputs[i].len);
    return version;
}

/* Where the version begins; item.len when there is none. */
static size_t version_at(struct slice item)
{
    for (size_t i = 0; i + 1 < item.len; i++) {
        struct slice behind = slice_skip(item, i + 1);
        if (item.at[i] != '-' || i == 0)
            continue;
        if ((behind.at[0] >= '0' && behind.at[0] <= '9') || slice_starts(behind, S("unstable-")))
            return i + 1;
    }
    return item.len;
}

static bool nix_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice item = item_of(entry->path);

    (void)error;
    if (item.len == 0 || slice_ends(item, S(".drv")) || slice_equal(item, item_of(facts_path_before(facts))))
        return true;
    struct slice folder = slice_head(entry->path, S("nix/store/").len + item.len);
    item = slice_skip(item, 33);
    size_t at = version_at(item);
    if (at == item.len)
        return true;
    struct package package =
        lang_package("nix", slice_head(item, at - 1), without_output(slice_skip(item, at)), SCOPE_INSTALLED);
    package.location = folder;
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_nix = {
    .name = "nix",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BELOW, "nix/store"}, {0}},
    .read = nix_read,
};
