/*
 * OCaml: opam files, NAME.opam or NAME.VERSION/opam, by which a package says its name and version. Source:
 * opam.ocaml.org/doc/Manual.html, "opam": `name` and `version` may be missing where the file's name says them.
 */
#include "analyzer/lang/lang.h"

enum { OPAM_LINE_MAX = 16 * 1024 };

/* `field: "text"` */
static bool field(struct slice line, struct slice name, struct slice *text)
{
    struct slice behind;

    if (!slice_starts(line, name))
        return false;
    line = slice_trim(slice_skip(line, name.len));
    return slice_cut(line, '"', &behind, text) && behind.len == 0 && slice_cut(*text, '"', text, &behind);
}

/* What the path says: "a/NAME.opam", "a/NAME.VERSION/opam", "a/NAME/opam" */
static void named(struct slice path, struct slice *name, struct slice *version)
{
    struct slice base = path_base(path);

    *name = *version = (struct slice){0};
    if (!slice_equal(base, S("opam")))
        *name = slice_head(base, base.len - S(".opam").len);
    else
        slice_cut(path_base(path_folder(path)), '.', name, version);
}

static bool opam_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line, text, name, version;

    named(entry->path, &name, &version);
    while (reader_line(&entry->reader, OPAM_LINE_MAX, &line) != LINE_END) {
        if (field(line, S("name:"), &text))
            name = arena_copy(entry->arena, text);
        else if (field(line, S("version:"), &text))
            version = arena_copy(entry->arena, text);
    }
    if (!reader_ok(&entry->reader, error))
        return false;
    if (name.len == 0)
        return true;
    struct package package = lang_package("opam", name, version, SCOPE_DECLARED);
    package.relationship = RELATION_ROOT;
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_opam = {
    .name = "opam",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "opam"}, {GATE_SUFFIX, ".opam"}, {0}},
    .read = opam_read,
    .declared = true,
};
