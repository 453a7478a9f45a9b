#include "analyzer/lang/javascript/npm_spec.h"

bool npm_spec_cut(struct slice spec, struct slice *name, struct slice *rest)
{
    size_t scope = slice_starts(spec, S("@")) ? 1 : 0;
    size_t at = scope + slice_find_byte(slice_skip(spec, scope), '@');

    *name = slice_head(spec, at);
    *rest = slice_skip(spec, at + 1);
    return at < spec.len;
}

static bool starts_with_any(struct slice s, const struct slice *prefixes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_starts(s, prefixes[i]))
            return true;
    return false;
}

bool npm_spec_is_local(struct slice version)
{
    static const struct slice prefixes[] = {S_INIT("file:"), S_INIT("link:"), S_INIT("portal:"), S_INIT("workspace:"),
                                            S_INIT("root:")};

    return starts_with_any(version, prefixes, sizeof(prefixes) / sizeof(prefixes[0]));
}

bool npm_spec_is_source(struct slice version)
{
    static const struct slice prefixes[] = {S_INIT("github:"), S_INIT("gitlab:"), S_INIT("bitbucket:"), S_INIT("gist:"),
                                            S_INIT("git@"),    S_INIT("git:"),    S_INIT("git+")};

    return slice_find(version, S("://")) != SIZE_MAX ||
           starts_with_any(version, prefixes, sizeof(prefixes) / sizeof(prefixes[0]));
}

struct slice npm_spec_commit(struct slice version)
{
    struct slice fragment = slice_skip(version, slice_find_byte(version, '#') + 1), piece, commit = {NULL, 0};

    while (slice_next(&fragment, '&', &piece)) {
        if (slice_starts(piece, S("commit=")) || slice_starts(piece, S("commit:")))
            return slice_skip(piece, 7);
        if (commit.len == 0)
            commit = piece;
    }
    return commit;
}

bool npm_spec_alias(struct slice version, struct slice *name, struct slice *real_version)
{
    return slice_starts(version, S("npm:")) && npm_spec_cut(slice_skip(version, 4), name, real_version) &&
           name->len > 0;
}
