/* What the rows of .NET have in common: NuGet's names and versions, and MSBuild's properties. */
#ifndef SEAWORTHY_ANALYZER_LANG_DOTNET_NUGET_H
#define SEAWORTHY_ANALYZER_LANG_DOTNET_NUGET_H

#include "analyzer/lang/lang.h"

/* "NAME/VERSION". returns  false when it has no two parts */
bool nuget_split(struct slice key, struct slice *name, struct slice *version);
/* The keys of a map ("dependencies"), on the arena; in the file's form for depends_on. */
struct slices nuget_keys(struct arena *arena, const struct tree *map);
/*
 * The one version that a requirement allows: "1.0" (what NuGet restores when it can), "[1.0]"; empty for ranges and
 * floating versions ("NuGet Package versioning", "Version ranges").
 */
struct slice nuget_fixed(struct slice version);

/* Files PackageReference, PackageVersion and GlobalPackageReference items of an MSBuild project. */
bool msbuild_read(struct entry *entry, struct facts *facts, struct error *error);

#endif
