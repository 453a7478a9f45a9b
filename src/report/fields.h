/*
 * What an inventory knows of a package beyond name, version and purl, as named values: how CycloneDX and SPDX carry it,
 * so that such a file of ours is matched to the same findings as the image. The worker's job `document` reads them
 * back.
 */
#ifndef SEAWORTHY_REPORT_FIELDS_H
#define SEAWORTHY_REPORT_FIELDS_H

#include "report/report.h"

/* Calls `each` for every value that the package has; a list gives one call an item. */
void fields_of_package(struct arena *arena, const struct inventory_package *entry,
                       void (*each)(void *context, const char *name, struct slice value), void *context);
void fields_of_os(const struct os *os, void (*each)(void *context, const char *name, struct slice value),
                  void *context);

/* A number that every member of the report has its part in, for serial numbers and namespaces: its SHA-256. */
bool report_identity(struct arena *arena, const struct report *report, const struct report_options *options,
                     struct digest *identity, struct error *error);
/* The same as a UUID (RFC 9562, version 8: made by the vendor's own rule). */
struct slice identity_uuid(struct arena *arena, const struct digest *identity);

#endif
