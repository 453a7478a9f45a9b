/*
 * Homebrew: Cellar/NAME/VERSION/.brew/NAME.rb, the formula that a keg was made by. Source: docs.brew.sh, "Formula
 * Cookbook", "keg". The path says all.
 */
#include "analyzer/lang/lang.h"

static bool homebrew_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice brew = path_folder(entry->path), keg = path_folder(brew), rack = path_folder(keg);

    (void)error;
    if (!slice_equal(path_base(brew), S(".brew")) || !slice_equal(path_base(path_folder(rack)), S("Cellar")))
        return true;
    struct package package = lang_package("brew", path_base(rack), path_base(keg), SCOPE_INSTALLED);
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_homebrew = {
    .name = "homebrew",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "opt/homebrew/Cellar/*.rb"},
                                   {GATE_GLOB, "usr/local/Cellar/*.rb"},
                                   {GATE_GLOB, "home/linuxbrew/.linuxbrew/Cellar/*.rb"},
                                   {0}},
    .read = homebrew_read,
};
