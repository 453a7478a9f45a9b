#include "analyzer/passed_over.h"

/* Names of folders, or of two below each other. */
static const struct slice folders[] = {
    /* installed packages */
    S_INIT("node_modules"),
    S_INIT("bower_components"),
    S_INIT("site-packages"),
    S_INIT("dist-packages"),
    S_INIT("gems"),
    S_INIT("jspm_packages"),
    /* caches of package managers */
    S_INIT(".cache"),
    S_INIT("__pycache__"),
    S_INIT(".npm"),
    S_INIT(".m2"),
    S_INIT(".gradle"),
    S_INIT(".cargo"),
    S_INIT(".rustup"),
    S_INIT(".nuget"),
    S_INIT(".pub-cache"),
    S_INIT(".bundle"),
    S_INIT("pkg/mod"),
    /* of tests */
    S_INIT("testdata"),
    S_INIT("test-data"),
    S_INIT("fixtures"),
    S_INIT("__fixtures__"),
    S_INIT("test-fixtures"),
};

/* Whether `text` begins with the folder, which ends there. */
static bool enters(struct slice text, struct slice folder)
{
    return text.len > folder.len && text.at[folder.len] == '/' && slice_starts(text, folder);
}

bool passed_over(struct slice path)
{
    for (;;) {
        size_t slash = slice_find_byte(path, '/');
        if (slash == path.len)
            return false;
        for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
            if (enters(path, folders[i]))
                return true;
        path = slice_skip(path, slash + 1);
    }
}
