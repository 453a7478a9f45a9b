#include "analyzer/lang/cpp/conan_reference.h"

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
