/* What Go says of module paths and versions (go.dev/ref/mod; golang.org/x/mod/module and semver). */
#ifndef SEAWORTHY_ANALYZER_LANG_GO_MODULE_H
#define SEAWORTHY_ANALYZER_LANG_GO_MODULE_H

#include "base/slice.h"

/* "v1.2.3", with a pre-release or "+incompatible" or without: what go.mod and the build information write. */
bool go_version_valid(struct slice version);
/* Whether the version may stand at that path: "/v2" asks for major version 2, no suffix for 0 or 1 or +incompatible. */
bool go_version_fits(struct slice path, struct slice version);
/* A replacement that is a folder: "./x", "../x", "/x", "C:\x". */
bool go_path_is_local(struct slice path);
/*
 * Release of the toolchain or of the language as a package version: "go1.22.4 X:rangefunc", "1.22.4-custom" are
 * "1.22.4", "go1.22rc1" is "1.22rc1".
 * returns  empty where it is none ("devel +abc", "local")
 */
struct slice go_release(struct slice text);
/* Whether a release is at least 1.MINOR: "1.21.3" and "1.22rc1" are at least 1.21. */
bool go_release_at_least(struct slice release, uint64_t minor);

#endif
