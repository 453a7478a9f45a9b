/*
 * Modules of the Linux kernel: "KEY=VALUE" texts in .modinfo. Source: linux, include/linux/moduleparam.h (MODULE_INFO),
 * scripts/mod/modpost.c (add_header, add_srcversion).
 */
#include "analyzer/binary/program.h"

enum { MODINFO_MAX = 1024 * 1024 };

void program_modinfo(const struct executable *executable, struct facts *facts)
{
    const struct extent *section = &executable->sections[SECTION_MODINFO];
    struct slice content, line, key, value, licence = S("");
    struct package package = {.type = S("generic"), .epoch = EPOCH_ABSENT};
    struct error error;

    if (!section->there && slice_ends(executable->file->path, S(".ko")))
        facts_problem(facts, ERROR_MALFORMED, "a kernel module that says nothing of itself");
    if (!section->there || !executable->relocatable)
        return;
    if (!executable_content(executable, section, MODINFO_MAX, facts->arena, &content, &error)) {
        facts_problem(facts, error.code, "the module's information: %s", error.text);
        return;
    }
    while (slice_next(&content, 0, &line)) {
        if (!slice_cut(line, '=', &key, &value))
            continue;
        if (slice_equal(key, S("name")))
            package.name = value;
        else if (slice_equal(key, S("version")))
            package.version = value;
        else if (slice_equal(key, S("author")))
            package.vendor = value;
        else if (slice_equal(key, S("license")))
            licence = value;
    }
    package.licences = (struct slices){&licence, licence.len > 0};
    if (package.name.len > 0)
        facts_package(facts, &package);
}
