/*
 * Images of the Linux kernel for x86: the setup header says the release. Source: linux,
 * Documentation/arch/x86/boot.rst: "HdrS" at 0x202, `kernel_version` at 0x20e points 0x200 before a text that begins
 * with the release. Images of other processors say nothing so simply: their modules and packages tell.
 */
#include "analyzer/lang/lang.h"

enum { HEADER_AT = 0x202, POINTER_AT = 0x20e, SETUP_MAX = 64 * 1024 };

static bool kernel_image_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice setup = reader_take_upto(&entry->reader, SETUP_MAX);

    if (!reader_ok(&entry->reader, error))
        return false;
    if (setup.len < POINTER_AT + 2 || !slice_starts(slice_skip(setup, HEADER_AT), S("HdrS")))
        return true; /* of another processor */
    size_t at = (size_t)(setup.at[POINTER_AT] | setup.at[POINTER_AT + 1] << 8) + 0x200;
    struct slice text = slice_skip(setup, at);
    text = slice_head(text, slice_find_byte(text, 0));
    text = slice_head(text, slice_find_byte(text, ' '));
    if (at == 0x200 || text.len == 0)
        return true;
    struct package package = lang_package("generic", S("Linux Kernel"), text, SCOPE_INSTALLED);
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_kernel_image = {
    .name = "kernel-image",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_NAME, "vmlinuz*"}, {GATE_NAME, "bzImage*"}, {0}},
    .read = kernel_image_read,
    .ownable = true,
};
