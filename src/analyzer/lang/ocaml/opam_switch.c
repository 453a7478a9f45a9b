/*
 * OCaml: what a switch has installed, .opam-switch/switch-state. Source: ocaml/opam, src/state/opamFormatConfig and
 * src/format/opamFile.ml (SwitchSelections): `installed: [ "NAME.VERSION" … ]`, where the name ends at the first dot.
 */
#include "analyzer/lang/lang.h"

enum { SWITCH_LINE_MAX = 1024 * 1024 };

static void add_strings(struct facts *facts, struct slice text)
{
    struct slice before, string, name, version;

    while (slice_cut(text, '"', &before, &text) && slice_cut(text, '"', &string, &text)) {
        if (!slice_cut(string, '.', &name, &version) || name.len == 0)
            continue;
        struct package package = lang_package("opam", name, version, SCOPE_INSTALLED);
        facts_package(facts, &package);
    }
}

static bool opam_switch_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line;
    bool inside = false;

    while (reader_line(&entry->reader, SWITCH_LINE_MAX, &line) != LINE_END) {
        line = slice_trim(line);
        if (slice_starts(line, S("installed:")))
            inside = true;
        if (!inside)
            continue;
        size_t end = slice_find_byte(line, ']');
        add_strings(facts, slice_head(line, end));
        inside = end == line.len;
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_opam_switch = {
    .name = "opam-switch",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "switch-state"}, {0}},
    .read = opam_switch_read,
};
