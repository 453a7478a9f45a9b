#include "analyzer/systems/portage_name.h"

static bool is_digit(struct slice text, size_t at)
{
    return at < text.len && text.at[at] >= '0' && text.at[at] <= '9';
}

bool portage_split(struct slice text, struct slice *name, struct slice *version)
{
    size_t at = slice_find_last(text, '-');
    struct slice last = slice_skip(text, at + 1);

    if (last.len > 1 && last.at[0] == 'r' && is_digit(last, 1)) {
        struct slice rest = slice_head(text, at);
        at = slice_find_last(rest, '-');
        if (at == rest.len)
            return false;
    }
    if (at == 0 || at >= text.len)
        return false;
    *name = slice_head(text, at);
    *version = slice_skip(text, at + 1);
    return is_digit(*version, 0);
}
