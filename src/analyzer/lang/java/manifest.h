/*
 * META-INF/MANIFEST.MF (JAR File Specification, "Name-Value pairs and Sections"): the attributes that say what an
 * archive is, of its main section and, where that has none, of the first section that has.
 */
#ifndef SEAWORTHY_ANALYZER_LANG_JAVA_MANIFEST_H
#define SEAWORTHY_ANALYZER_LANG_JAVA_MANIFEST_H

#include "base/reader.h"

struct manifest {
    bool found;
    /* OSGi */
    struct slice bundle_name, bundle_symbolic_name, bundle_version;
    struct slice automatic_module_name;
    struct slice extension_name;
    struct slice implementation_title, implementation_vendor_id, implementation_version;
    struct slice specification_version;
    /* Jenkins plugins */
    struct slice group_id, short_name, plugin_version;
    struct slice created_by;
    /* Of the section in which implementation_title or implementation_version stood; empty for the main one. */
    struct slice section;
};

/* Strings are on the arena. fails  with what the reader says */
bool manifest_read(struct reader *reader, struct arena *arena, struct manifest *manifest, struct error *error);

#endif
