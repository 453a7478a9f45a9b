/* Central Package Management: versions of packages for all projects below a folder (msbuild.c). */
#include "analyzer/lang/dotnet/nuget.h"

const struct analyzer analyzer_packages_props = {
    .name = "packages_props",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, "Packages.props"}, {GATE_SUFFIX, "packages.props"}, {GATE_END, NULL}},
    .read = msbuild_read,
    .declared = true,
};
