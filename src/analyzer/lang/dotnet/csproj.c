/* Project files of C#, F# and Visual Basic: the packages that they refer to (msbuild.c). */
#include "analyzer/lang/dotnet/nuget.h"

const struct analyzer analyzer_csproj = {
    .name = "csproj",
    .revision = 1,
    .gates =
        (const struct gate[]){
            {GATE_SUFFIX, ".csproj"}, {GATE_SUFFIX, ".fsproj"}, {GATE_SUFFIX, ".vbproj"}, {GATE_END, NULL}},
    .read = msbuild_read,
    .declared = true,
};
