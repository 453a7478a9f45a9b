#include "analyzer/lang/cpp/conan_reference.h"

#include "analyzer/lang/lang.h"

enum { TEXT_LINE_MAX = 4096 };

bool conan_reference_read(struct slice text, struct conan_reference *reference)
{
    struct slice behind, version;

    *reference = (struct conan_reference){0};
    text = slice_trim(text);
    if (!slice_cut(text, '/', &reference->name, &version) || reference->name.len == 0)
        return false;
    size_t end = 0;
    while (end < version.len && version.at[end] != '@' && version.at[end] != '#' && version.at[end] != ':' &&
           version.at[end] != '%')
        end++;
    behind = slice_skip(version, end);
    reference->version = slice_trim(slice_head(version, end));
    if (slice_starts(behind, S("@"))) {
        slice_cut(slice_skip(behind, 1), '/', &reference->user, &behind);
        if (slice_equal(reference->user, S("_")))
            reference->user = (struct slice){0};
    }
    return reference->version.len > 0;
}

void conan_file(struct facts *facts, const struct conan_reference *reference, enum package_scope scope)
{
    struct slice name = reference->name;

    if (reference->user.len > 0)
        name = arena_join(facts->arena, (struct slice[]){reference->user, S("/"), name}, 3);
    struct package package = lang_package("conan", name, reference->version, scope);
    facts_package(facts, &package);
}

bool conan_section_read(struct entry *entry, struct facts *facts, struct slice section, enum package_scope scope,
                        struct error *error)
{
    struct conan_reference reference;
    struct slice line;
    bool inside = false;

    while (reader_line(&entry->reader, TEXT_LINE_MAX, &line) != LINE_END) {
        line = slice_trim(line);
        if (slice_starts(line, S("[")))
            inside = slice_equal(line, section);
        else if (inside && !slice_starts(line, S("#")) && conan_reference_read(line, &reference) &&
                 !slice_starts(reference.version, S("[")))
            conan_file(facts, &reference, scope);
    }
    return reader_ok(&entry->reader, error);
}
