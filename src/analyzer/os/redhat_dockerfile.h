/*
 * The Dockerfile that Red Hat's build system leaves in its images, read for the labels that name the build.
 * Instructions LABEL, ENV and ARG, with line continuation, quotes and variables (Dockerfile reference, "Environment
 * replacement").
 */
#ifndef SEAWORTHY_ANALYZER_OS_REDHAT_DOCKERFILE_H
#define SEAWORTHY_ANALYZER_OS_REDHAT_DOCKERFILE_H

#include "base/reader.h"

/* Called for each label; both are borrowed until the next call. */
typedef void dockerfile_label(void *context, struct slice name, struct slice value);

/* fails  when the reader does */
bool dockerfile_labels(struct reader *reader, struct arena *arena, dockerfile_label *label, void *context,
                       struct error *error);

#endif
